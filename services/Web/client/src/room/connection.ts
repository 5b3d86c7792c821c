import { backoff, pause } from "./backoff.js";
import { RoomCalls } from "./calls.js";
import type { Answer, Entry, HeldMessage, Joined, RoomRules, SupportOffer } from "./contract.js";
import type { Link } from "./link.js";
import type { RoomListener } from "./listener.js";
import { LogReader } from "./log-reader.js";
import { People } from "./people.js";
import { Pinned } from "./pinned.js";
import { SendQueue, type Words } from "./send-queue.js";
import { Outbox, type Waiting } from "./store.js";
import { Timeline } from "./timeline.js";

export type RoomState = "connecting" | "ready" | "away" | "refused" | "stopped";

/** A room kept up to date: joined, complete and in order, across lost connections. Knows nothing of how it is shown. */
export class RoomConnection {
  readonly timeline: Timeline;
  state: RoomState = "connecting";
  refusal: Answer | null = null;
  hasEarlier = false;
  /** About how many people are here: a multiple of five, minutes old; zero for anything below five. */
  here = 0;
  rules: RoomRules | null = null;
  readonly calls: RoomCalls;
  readonly people: People;
  readonly pinned: Pinned;

  private link: Link | null = null;
  private readonly log: LogReader;
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
    this.pinned = new Pinned(
      (id) => this.timeline.get(id), async (id) => (await this.calls.around({ messageId: id })).entries ?? [], () => listener.changed());
    this.people = new People((ignored) => { this.timeline.ignore(ignored); listener.changed(); });
    this.log = new LogReader(groupId, this.timeline, () => this.link, {
      taken: (entries) => { this.pinned.take(entries); this.queue.shown(); listener.changed(); },
      arrived: (entries) => listener.arrived(entries),
    });
    const joined = (): Link | null => this.state === "ready" ? this.link : null;
    this.calls = new RoomCalls(groupId, joined, (answer) => {
      if (answer.held) this.hold(answer.held);
      if (answer.support) this.listener.supported(answer.support);
    });
    this.queue = new SendQueue(groupId, {
      link: joined,
      last: () => this.log.last ?? 0,
      shows: (clientId) => this.timeline.has(clientId),
      hold: (held) => this.hold(held),
      catchUp: () => this.log.catchUp(),
    }, listener, this.stopping.signal, outbox);
  }

  /** Posts that the room does not show yet, in the order they were written in. */
  get waiting(): readonly Waiting[] {
    return this.queue.waiting;
  }

  /** Until when the service takes no further post of the reader, as it said last. */
  get slowUntil(): number {
    return this.queue.slowUntil;
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

  post(words: Words): Promise<void> {
    return this.queue.add(this.me, words);
  }

  /** Forgets a post that has not gone out yet. */
  forget(clientId: string): Promise<void> {
    return this.queue.forget(clientId);
  }

  async earlier(): Promise<void> {
    if (!Number.isFinite(this.timeline.first)) return;
    const answer = await this.calls.earlier(this.timeline.first);
    if (answer.code !== "ok") return;
    for (const entry of answer.entries ?? []) this.timeline.add(entry);
    this.hasEarlier = answer.hasEarlier ?? false;
    this.listener.changed();
  }

  private listen(link: Link): void {
    const mine = (id: string): boolean => id === this.groupId && this.link === link;
    link.on("Entries", (groupId: string, entries: Entry[]) => {
      if (mine(groupId)) this.log.receive(entries);
    });
    link.on("Head", (groupId: string, last: number) => {
      if (mine(groupId)) this.log.head(last);
    });
    link.on("Held", (groupId: string, held: HeldMessage) => {
      if (mine(groupId)) this.hold(held);
    });
    link.on("SupportOffered", (offer: SupportOffer) => this.listener.supported(offer));
  }

  private async join(link: Link): Promise<boolean> {
    const before = this.log.last;
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
    this.here = joined.here ?? 0;
    this.rules = joined.rules ?? null;
    this.pinned.joined(joined.pinned ?? null, joined.mayPin ?? false, joined.lastSequence ?? 0);
    this.people.take(joined.blocks ?? []);
    this.listener.joined(joined);
    if (before === null) this.hasEarlier = joined.hasEarlier ?? false;
    await this.log.takeAll(link, joined, fresh);
    this.to("ready");
    if (before !== null) this.greet(fresh);
    this.awaySince = 0;
    void this.queue.send();
    return true;
  }

  private greet(fresh: Entry[]): void {
    const seconds = (Date.now() - this.awaySince) / 1000;
    const others = fresh.filter((entry) => (entry.kind === "post" || entry.kind === "release") && entry.authorId !== this.me && !this.people.of(entry.authorId));
    const answers = others.filter((entry) => entry.replyTo && this.timeline.get(entry.replyTo)?.authorId === this.me).length;
    // A connection that is only renewed is not worth a word.
    if (seconds >= 30) this.listener.returned(Math.max(1, Math.round(seconds / 60)), others.length, answers);
    if (fresh.length) this.listener.arrived(fresh);
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
