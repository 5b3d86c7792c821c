import { backoff, pause } from "./backoff.js";
import { RoomCalls } from "./calls.js";
import type { Connection } from "./connection.js";
import type { Answer, Entry, HeldMessage, Joined, RoomRules, SupportOffer } from "./contract.js";
import { Events } from "./events.js";
import type { Link } from "./link.js";
import { LogReader } from "./log-reader.js";
import type { Outbox, Waiting } from "./outbox.js";
import { Pinned } from "./pinned.js";
import type { RoomEvents, RoomState } from "./room-events.js";
import { SendQueue, type Words } from "./send-queue.js";
import { Timeline } from "./timeline.js";

/** What a room has of the client that it belongs to. */
export interface RoomHost {
  readonly connection: Connection;
  readonly outbox: Outbox;
  /** This tab among those of the browser. */
  readonly tab: string;
  /** The tabs that live; null where they cannot be told. */
  alive(): Promise<ReadonlySet<string> | null>;
  left(room: Room): void;
}

/** Worth another try as it is. */
const passing: ReadonlySet<string> = new Set(["unavailable", "busy", "too_fast"]);

/** One group's room, kept up to date: joined, complete and in order, across lost connections. Knows nothing of how it is shown. */
export class Room extends Events<RoomEvents> {
  /** What was said, as far as it is loaded. */
  readonly timeline: Timeline;
  /** What can be asked besides posting. */
  readonly calls: RoomCalls;
  /** The message that stands on top of the room. */
  readonly pinned: Pinned;
  state: RoomState = "connecting";
  /** Why the service does not let the member in. */
  refusal: Answer | null = null;
  /** Whether there is something before what is loaded. */
  hasEarlier = false;
  /** About how many people are here: a multiple of five, minutes old; zero for anything below five. */
  here = 0;
  /** What holds in the room; null before the first joining. */
  rules: RoomRules | null = null;

  private link: Link | null = null;
  private awaySince = 0;
  private readonly stopping = new AbortController();
  private readonly log: LogReader;
  private readonly queue: SendQueue;
  private readonly deaf: (() => void)[];
  private restored: Promise<void> | null = null;

  /** Made by `ChatClient.room`. */
  constructor(readonly id: string, private me: string, private readonly host: RoomHost) {
    super();
    const { connection } = host;
    const joined = (): Link | null => this.state === "ready" ? this.link : null;
    this.timeline = new Timeline(me);
    this.calls = new RoomCalls(id, joined, (answer) => {
      if (answer.held) this.hold(answer.held);
      if (answer.support) this.emit("supported", answer.support);
    });
    this.pinned = new Pinned(
      (messageId) => this.timeline.get(messageId), async (messageId) => (await this.calls.around({ messageId })).entries ?? [], () => this.changed());
    this.log = new LogReader(id, this.timeline, () => this.link, {
      taken: (entries) => { this.pinned.take(entries); this.queue.shown(); this.changed(); },
      arrived: (entries) => this.emit("arrived", entries),
    });
    this.queue = new SendQueue(id, {
      link: joined,
      last: () => this.log.last ?? 0,
      shows: (clientId) => this.timeline.has(clientId),
      hold: (held) => this.hold(held),
      catchUp: () => this.log.catchUp(),
      changed: () => this.changed(),
      posted: (post, answer) => this.emit("posted", { post, answer }),
      supported: (offer) => this.emit("supported", offer),
    }, this.stopping.signal, host.outbox, host.tab);
    this.deaf = [
      connection.on("ended", () => { this.link = null; this.awaySince ||= Date.now(); }),
      connection.on("state", (state) => this.follow(state)),
    ];
    if (me) void this.restore();
    connection.use(this.enter);
  }

  /** Posts that the room does not show yet, in the order they were written in. */
  get waiting(): readonly Waiting[] {
    return this.queue.waiting;
  }

  /** Until when the service takes no further post of the member, as it said last, in milliseconds since 1970. */
  get slowUntil(): number {
    return this.queue.slowUntil;
  }

  /**
   * Posts. What is posted without a connection is kept on the device and goes out by itself; `posted` tells what came of it. Done when the service has
   * answered, or when there is nobody to send it to.
   */
  async post(words: Words): Promise<void> {
    await this.restored;
    await this.queue.add(this.me, words);
  }

  /** Forgets a post that has not gone out yet. */
  forget(clientId: string): Promise<void> {
    return this.queue.forget(clientId);
  }

