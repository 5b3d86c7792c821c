import { newId } from "./backoff.js";
import { Borrowed } from "./borrowed.js";
import type { Link } from "./link.js";
import { Served } from "./served.js";
import { patience, type TabMessage } from "./tab-message.js";

/** How often the leader is asked whether it is there, in milliseconds. */
const interval = 20_000;

/** Whether tabs of this browser can find each other. Without it each has a connection of its own. */
export const canShare = (): boolean => typeof BroadcastChannel === "function" && typeof navigator === "object" && !!navigator.locks;

/**
 * One connection for all tabs of one member. The tab that holds a lock of the browser leads: it has the connection, the others call through it and hear
 * what it hears. The browser gives the lock on when that tab is closed or dies; whoever gets it connects, and every room resumes from the last number it
 * knows. A leader that is frozen, so that it answers nothing, has the lock taken from it.
 */
export class Tabs {
  /** This tab among the others. */
  readonly id = newId();
  /** Done once the others can see that this tab lives. */
  readonly standing: Promise<void>;
  /** Called when another tab has ended. */
  onGone: () => void = () => undefined;

  private readonly channel: BroadcastChannel;
  private readonly stopping = new AbortController();
  private leads = false;
  private release: () => void = () => undefined;
  /** The leader's links that are open, the newest last. */
  private served: Served[] = [];
  private borrowed: Borrowed | null = null;
  private readonly known = new Set<string>();
  private heard = -1;
  private readonly beat: ReturnType<typeof setInterval>;

  /**
   * @param name One for each member and service, because a connection belongs to one member.
   * @param open Makes a link to the service itself.
   */
  constructor(private readonly name: string, private readonly open: () => Link) {
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }) => this.receive(data as TabMessage);
    this.standing = this.hold();
    void this.stand();
    this.beat = setInterval(() => { if (!this.leads) void this.probe(); }, interval);
  }

  /** A link for this tab: the service's own where it leads, else one through the tab that does. */
  link(): Link {
    return this.leads ? new Served(this, this.open()) : (this.borrowed = new Borrowed(this));
  }

  /** The tabs that live, this one among them. */
  async alive(): Promise<ReadonlySet<string>> {
    const { held = [] } = await navigator.locks.query();
    const prefix = this.lockOf("");
    return new Set(held.flatMap(({ name = "" }) => name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  }

  stop(): void {
    clearInterval(this.beat);
    this.stopping.abort();
    this.release();
    this.channel.close();
  }

  say(message: TabMessage): void {
    if (!this.stopping.signal.aborted) this.channel.postMessage(message);
  }

  /** The leader has a link. */
  opened(served: Served): void {
    this.served.push(served);
    this.say({ kind: "open", era: served.era });
  }

  shut(served: Served): void {
    this.served = this.served.filter((one) => one !== served);
    this.say({ kind: "shut", era: served.era });
  }

  /** Asks whether the leader is there, and takes its place when it says nothing. */
  async probe(): Promise<void> {
    const asked = performance.now();
    this.say({ kind: "ask", from: this.id });
    await new Promise((resolve) => setTimeout(resolve, patience));
    if (!this.leads && this.heard < asked && !this.stopping.signal.aborted) void this.stand(true);
  }

  /** As long as this lock is held, this tab lives; the others can see it and wait for its end. */
  private hold(): Promise<void> {
    return new Promise((standing) => void navigator.locks.request(this.lockOf(this.id), () => {
      standing();
      return this.ended();
    }).catch(() => standing()));
  }

  /** Waits for the lead, and keeps it until it is given or taken away. */
  private async stand(steal = false): Promise<void> {
    const options: LockOptions = steal ? { steal } : { signal: this.stopping.signal };
    try {
      await navigator.locks.request(this.name, options, () => this.lead());
    } catch {
      // Taken away by a tab that had no answer from here, or stopped while waiting.
      this.leads = false;
      for (const one of this.served) one.move();
      if (!this.stopping.signal.aborted && !steal) void this.stand();
    }
  }

  private lead(): Promise<void> {
    this.leads = true;
    this.say({ kind: "lead" });
    this.borrowed?.end(true);
    return this.ended();
  }

  private ended(): Promise<void> {
    return new Promise((resolve) => {
      const before = this.release;
      this.release = () => { before(); resolve(); };
      if (this.stopping.signal.aborted) resolve();
    });
  }

  private receive(message: TabMessage): void {
    switch (message.kind) {
      case "ask":
        if (this.leads) this.say({ kind: "here", to: message.from, era: this.served.at(-1)?.era ?? null });
        return this.watch(message.from);
      case "call":
        return void this.answer(message);
      case "gone":
        return message.tab === this.id ? undefined : this.onGone();
      default:
        this.heard = performance.now();
        if (!this.leads) this.borrowed?.receive(message);
    }
  }

  private async answer({ from, id, era, method, args }: TabMessage & { kind: "call" }): Promise<void> {
    const served = this.served.find((one) => one.era === era);
    if (!this.leads) return;
    try {
      if (!served) throw new Error("shut");
      this.say({ kind: "answer", to: from, id, result: await served.call(from, method, args) });
    } catch {
      this.say({ kind: "answer", to: from, id, lost: true });
    }
  }

  /** The leader leaves the rooms of a tab that has ended, and tells the others, who may have to send what it left behind. */
  private watch(tab: string): void {
    if (!this.leads || this.known.has(tab)) return;
    this.known.add(tab);
    void navigator.locks.request(this.lockOf(tab), { signal: this.stopping.signal }, () => {
      this.known.delete(tab);
      for (const one of this.served) one.gone(tab);
      this.say({ kind: "gone", tab });
      this.onGone();
    }).catch(() => undefined);
  }

  private lockOf(tab: string): string {
    return `${this.name} tab ${tab}`;
  }
}
