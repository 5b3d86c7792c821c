import { RoomConnection } from "../src/room/connection.js";
import type { Entry, Joined, NewPost, Posted } from "../src/room/contract.js";
import type { Link } from "../src/room/link.js";
import type { RoomListener } from "../src/room/listener.js";

// Node has no window events; the waiting for the network only needs them to exist.
Object.assign(globalThis, { addEventListener: () => undefined, removeEventListener: () => undefined });

export function entry(sequence: number, more: Partial<Entry> = {}): Entry {
  return { sequence, kind: "post", messageId: `m${sequence}`, authorId: "juniper", author: "Juniper", at: "2026-11-24T18:00:00Z", body: `body ${sequence}`, ...more };
}

/** A service in memory, which can lose connections in the worst moment. */
export class FakeService {
  readonly log: Entry[] = [];
  readonly calls: string[] = [];
  loseAnswerOf: string | null = null;
  answer: Posted | null = null;
  private readonly posts = new Map<string, Posted>();
  private current: { handlers: Map<string, (...args: never[]) => void>; close: () => void } | null = null;

  open = (): Link => {
    const handlers = new Map<string, (...args: never[]) => void>();
    let close = (): void => undefined;
    return {
      start: async () => { this.current = { handlers, close: () => close() }; },
      stop: async () => close(),
      on: (method, handler) => { handlers.set(method, handler); },
      onClosed: (handler) => { close = handler; },
      invoke: async <T>(method: string, ...args: unknown[]): Promise<T> => {
        this.calls.push(method);
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
    if (method === "Join") return { code: "ok", entries: after((args[1] as number | null) ?? 0), lastSequence: this.last, hasEarlier: false } satisfies Joined;
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

export function room(service: FakeService): { room: RoomConnection; told: Told } {
  const told: Told = { posted: [], arrived: [] };
  const listener: RoomListener = {
    changed: () => undefined,
    joined: () => undefined,
    arrived: (entries) => { told.arrived.push(...entries.map((one) => one.sequence)); },
    posted: (_, answer) => { told.posted.push(answer); },
    supported: () => undefined,
    returned: () => undefined,
  };
  return { room: new RoomConnection("g", "fern", service.open, listener, async () => true), told };
}

export async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !condition(); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
  if (!condition()) throw new Error("It did not come to that.");
}