  /** Loads what was said before what is loaded. */
  async earlier(): Promise<void> {
    if (!Number.isFinite(this.timeline.first)) return;
    const answer = await this.calls.earlier(this.timeline.first);
    if (answer.code !== "ok") return;
    for (const entry of answer.entries ?? []) this.timeline.add(entry);
    this.hasEarlier = answer.hasEarlier ?? false;
    this.changed();
  }

  /** Leaves the room. What has not been sent stays on the device for the next time. */
  leave(): void {
    const link = this.link;
    this.end("stopped");
    void link?.invoke("Leave", this.id).catch(() => undefined);
  }

  /** What the service calls, for this room. */
  receive(method: "Entries" | "Head" | "Held", what: Entry[] | number | HeldMessage): void {
    if (method === "Entries") this.log.receive(what as Entry[]);
    else if (method === "Head") this.log.head(what as number);
    else this.hold(what as HeldMessage);
  }

  /** Who can be called now. */
  offer(offer: SupportOffer): void {
    this.emit("supported", offer);
  }

  /** A tab has ended; what it had still to send is sent from here. */
  async inherit(): Promise<void> {
    if (this.state === "ready") await this.restore();
  }

  private readonly enter = async (link: Link): Promise<void> => {
    for (let attempt = 0; this.host.connection.link === link && !this.stopping.signal.aborted; attempt++) {
      const answer = await this.join(link).catch(() => null);
      if (answer === "joined" || this.stopping.signal.aborted) return;
      if (answer && !passing.has(answer.code)) return this.refuse(answer);
      await pause(Math.max(backoff(attempt), (answer?.retryAfter ?? 0) * 1000), this.stopping.signal);
    }
  };

  /** One try to come in over a link: the lines that are lacking, and what else the answer tells. */
  private async join(link: Link): Promise<"joined" | Answer> {
    const before = this.log.last;
    const joined = await link.invoke<Joined>("Join", this.id, before);
    if (joined.code !== "ok") return joined;
    // Somebody else has signed in meanwhile, and what this member has written is not theirs to send.
    if (this.me && joined.me && joined.me.id !== this.me) return { code: "other_member" };
    const me = joined.me?.id ?? this.me;
    this.me = me;
    this.timeline.setMe(me);
    for (const held of joined.held ?? []) this.timeline.held.set(held.messageId, held);
    this.here = joined.here ?? 0;
    this.rules = joined.rules ?? null;
    this.pinned.joined(joined.pinned ?? null, joined.mayPin ?? false, joined.lastSequence ?? 0);
    if (before === null) this.hasEarlier = joined.hasEarlier ?? false;
    this.emit("joined", joined);
    const fresh = [...joined.entries ?? []];
    await this.log.takeAll(link, joined, fresh);
    if (this.host.connection.link === link) this.ready(link, joined, before === null ? null : fresh);
    return "joined";
  }

  private ready(link: Link, { endsAt }: Joined, fresh: Entry[] | null): void {
    this.link = link;
    this.host.connection.settled();
    if (endsAt) this.host.connection.endsAt(Date.parse(endsAt));
    this.to("ready");
    if (!fresh) this.emit("opened", undefined);
    else this.emit("back", { milliseconds: this.awaySince ? Date.now() - this.awaySince : 0, entries: fresh });
    if (fresh?.length) this.emit("arrived", fresh);
    this.awaySince = 0;
    this.log.heal();
    void this.restore().then(() => this.queue.send());
  }

  /** Brings back unsent posts: its own of an earlier visit, and those of tabs that live no more. */
  private restore(): Promise<void> {
    const isFirst = !this.restored;
    return this.restored = (async () => {
      const alive = await this.host.alive();
      // Where tabs cannot be told apart, only the first look may take posts: later ones could be another tab's.
      if (alive || isFirst) await this.queue.restore(this.me, alive ?? new Set());
    })().catch(() => undefined);
  }

  private follow(state: string): void {
    if (state === "away") this.to("away");
    else if (state === "refused") this.refuse({ code: "signed_out" });
    else if (state === "stopped") this.end("stopped");
  }

  private refuse(answer: Answer): void {
    this.refusal = answer;
    this.end("refused");
  }

  private end(state: RoomState): void {
    this.to(state);
    this.link = null;
    this.stopping.abort();
    this.host.connection.leave(this.enter);
    for (const stop of this.deaf) stop();
    this.host.left(this);
  }

  private hold(held: HeldMessage): void {
    this.timeline.held.set(held.messageId, held);
    this.queue.held(held.clientId);
    this.changed();
  }

  private changed(): void {
    this.emit("changed", undefined);
  }

  private to(state: RoomState): void {
    if (this.state === "stopped" || this.state === "refused") return;
    this.state = state;
    this.changed();
  }
}
