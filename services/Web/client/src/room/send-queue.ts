import { backoff, newId, pause } from "./backoff.js";
import type { HeldMessage, NewPost, Posted } from "./contract.js";
import type { Link } from "./link.js";
import type { RoomListener } from "./listener.js";
import type { Outbox, Waiting } from "./store.js";

/** What the queue has to know of the room that it sends to. */
export interface Recipient {
  /** Null while there is nobody to send to. */
  link(): Link | null;
  last(): number;
  shows(clientId: string): boolean;
  hold(held: HeldMessage): void;
  catchUp(): Promise<void>;
}

/** What is to be posted. */
export type Words = Omit<NewPost, "groupId" | "clientId">;

/** What the reader has posted and the room does not show yet. It is kept on the device and sent until the service has answered. */
export class SendQueue {
  waiting: Waiting[] = [];
  /** Until when the service takes nothing, in milliseconds since 1970. */
  slowUntil = 0;

  private sending = false;
  private readonly settled = new Set<string>();

  constructor(
    private readonly groupId: string,
    private readonly room: Recipient,
    private readonly listener: Pick<RoomListener, "changed" | "posted" | "supported">,
    private readonly stopping: AbortSignal,
    private readonly outbox: Outbox,
  ) {}

  /** Brings back what an earlier visit left unsent. */
  async restore(owner: string): Promise<void> {
    this.waiting = await this.outbox.all(owner, this.groupId);
  }

  async add(owner: string, words: Words): Promise<void> {
    const post: Waiting = { ...words, groupId: this.groupId, clientId: newId(), at: Date.now(), owner };
    this.waiting = [...this.waiting, post];
    this.listener.changed();
    await this.outbox.put(post);
    await this.send();
  }

  /** Forgets a post that has not gone out yet. */
  async forget(clientId: string): Promise<void> {
    this.waiting = this.waiting.filter((post) => post.clientId !== clientId);
    this.listener.changed();
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
    try {
      for (let post = this.next(), link = this.room.link(); post && link; post = this.next(), link = this.room.link()) {
        const { at: _, owner: __, ...body } = post;
        const answer = await link.invoke<Posted>("Post", body);
        if (answer.code === "unavailable" || answer.code === "busy") {
          await pause((answer.retryAfter ?? 2) * 1000 + backoff(0), this.stopping);
          continue;
        }
        if (answer.code === "slow") {
          await this.rest(answer);
          continue;
        }
        await this.settle(post, answer);
      }
    } catch {
      // Nothing is lost: the post is still stored and goes out again under the same id after the next joining.
    } finally {
      this.sending = false;
    }
  }

  /** The group writes slowly: the post stays here and goes out when its time has come. Help does not wait for that. */
  private async rest(answer: Posted): Promise<void> {
    const wait = (answer.retryAfter ?? 5) * 1000;
    this.slowUntil = Date.now() + wait;
    if (answer.support) this.listener.supported(answer.support);
    this.listener.changed();
    await pause(wait, this.stopping);
    this.slowUntil = 0;
  }

  private next(): Waiting | undefined {
    return this.waiting.find((post) => !this.settled.has(post.clientId));
  }

  private async settle(post: Waiting, answer: Posted): Promise<void> {
    this.settled.add(post.clientId);
    await this.outbox.remove(post.clientId);
    if (answer.held) this.room.hold(answer.held);
    // A delivered post stays in its place as it was until its entry comes in; everything else leaves the queue now.
    if (answer.code !== "ok" || this.room.shows(post.clientId)) this.waiting = this.waiting.filter((other) => other !== post);
    this.listener.posted(post, answer);
    if (answer.support) this.listener.supported(answer.support);
    this.listener.changed();
    if (answer.code === "ok" && (answer.sequence ?? 0) > this.room.last()) void this.expect(post, answer.sequence ?? 0);
  }

  /** The entry of a post comes by itself; where it does not, it is fetched. */
  private async expect(post: Waiting, sequence: number): Promise<void> {
    await pause(1500, this.stopping);
    if (sequence > this.room.last()) await this.room.catchUp();
    this.waiting = this.waiting.filter((other) => other !== post);
    this.listener.changed();
  }
}
