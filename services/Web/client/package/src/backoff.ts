/**
 * How long to wait before the next try, in milliseconds: within a second at first, then longer each time, at most half a minute. The spread keeps a whole
 * room from coming back in the same instant after a restart.
 */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const longest = Math.min(30_000, 1_000 * 2 ** attempt);
  return attempt === 0 ? 50 + random() * 450 : longest / 2 + (random() * longest) / 2;
}

/** Waits, but not past the moment the network comes back. */
export function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    function end(): void {
      clearTimeout(timer);
      globalThis.removeEventListener?.("online", end);
      stop.removeEventListener("abort", end);
      resolve();
    }
    globalThis.addEventListener?.("online", end);
    stop.addEventListener("abort", end);
    if (stop.aborted) end();
  });
}

/** An id for a post, made on the device, by which the service knows a second sending of the same one. */
export function newId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  // Outside a secure context the browser has no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
