import type { RoomMessage } from "peersupport-chat";

/** Somebody who has written in what is loaded; there is no list of a group's members. */
export interface Writer { id: string; name: string }

const most = 6;
const longest = 60;

/** Everybody who wrote, the latest first, but for the reader and those whom the reader does not want to meet. */
export function writers(messages: readonly RoomMessage[], me: string, ignored: ReadonlySet<string>): Writer[] {
  const known = new Map<string, Writer>();
  for (const message of [...messages].reverse()) {
    if (message.authorId !== me && !ignored.has(message.authorId) && !known.has(message.authorId)) known.set(message.authorId, { id: message.authorId, name: message.author });
  }
  return [...known.values()];
}

/** What has been begun after the last @ before the caret; null where no name is being written. */
export function begun(text: string, caret: number): string | null {
  const at = text.lastIndexOf("@", caret - 1);
  if (at < 0 || (at > 0 && !/\s|[([{"'“‘]/.test(text[at - 1]!))) return null;
  const part = text.slice(at + 1, caret);
  return part.includes("\n") || part.length > longest ? null : part;
}

/** Who may be meant; nobody once the name stands there in full. */
export function fitting(known: readonly Writer[], part: string | null): Writer[] {
  if (part === null) return [];
  const begin = part.toLowerCase();
  const fit = known.filter((one) => one.name.toLowerCase().startsWith(begin));
  return fit.some((one) => one.name.length === part.length) ? [] : fit.slice(0, most);
}

/** Puts the whole name where it was begun, and says where to go on writing. */
export function completed(text: string, caret: number, name: string): { text: string; caret: number } {
  const at = text.lastIndexOf("@", caret - 1);
  const start = `${text.slice(0, at)}@${name} `;
  return { text: start + text.slice(caret).replace(/^ /, ""), caret: start.length };
}

/** Whose whole names stand in the text after an @. A long name is looked for before a short one that it begins with. */
export function named(text: string, known: readonly Writer[]): string[] {
  let rest = text;
  const ids: string[] = [];
  for (const one of [...known].sort((a, b) => b.name.length - a.name.length)) {
    const word = whole(one.name);
    if (rest.search(word) < 0) continue;
    ids.push(one.id);
    rest = rest.replace(word, " ");
  }
  return ids.slice(0, 10);
}

/** As the service looks for it: in capitals or not, at the beginning of a word, and not as the beginning of a longer name. */
function whole(name: string): RegExp {
  const literal = name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_])@${literal}(?![\\p{L}\\p{M}\\p{N}_]|-[\\p{L}\\p{N}])`, "giu");
}
