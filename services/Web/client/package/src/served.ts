import { newId } from "./backoff.js";
import type { Link } from "./link.js";
import type { Tabs } from "./tabs.js";

/** What the service may call; all of it goes to every tab. */
const serverCalls = ["Entries", "Head", "Held", "SupportOffered"] as const;

/** The leader's own link, which the others call through. */
export class Served implements Link {
  readonly era = newId();
  private readonly handlers = new Map<string, (...args: never[]) => void>();
  private readonly rooms = new Map<unknown, Set<string>>();
  private closed: ((moved?: boolean) => void) | null = null;

  constructor(private readonly tabs: Tabs, private readonly hub: Link) {
    for (const method of serverCalls) {
      hub.on(method, (...args: never[]) => {
        this.handlers.get(method)?.(...args);
        tabs.say({ kind: "event", era: this.era, method, args });
      });
    }
    hub.onClosed((moved) => this.end(moved));
  }

  async start(): Promise<void> {
    await this.hub.start();
    this.tabs.opened(this);
  }

  stop(): Promise<void> {
    return this.hub.stop();
  }

  invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    return this.call<T>(this.tabs.id, method, args);
  }

  on(method: string, handler: (...args: never[]) => void): void {
    this.handlers.set(method, handler);
  }

  onClosed(handler: (moved?: boolean) => void): void {
    this.closed = handler;
  }

  /** A call of some tab. A room is left only when no tab is in it any more. */
  async call<T>(tab: string, method: string, args: unknown[]): Promise<T> {
    const group = args[0];
    if (method === "Join") this.rooms.set(group, (this.rooms.get(group) ?? new Set()).add(tab));
    if (method === "Leave" && !this.leave(group, tab)) return { code: "ok" } as T;
    return this.hub.invoke<T>(method, ...args);
  }

  /** A tab has ended without a word. */
  gone(tab: string): void {
    for (const [group, tabs] of this.rooms) if (tabs.has(tab) && this.leave(group, tab)) void this.hub.invoke("Leave", group).catch(() => undefined);
  }

  /** The lead was taken away. */
  move(): void {
    this.end(true);
    void this.hub.stop().catch(() => undefined);
  }

  private leave(group: unknown, tab: string): boolean {
    const tabs = this.rooms.get(group);
    tabs?.delete(tab);
    return !tabs?.size;
  }

  private end(moved?: boolean): void {
    this.tabs.shut(this);
    this.closed?.(moved);
    this.closed = null;
  }
}
