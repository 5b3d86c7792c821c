import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

/** The one thing that is needed of a transport; tests and other transports put their own in. A link is started once and never again. */
export interface Link {
  /** Somebody else sees to it that it is replaced before its token ends. */
  readonly isBorrowed?: boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
  invoke<T>(method: string, ...args: unknown[]): Promise<T>;
  /** What the service calls. Registered before the link is started. */
  on(method: string, handler: (...args: never[]) => void): void;
  /** Called once. `moved` says that another link to the same service can be had at once. */
  onClosed(handler: (moved?: boolean) => void): void;
}

/** Why a link could not be started where another one can be had at once. */
export class Moved extends Error {}

/** A start that takes longer than this, in milliseconds, is given up: a network that swallows everything answers nothing at all. */
const patience = 15_000;

/**
 * A link to a hub, over WebSockets alone: without the negotiating request any node behind the gateway can take it.
 * @param url The hub's address, such as `https://example.org/hubs/chat`; in a page of the site `/hubs/chat` is enough.
 * @param token Gives a valid access token, and is asked again for each link. A page of the site has a cookie instead.
 */
export function hubLink(url: string, token?: () => Promise<string>): Link {
  const hub = new HubConnectionBuilder()
    .withUrl(url, { transport: HttpTransportType.WebSockets, skipNegotiation: true, ...(token ? { accessTokenFactory: token } : {}) })
    .configureLogging(LogLevel.None)
    .build();
  return {
    start: () => within(hub.start()),
    stop: () => hub.stop(),
    invoke: (method, ...args) => hub.invoke(method, ...args),
    on: (method, handler) => hub.on(method, handler as (...args: unknown[]) => void),
    onClosed: (handler) => hub.onclose(() => handler()),
  };
}

function within(starting: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("timeout")), patience);
    starting.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
