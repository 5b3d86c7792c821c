import type { Entry } from "./contract.js";
import { Timeline, type RoomMessage } from "./timeline.js";

/** The message that stands on top of the room, and what becomes of it. */
export class Pinned {
  /** Whether the reader may put one there. */
  mayPin = false;

  private readonly own = new Timeline("");
  private id: string | null = null;
  private since = 0;

  /** `find` fetches the first line of a message that is not loaded. */
  constructor(private readonly loaded: (id: string) => RoomMessage | undefined, private readonly find: (id: string) => Promise<Entry[]>, private readonly changed: () => void) {}

  /** Null when there is none, or none any more. */
  get message(): RoomMessage | null {
    if (!this.id) return null;
    const message = this.loaded(this.id) ?? this.own.get(this.id);
    return message && !message.gone ? message : null;
  }

  /** What a joining tells, which is as new as the log that comes with it. */
  joined(first: Entry | null, mayPin: boolean, last: number): void {
    this.mayPin = mayPin;
    this.since = last;
    this.id = first?.messageId ?? null;
    if (first) this.own.add(first);
  }

  take(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.messageId === this.id) this.own.add(entry);
      if ((entry.kind !== "pin" && entry.kind !== "unpin") || entry.sequence <= this.since) continue;
      this.since = entry.sequence;
      this.id = entry.kind === "pin" ? entry.messageId : null;
      if (this.id && !this.message) void this.fetch(this.id);
    }
  }

  private async fetch(id: string): Promise<void> {
    for (const entry of await this.find(id)) if (entry.messageId === id) this.own.add(entry);
    this.changed();
  }
}
