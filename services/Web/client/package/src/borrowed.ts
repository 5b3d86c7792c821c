import { Moved, type Link } from "./link.js";
import { patience, type TabMessage } from "./tab-message.js";
import type { Tabs } from "./tabs.js";

/** A link through the tab that leads. */
export class Borrowed implements Link {
  /** Whoever leads replaces it in time. */
  readonly isBorrowed = true;

  private readonly handlers = new Map<string, (...args: never[]) => void>();
  private readonly calls = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  private era: string | null = null;
  private started: { resolve(): void; reject(error: Error): void } | null = null;
  private closed: ((moved?: boolean) => void) | null = null;
  private over = false;
  private next = 0;

  constructor(private readonly tabs: Tabs) {}

  /** Waits until the leader has a link. */
  async start(): Promise<void> {
    await this.tabs.standing;
    if (this.over) throw new Moved();
    const opened = new Promise<void>((resolve, reject) => { this.started = { resolve, reject }; });
    void this.tabs.probe();
    return opened;
  }

  async stop(): Promise<void> {
    this.end(false);
  }

  invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    const { era } = this;
    if (!era || this.over) return Promise.reject(new Error("shut"));
    const id = ++this.next;
    return new Promise<T>((resolve, reject) => {
      this.calls.set(id, { resolve: (result) => resolve(result as T), reject });
      this.tabs.say({ kind: "call", from: this.tabs.id, id, era, method, args });
      setTimeout(() => { if (this.calls.has(id)) void this.tabs.probe(); }, patience);
    });
  }

  on(method: string, handler: (...args: never[]) => void): void {
    this.handlers.set(method, handler);
  }

  onClosed(handler: (moved?: boolean) => void): void {
    this.closed = handler;
  }

  /** What a leader says. */
  receive(message: TabMessage): void {
    switch (message.kind) {
      case "lead":
        // Before there was a link, the new leader's is as good as the old one's.
        return this.era ? this.end(true) : void this.tabs.probe();
      case "here":
        return message.to === this.tabs.id && message.era ? this.opened(message.era) : undefined;
      case "open":
        return this.opened(message.era);
      case "shut":
        return message.era === this.era ? this.end(false) : undefined;
      case "event":
        return message.era === this.era ? this.handlers.get(message.method)?.(...(message.args as never[])) : undefined;
      case "answer":
        return message.to === this.tabs.id ? this.answered(message) : undefined;
      default:
    }
  }

  end(moved: boolean): void {
    if (this.over) return;
    this.over = true;
    for (const call of this.calls.values()) call.reject(new Error("lost"));
    this.calls.clear();
    this.started?.reject(moved ? new Moved() : new Error("shut"));
    this.closed?.(moved);
  }

  private opened(era: string): void {
    if (this.over || this.era === era) return;
    // Another one than before: the leader has replaced its link, and the rooms are joined over the new one.
    if (this.era) return this.end(true);
    this.era = era;
    this.started?.resolve();
    this.started = null;
  }

  private answered({ id, result, lost }: TabMessage & { kind: "answer" }): void {
    const call = this.calls.get(id);
    this.calls.delete(id);
    if (lost) call?.reject(new Error("lost"));
    else call?.resolve(result);
  }
}
