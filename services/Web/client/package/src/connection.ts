import { backoff, pause } from "./backoff.js";
import { Events } from "./events.js";
import { Moved, type Link } from "./link.js";

/**
 * - `connecting`: for the first time;
 * - `ready`: there is a link;
 * - `away`: there is none, and another try follows by itself;
 * - `refused`: the member is signed out, and nothing is tried any more;
 * - `stopped`: by whoever started it.
 */
export type ConnectionState = "connecting" | "ready" | "away" | "refused" | "stopped";

export interface ConnectionEvents {
  state: ConnectionState;
  /** The link is gone; another one follows, or `state` says why not. */
  ended: undefined;
}

/** A link that is open, and how it ends. */
interface Open { link: Link; ended: Promise<"lost" | "moved"> }

/** How long the rooms have to come in over a new link before the old one is let go, and how long a start is no absence, in milliseconds. */
const longest = 5_000;
const unnoticed = 2_000;

/** Before the end of the token, at the latest and at the earliest, in milliseconds. */
const margin = [20_000, 50_000] as const;

/**
 * How long to wait, in milliseconds, before a link is replaced that ends so soon: at a random moment shortly before its end, so that not everybody comes
 * at once. Null when it is too close, and the loss will do; a device whose clock is wrong must not replace its link again and again.
 */
export function untilRenewal(left: number, random: () => number = Math.random): number | null {
  return left <= margin[0] ? null : Math.max(left / 2, left - margin[0] - random() * (margin[1] - margin[0]));
}

/**
 * One link to the service, kept for as long as somebody needs it: opened anew after a loss, and replaced before it ends together with its token, so
 * that nobody notices. Users give a function that is called with each new link.
 */
export class Connection extends Events<ConnectionEvents> {
  state: ConnectionState = "connecting";
  /** The link that calls go over; null while there is none. */
  link: Link | null = null;

  private readonly users = new Set<(link: Link) => Promise<void>>();
  private readonly stopping = new AbortController();
  private attempt = 0;
  private renew: (() => void) | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param open Makes a link that has not been started.
   * @param admitted Whether the member may still come in; asked after a try that did not work.
   */
  constructor(private readonly open: () => Link, private readonly admitted: () => Promise<boolean>) {
    super();
  }

  /** Calls `user` with the link there is and each that follows. What it gives back is waited for before an older link is let go. */
  use(user: (link: Link) => Promise<void>): void {
    this.users.add(user);
    if (this.link) void user(this.link);
  }

  leave(user: (link: Link) => Promise<void>): void {
    this.users.delete(user);
  }

  /** Goes on until it is stopped or refused. */
  async run(): Promise<void> {
    let open: Open | null = null;
    while (!this.stopping.signal.aborted) {
      const next = await this.connect();
      if (typeof next === "object") {
        const before: Open | null = open;
        open = next;
        await this.take(open);
        void before?.link.stop().catch(() => undefined);
      } else if (!open) {
        if (next === "moved") continue;
        if (!(await this.again())) return;
        continue;
      }
      const why: "lost" | "moved" | "renew" = await Promise.race([open!.ended, this.renewal()]);
      if (why === "renew") continue;
      open = this.link = null;
      this.emit("ended", undefined);
      if (why === "lost") await this.rest();
    }
  }

  stop(): void {
    this.to("stopped");
    this.stopping.abort();
    clearTimeout(this.timer);
    this.cut();
  }

  /** For when the device itself says that it is offline: a socket that nobody closed would keep a post on its way for half a minute. */
  cut(): void {
    void this.link?.stop().catch(() => undefined);
  }

  /** Somebody came in over the link, so the next loss is a new one. */
  settled(): void {
    this.attempt = 0;
  }

  /** The link ends at that time, in milliseconds since 1970; it is replaced a little before. */
  endsAt(time: number): void {
    clearTimeout(this.timer);
    const wait = untilRenewal(time - Date.now());
    if (wait !== null && !this.link?.isBorrowed) this.timer = setTimeout(() => this.replace(), wait);
  }

  /** Puts another link in the place of the one there is, which serves until the rooms have come in over the new one. */
  replace(): void {
    this.renew?.();
  }

  private async connect(): Promise<Open | "moved" | "failed"> {
    const link = this.open();
    const ended = new Promise<"lost" | "moved">((resolve) => link.onClosed((moved) => resolve(moved ? "moved" : "lost")));
    const given = (): void => void link.stop().catch(() => undefined);
    this.stopping.signal.addEventListener("abort", given);
    const late = setTimeout(() => { if (!this.link) this.to("away"); }, unnoticed);
    try {
      await link.start();
      if (!this.stopping.signal.aborted) return { link, ended };
    } catch (error) {
      if (error instanceof Moved) return "moved";
    } finally {
      clearTimeout(late);
      void ended.then(() => this.stopping.signal.removeEventListener("abort", given));
    }
    given();
    return "failed";
  }

  private async take(open: Open): Promise<void> {
    clearTimeout(this.timer);
    this.link = open.link;
    this.to("ready");
    await Promise.race([Promise.all([...this.users].map((user) => user(open.link))), open.ended, pause(longest, this.stopping.signal)]);
  }

  private renewal(): Promise<"renew"> {
    return new Promise((resolve) => { this.renew = () => resolve("renew"); });
  }

  /** After a try that did not work: false when there is no use in another one. */
  private async again(): Promise<boolean> {
    // A refused handshake looks like a lost network from here; only asking tells an ended session apart.
    if (this.attempt > 0 && !(await this.admitted())) {
      this.to("refused");
      return false;
    }
    await this.rest();
    return true;
  }

  private async rest(): Promise<void> {
    this.to("away");
    await pause(backoff(this.attempt++), this.stopping.signal);
  }

  private to(state: ConnectionState): void {
    if (this.state === state || this.state === "stopped") return;
    this.state = state;
    this.emit("state", state);
  }
}
