import type { RoomRules } from "peersupport-chat";

const step = 5_000;

export function isQuiet(rules: RoomRules | null, now: number): boolean {
  return !!rules?.quietFrom && !!rules.quietUntil && now >= Date.parse(rules.quietFrom) && now < Date.parse(rules.quietUntil);
}

/** Milliseconds until what is said about the rules is another sentence; null while it stays. */
export function nextMoment(rules: RoomRules | null, slowUntil: number, now: number): number | null {
  const moments = [rules?.quietFrom, rules?.quietUntil].flatMap((at) => (at ? [Date.parse(at) - now] : [])).filter((ms) => ms > 0);
  if (slowUntil > now) moments.push(Math.min(step, slowUntil - now));
  // A longer timer would overflow and fire at once; by then the room has been joined anew many times.
  return moments.length ? Math.min(...moments, 24 * 3_600_000) : null;
}

/** Seconds that are left, in steps that nobody has to watch; null when it is time. */
export function left(slowUntil: number, now: number): number | null {
  return slowUntil <= now ? null : Math.ceil((slowUntil - now) / step) * (step / 1000);
}
