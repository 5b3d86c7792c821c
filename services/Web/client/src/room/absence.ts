import type { Entry, Timeline } from "peersupport-chat";
import type { People } from "./people.js";

/** Below this many milliseconds nobody was away: a connection that is only renewed is not worth a word. */
const shortest = 30_000;

/** How long the reader was away and what came in meanwhile. */
export interface Absence { minutes: number; messages: number; answers: number }

/** Who reads. */
export interface Reader { me: string; people: Pick<People, "of">; timeline: Pick<Timeline, "get"> }

/** What somebody else has said whom the reader wants to hear. */
export function byOthers(entries: readonly Entry[], { me, people }: Pick<Reader, "me" | "people">): Entry[] {
  return entries.filter((entry) => (entry.kind === "post" || entry.kind === "release") && entry.authorId !== me && !people.of(entry.authorId));
}

/** What there is to say after an absence; null when there is nothing. */
export function absence(milliseconds: number, entries: readonly Entry[], reader: Reader): Absence | null {
  if (milliseconds < shortest) return null;
  const others = byOthers(entries, reader);
  const answers = others.filter((entry) => entry.replyTo && reader.timeline.get(entry.replyTo)?.authorId === reader.me).length;
  return { minutes: Math.max(1, Math.round(milliseconds / 60_000)), messages: others.length, answers };
}
