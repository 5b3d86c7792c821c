import type { Entry, Stretch } from "./contract.js";
import type { Link } from "./link.js";
import type { Timeline } from "./timeline.js";

/** What is told about the log while it is read. */
export interface LogListener {
  /** These are in the timeline now. */
  taken(entries: readonly Entry[]): void;
  /** These lines came in, in order. */
  arrived(entries: Entry[]): void;
}

/** Keeps the newest part of a group's log complete and in order, whatever order its lines come in and whatever is lost on the way. */
export class LogReader {
  /** Everything up to this number is known; null before the first joining. */
  last: number | null = null;

  private readonly early = new Map<number, Entry>();
  private catching: Promise<void> | null = null;

  constructor(
    private readonly groupId: string,
    private readonly timeline: Timeline,
    private readonly link: () => Link | null,
    private readonly listener: LogListener,
  ) {}

  /** Applies entries in order; one that is ahead waits until what lies between has been fetched. */
  receive(entries: Entry[]): void {
    for (const entry of entries) if (entry.sequence > (this.last ?? 0)) this.early.set(entry.sequence, entry);
    // Until the answer to the joining tells where the log begins for this device.
    if (this.last === null) return;
    const applied = this.drain();
    if (applied.length) this.listener.arrived(applied);
    this.heal();
  }

  /** The service says how far the log has come. */
  head(last: number): void {
    if (this.last !== null && last > this.last) void this.catchUp();
  }

  private take(entries: Entry[], upTo: number | null): void {
    for (const entry of entries) this.timeline.add(entry);
    this.last = Math.max(this.last ?? 0, upTo ?? 0, ...entries.map((entry) => entry.sequence));
    this.listener.taken(entries);
  }

  /** Takes the answer to a joining and everything after it; what came in is put into `fresh`. */
  async takeAll(link: Link, answer: Stretch, fresh: Entry[]): Promise<void> {
    this.take(fresh, answer.more ? null : answer.lastSequence ?? 0);
    for (let more = answer.more ?? false; more;) more = await this.fetchAfter(link, fresh);
    fresh.push(...this.drain());
  }

  /** Asks for what is lacking before a line that came too early. */
  heal(): void {
    if (this.early.size) void this.catchUp();
  }

  catchUp(): Promise<void> {
    const link = this.link();
    if (!link || this.catching) return this.catching ?? Promise.resolve();
    this.catching = (async () => {
      const fresh: Entry[] = [];
      try {
        while (await this.fetchAfter(link, fresh));
        fresh.push(...this.drain());
      } catch {
        // The connection is going; joining again asks for the same stretch.
      } finally {
        this.catching = null;
      }
      if (fresh.length) this.listener.arrived(fresh);
    })();
    return this.catching;
  }

  private drain(): Entry[] {
    const applied: Entry[] = [];
    for (const sequence of [...this.early.keys()].sort((a, b) => a - b)) {
      const entry = this.early.get(sequence)!;
      if (sequence > (this.last ?? 0) + 1) break;
      this.early.delete(sequence);
      if (sequence <= (this.last ?? 0)) continue;
      this.take([entry], sequence);
      applied.push(entry);
    }
    return applied;
  }

  private async fetchAfter(link: Link, into: Entry[]): Promise<boolean> {
    const from = this.last;
    const answer = await link.invoke<Stretch>("Catchup", this.groupId, from);
    if (answer.code !== "ok") throw new Error(answer.code);
    const entries = answer.entries ?? [];
    into.push(...entries);
    // The service knows its own numbering: what it calls complete is complete, even where a number is missing.
    this.take(entries, answer.more ? null : answer.lastSequence ?? null);
    return (answer.more ?? false) && this.last !== from;
  }
}
