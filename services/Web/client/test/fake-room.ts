import { ChatClient, type ChatOptions, type Entry, type Joined, type Link, type NewPost, type Posted, type Room } from "peersupport-chat";

export function entry(sequence: number, more: Partial<Entry> = {}): Entry {
  return { sequence, kind: "post", messageId: `m${sequence}`, authorId: "juniper", author: "Juniper", at: "2026-11-24T18:00:00Z", body: `body ${sequence}`, ...more };
}

/** A service in memory, which can lose connections in the worst moment. */
export class FakeService {
  readonly log: Entry[] = [];
  readonly calls: string[] = [];
  loseAnswerOf: string | null = null;
  answer: Posted | null = null;
  /** What a joining tells besides. */
  joined: Partial<Joined> = {};
  isDown = false;
  /** Happens once, between a joining and its answer. */
  beforeAnswer: (() => void) | null = null;
  closed = 0;
  /** How many connections there have been. */
  opened = 0;
  private readonly posts = new Map<string, Posted>();
  private current: { handlers: Map<string, (...args: never[]) => void>; close: () => void } | null = null;

  open = (): Link => {
    const handlers = new Map<string, (...args: never[]) => void>();
    let close = (): void => undefined;
    return {
      start: async () => {
        if (this.isDown) throw new Error("down");
        this.opened++;
        this.current = { handlers, close: () => close() };
      },
      stop: async () => { this.closed++; close(); },
      on: (method, handler) => { handlers.set(method, handler); },
      onClosed: (handler) => { close = handler; },
      invoke: async <T>(method: string, ...args: unknown[]): Promise<T> => {
        this.calls.push(method);
        this.beforeAnswer?.();
        this.beforeAnswer = null;
        const answer = this.reply(method, args) as T;
        if (this.loseAnswerOf !== method) return answer;
        this.loseAnswerOf = null;
        this.drop();
        throw new Error("lost");
      },
    };
  };

  drop(): void {
    this.current?.close();
  }

  send(...entries: Entry[]): void {
    (this.current?.handlers.get("Entries") as (group: string, entries: Entry[]) => void)?.("g", entries);
  }

  /** Says how far the log has come, as the service does when a line may not have arrived. */
  head(): void {
    (this.current?.handlers.get("Head") as (group: string, last: number) => void)?.("g", this.last);
  }

  private get last(): number {
    return this.log.length ? this.log[this.log.length - 1]!.sequence : 0;
  }

  private reply(method: string, args: unknown[]): unknown {
    const after = (from: number): Entry[] => this.log.filter((one) => one.sequence > from);
    if (method === "Join") return { code: "ok", entries: after((args[1] as number | null) ?? 0), lastSequence: this.last, hasEarlier: false, ...this.joined } satisfies Joined;
    if (method === "Catchup") return { code: "ok", entries: after(args[1] as number), lastSequence: this.last };
    if (method !== "Post") return { code: "ok" };
    const post = args[0] as NewPost;
    if (this.answer) return this.answer;
    const known = this.posts.get(post.clientId);
    if (known) return known;
    const made = entry(this.last + 1, { authorId: "fern", author: "Fern", body: post.body, clientId: post.clientId });
    this.log.push(made);
    this.posts.set(post.clientId, { code: "ok", messageId: made.messageId, sequence: made.sequence });
    return this.posts.get(post.clientId);
  }
}

export interface Told { posted: Posted[]; arrived: number[] }

/** A room of Fern's over a client of her own, which tests may stop. */
export function room(service: FakeService, more: Partial<ChatOptions> = {}): { chat: ChatClient; room: Room; told: Told } {
  const told: Told = { posted: [], arrived: [] };
  const chat = new ChatClient({ me: "fern", share: false, open: service.open, ...more });
  const joined = chat.room("g");
  joined.on("arrived", (entries) => { told.arrived.push(...entries.map((one) => one.sequence)); });
  joined.on("posted", ({ answer }) => { told.posted.push(answer); });
  return { chat, room: joined, told };
}

export async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !condition(); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
  if (!condition()) throw new Error("It did not come to that.");
}
