import { backoff, hubLink, pause } from "peersupport-chat";

/** Listens to the moderators' hub until stopped. Each opening asks for a fresh list, because nothing is replayed here. */
export async function listen(stop: AbortSignal, opened: () => void, changed: () => void, away: () => void): Promise<void> {
  for (let attempt = 0; !stop.aborted; attempt++) {
    const link = hubLink("/hubs/moderation");
    const end = (): void => void link.stop().catch(() => undefined);
    const closed = new Promise<void>((resolve) => link.onClosed(() => resolve()));
    stop.addEventListener("abort", end, { once: true });
    link.on("CaseChanged", changed);
    try {
      await link.start();
      attempt = 0;
      opened();
      await closed;
    } catch {
      // Tried again below.
    }
    stop.removeEventListener("abort", end);
    if (stop.aborted) break;
    away();
    await pause(backoff(attempt), stop);
  }
}
