import type { Entry, HeldMessage, Reaction } from "./contract.js";

/** A message as its reader sees it: everything that was entered about it, put together. */
export interface RoomMessage {
  id: string;
  sequence: number;
  clientId: string | null;
  authorId: string;
  author: string;
  at: string;
  body: string;
  replyTo: string | null;
  mentions: readonly string[];
  contentNote: string | null;
  folded: boolean;
  edited: boolean;
  gone: "deleted" | "removed" | null;
  /** The reader's own reaction. */
  mine: Reaction | null;
  /** What others sent. A set and not a number: nobody counts kindness here. */
  others: Set<Reaction>;
}

/** The log of a group as far as this device knows it. Entries may come in any order and twice; each counts once. */
export class Timeline {
  private readonly entries = new Map<string, Map<number, Entry>>();
  private readonly built = new Map<string, RoomMessage>();
  private order: RoomMessage[] | null = null;
  private readonly clientIds = new Set<string>();
  /** The reader's own messages that wait for a moderator or were taken out, by their id. */
  readonly held = new Map<string, HeldMessage>();
  /** The lowest number that is known. */
  first = Infinity;

  /** Whose reactions do not reach the reader. */
  private ignored: ReadonlySet<string> = new Set();

  constructor(private me: string) {}

  /** Whose reactions do not reach the reader from now on. */
  ignore(ids: ReadonlySet<string>): void {
    this.ignored = ids;
    for (const known of this.entries.values()) this.put(known);
  }

  setMe(id: string): void {
    this.me = id;
  }

  add(entry: Entry): void {
    const known = this.entries.get(entry.messageId) ?? new Map<number, Entry>();
    known.set(entry.sequence, entry);
    this.entries.set(entry.messageId, known);
    this.first = Math.min(this.first, entry.sequence);
    this.put(known);
  }

  /** A message by its id; undefined while its first line is not known. */
  get(id: string): RoomMessage | undefined {
    return this.built.get(id);
  }

  /** Whether a post is known by the id that was made for it on a device. */
  has(clientId: string): boolean {
    return this.clientIds.has(clientId)
      || [...this.held.values()].some((held) => held.clientId === clientId);
  }

  /** In the order of the log. */
  messages(): readonly RoomMessage[] {
    this.order ??= [...this.built.values()].sort((a, b) => a.sequence - b.sequence);
    return this.order;
  }

  private put(known: Map<number, Entry>): void {
    const message = this.build([...known.values()].sort((a, b) => a.sequence - b.sequence));
    if (message) this.built.set(message.id, message);
    if (message?.clientId) this.clientIds.add(message.clientId);
    this.order = null;
  }

  /** An edit may be known before its post when earlier pages are still to load; there is no message until then. */
  private build(entries: Entry[]): RoomMessage | null {
    const start = entries.find((entry) => entry.kind === "post" || entry.kind === "release");
    if (!start) return null;
    const message: RoomMessage = {
      id: start.messageId, sequence: start.sequence, clientId: start.clientId ?? null, authorId: start.authorId, author: start.author,
      at: start.at, body: "", replyTo: null, mentions: [], contentNote: null, folded: false, edited: false, gone: null, mine: null, others: new Set(),
    };
    const reactions = new Map<string, Reaction>();
    for (const entry of entries) {
      if (entry.kind === "delete") message.gone = "deleted";
      else if (entry.kind === "removal") message.gone = "removed";
      else if (entry.kind === "pin" || entry.kind === "unpin") continue;
      else if (entry.kind === "reaction") {
        if (entry.reaction) reactions.set(entry.authorId, entry.reaction);
        else reactions.delete(entry.authorId);
      } else {
        if (entry.kind === "release") message.gone = null;
        message.edited ||= entry.kind === "edit";
        message.body = entry.body ?? message.body;
        message.replyTo = entry.replyTo ?? message.replyTo;
        message.mentions = entry.mentions ?? message.mentions;
        message.contentNote = entry.contentNote ?? message.contentNote;
        message.folded = entry.folded ?? message.folded;
      }
    }
    // Of a text that is not there any more a look at the past may hold no line that says so.
    if (start.body === null && !message.body) message.gone ??= "removed";
    for (const [who, reaction] of reactions) {
      if (who === this.me) message.mine = reaction;
      else if (!this.ignored.has(who)) message.others.add(reaction);
    }
    return message;
  }
}
