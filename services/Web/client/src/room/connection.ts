import { backoff, pause } from "./backoff.js";
import { RoomCalls } from "./calls.js";
import type { Answer, Entry, HeldMessage, Joined, Stretch, SupportOffer } from "./contract.js";
import type { Link } from "./link.js";
import type { RoomListener } from "./listener.js";
import { SendQueue } from "./send-queue.js";
import { Outbox, type Waiting } from "./store.js";
import { Timeline } from "./timeline.js";

export type RoomState = "connecting" | "ready" | "away" | "refused" | "stopped";

/** A room kept up to date: joined, complete and in order, across lost connections. Knows nothing of how it is shown. */
export class RoomConnection {
  readonly timeline: Timeline;
  state: RoomState = "connecting";
  refusal: Answer | null = null;
  hasEarlier = false;
  readonly calls: RoomCalls;

  private link: Link | null = null;
  private last: number | null = null;
  private readonly early = new Map<number, Entry>();
  private catching: Promise<void> | null = null;
  private awaySince = 0;
  private readonly stopping = new AbortController();
  private readonly queue: SendQueue;

  constructor(
    private readonly groupId: string,
    private me: string,
    private readonly open: () => Link,
    private readonly listener: RoomListener,
    private readonly admitted: () => Promise<boolean>,
    outbox = new Outbox(),
  ) {
    this.timeline = new Timeline(me);
    const joined = (): Link | null => this.state === "ready" ? this.link : null;
    this.calls = new RoomCalls(groupId, joined, (answer) => {
      if (answer.held) this.hold(answer.held);
      if (answer.support) this.listener.supported(answer.support);
    });
    this.queue = new SendQueue(groupId, {
      link: joined,
      last: () => this.last ?? 0,
      shows: (clientId) => this.timeline.has(clientId),
      hold: (held) => this.hold(held),
      catchUp: () => this.catchUp(),
    }, listener, this.stopping.signal, outbox);
  }

  /** Posts that the room does not show yet, in the order they were written in. */
  get waiting(): readonly Waiting[] {
    return this.queue.waiting;
  }

  /** Stays in the room until stopped. The service ends a connection together with its token, so a close is nothing unusual. */
  async run(): Promise<void> {
    await this.queue.restore(this.me);
    for (let attempt = 0; !this.stopping.signal.aborted; attempt++) {
      const link = (this.link = this.open());
      const closed = new Promise<void>((resolve) => link.onClosed(resolve));
      try {
        this.listen(link);
        await link.start();
        if (!(await this.join(link))) break;
        attempt = 0;
        await closed;
        this.awaySince ||= Date.now();
      } catch {
        this.awaySince ||= Date.now();
      }
      await link.stop().catch(() => undefined);
      if (this.stopping.signal.aborted) break;
      // A refused handshake looks like a lost network from here; only asking tells an ended session apart.
      if (attempt > 0 && !(await this.admitted())) {
        this.refusal = { code: "signed_out" };
        this.to("refused");
        break;
      }
      this.to("away");
      await pause(backoff(attempt), this.stopping.signal);
    }
    await this.link?.stop().catch(() => undefined);
  }

  stop(): void {
    this.to("stopped");
    this.stopping.abort();
    void this.link?.stop().catch(() => undefined);
  }

  /** For when the device itself says that it is offline: a socket that nobody closed would keep a post "on its way" for half a minute. */
  cut(): void {
    void this.link?.stop().catch(() => undefined);
  }

  post(body: string, replyTo: string | null, contentNote: string | null): Promise<void> {
    return this.queue.add(this.me, body, replyTo, contentNote);
  }

  /** Forgets a post that has not gone out yet. */
  forget(clientId: string): Promise<void> {
    return this.queue.forget(clientId);
  }

  async earlier(): Promise<void> {
    if (!this.link || !Number.isFinite(this.timeline.first)) return;
    const answer = await this.link.invoke<Stretch>("Earlier", this.groupId, this.timeline.first);
    if (answer.code !== "ok") return;
    for (const entry of answer.entries ?? []) this.timeline.add(entry);
    this.hasEarlier = answer.hasEarlier ?? false;
    this.listener.changed();
  }

  private listen(link: Link): void {
    const mine = (id: string): boolean => id === this.groupId && this.link === link;
    link.on("Entries", (groupId: string, entries: Entry[]) => {
      if (mine(groupId) && this.last !== null) this.receive(entries);
    });
    link.on("Head", (groupId: string, last: number) => {
      if (mine(groupId) && this.last !== null && last > this.last) void this.catchUp();
    });
    link.on("Held", (groupId: string, held: HeldMessage) => {
      if (mine(groupId)) this.hold(held);
    });
    link.on("SupportOffered", (offer: SupportOffer) => this.listener.supported(offer));
  }

  private async join(link: Link): Promise<boolean> {
    const before = this.last;
    const joined = await link.invoke<Joined>("Join", this.groupId, before);
    if (joined.code !== "ok") {
      if (joined.code === "unavailable" || joined.code === "too_fast") throw new Error(joined.code);
      this.refusal = joined;
      this.to("refused");
      return false;
    }
    if (joined.me) {
      this.me = joined.me.id;
      this.timeline.setMe(joined.me.id);
    }
    for (const held of joined.held ?? []) this.timeline.held.set(held.messageId, held);
    const fresh = joined.entries ?? [];
    this.take(fresh, joined.more ? null : joined.lastSequence ?? 0);
    if (before === null) this.hasEarlier = joined.hasEarlier ?? false;
    let more = joined.more ?? false;
    while (more) more = await this.fetchAfter(link, fresh);
    this.drain();
    this.to("ready");
    if (before !== null) this.greet(fresh);
    this.awaySince = 0;
    void this.queue.send();
    return true;
  }

  private greet(fresh: Entry[]): void {
    const seconds = (Date.now() - this.awaySince) / 1000;
    const others = fresh.filter((entry) => (entry.kind === "post" || entry.kind === "release") && entry.authorId !== this.me);
    const answers = others.filter((entry) => entry.replyTo && this.timeline.get(entry.replyTo)?.authorId === this.me).length;
    // A connection that is only renewed is not worth a word.
    if (seconds >= 30) this.listener.returned(Math.max(1, Math.round(seconds / 60)), others.length, answers);
    if (fresh.length) this.listener.arrived(fresh);
  }

  /** Applies entries in order; one that is ahead waits until what lies between has been fetched. */
  private receive(entries: Entry[]): void {
    for (const entry of entries) if (entry.sequence > (this.last ?? 0)) this.early.set(entry.sequence, entry);
    const applied = this.drain();
    if (applied.length) this.listener.arrived(applied);
    if (this.early.size) void this.catchUp();
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

  private take(entries: Entry[], upTo: number | null): void {
    for (const entry of entries) this.timeline.add(entry);
    this.last = Math.max(this.last ?? 0, upTo ?? 0, ...entries.map((entry) => entry.sequence));
    this.queue.shown();
    this.listener.changed();
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

  private catchUp(): Promise<void> {
    const link = this.link;
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

  private hold(held: HeldMessage): void {
    this.timeline.held.set(held.messageId, held);
    this.queue.held(held.clientId);
    this.listener.changed();
  }

  private to(state: RoomState): void {
    if (this.state === "stopped") return;
    this.state = state;
    this.listener.changed();
  }
}
