import { backoff, newId, pause } from "./backoff.js";
import type { HeldMessage, NewPost, Posted, SupportOffer } from "./contract.js";
import type { Link } from "./link.js";
import type { Outbox, Waiting } from "./outbox.js";

/** What the queue has to know of the room that it sends to, and whom it tells. */
export interface Recipient {
  /** Null while there is nobody to send to. */
  link(): Link | null;
  last(): number;
  shows(clientId: string): boolean;
  hold(held: HeldMessage): void;
  catchUp(): Promise<void>;
  changed(): void;
  posted(post: Waiting, answer: Posted): void;
  supported(offer: SupportOffer): void;
}

/** What is to be posted. */
export type Words = Omit<NewPost, "groupId" | "clientId">;

/** What the member has posted and the room does not show yet. It is kept on the device and sent until the service has answered. */
export class SendQueue {
  waiting: Waiting[] = [];
  /** Until when the service takes nothing, in milliseconds since 1970. */
  slowUntil = 0;

  private sending = false;
  private readonly settled = new Set<string>();

  constructor(
    private readonly groupId: string,
    private readonly room: Recipient,
    private readonly stopping: AbortSignal,
    private readonly outbox: Outbox,
    private readonly tab: string,
  ) {}

  /** Brings back what an earlier visit, or a tab that lives no more, left unsent. */
  async restore(owner: string, alive: ReadonlySet<string>): Promise<void> {
    const known = new Set(this.waiting.map((post) => post.clientId));
    const left = (await this.outbox.take(owner, this.groupId, this.tab, alive)).filter((post) => !known.has(post.clientId) && !this.settled.has(post.clientId));
    if (!left.length) return;
    this.waiting = [...this.waiting, ...left].sort((a, b) => a.at - b.at);
    this.shown();
    this.room.changed();
    void this.send();
  }

  async add(owner: string, words: Words): Promise<void> {
    const post: Waiting = { ...words, groupId: this.groupId, clientId: newId(), at: Date.now(), owner, tab: this.tab };
    this.waiting = [...this.waiting, post];
    this.room.changed();
    await this.outbox.put(post);
    await this.send();
  }

  /** Forgets a post that has not gone out yet. */
  async forget(clientId: string): Promise<void> {
    this.waiting = this.waiting.filter((post) => post.clientId !== clientId);
    this.room.changed();
    await this.outbox.remove(clientId);
  }

  /** A held post is shown as held, no longer as waiting. */
  held(clientId: string | null | undefined): void {
    this.waiting = this.waiting.filter((post) => post.clientId !== clientId);
  }

  /** Lets go of what the room shows by now. */
  shown(): void {
    this.waiting = this.waiting.filter((post) => !this.room.shows(post.clientId) || (void this.outbox.remove(post.clientId), false));
  }

  /** Sends what waits, one after the other, so that posts keep the order they were written in. */
  async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    for (let post = this.next(), link = this.room.link(), tries = 0; post && link; post = this.next(), link = this.room.link()) {
      const answer = await this.ask(link, post);
      if (!answer) {
        // Nothing is lost: the post is still stored and goes out again under the same id, over this link or the next.
        if (this.room.link() === link) await pause(backoff(tries++), this.stopping);
      } else if (answer.code === "unavailable" || answer.code === "busy") {
        await pause((answer.retryAfter ?? 2) * 1000 + backoff(0), this.stopping);
      } else if (answer.code === "slow") {
        await this.rest(answer);
      } else {
        tries = 0;
        await this.settle(post, answer);
      }
    }
    this.sending = false;
  }

  /** Null when the answer was lost. */
  private async ask(link: Link, { at: _, owner: __, tab: ___, ...body }: Waiting): Promise<Posted | null> {
    try {
      return await link.invoke<Posted>("Post", body);
    } catch {
      return null;
    }
  }

  /** The group writes slowly: the post stays here and goes out when its time has come. Help does not wait for that. */
  private async rest(answer: Posted): Promise<void> {
    const wait = (answer.retryAfter ?? 5) * 1000;
    this.slowUntil = Date.now() + wait;
    if (answer.support) this.room.supported(answer.support);
    this.room.changed();
    await pause(wait, this.stopping);
    this.slowUntil = 0;
  }

  private next(): Waiting | undefined {
    return this.stopping.aborted ? undefined : this.waiting.find((post) => !this.settled.has(post.clientId));
  }

  private async settle(post: Waiting, answer: Posted): Promise<void> {
    this.settled.add(post.clientId);
    await this.outbox.remove(post.clientId);
    if (answer.held) this.room.hold(answer.held);
    // A delivered post stays in its place as it was until its entry comes in; everything else leaves the queue now.
    if (answer.code !== "ok" || this.room.shows(post.clientId)) this.waiting = this.waiting.filter((other) => other !== post);
    this.room.posted(post, answer);
    if (answer.support) this.room.supported(answer.support);
    this.room.changed();
    if (answer.code === "ok" && (answer.sequence ?? 0) > this.room.last()) void this.expect(post, answer.sequence ?? 0);
  }

  /** The entry of a post comes by itself; where it does not, it is fetched. */
  private async expect(post: Waiting, sequence: number): Promise<void> {
    await pause(1500, this.stopping);
    if (sequence > this.room.last()) await this.room.catchUp();
    this.waiting = this.waiting.filter((other) => other !== post);
    this.room.changed();
  }
}
