import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

/** The one thing a room needs from its transport; tests and other transports put their own in. */
export interface Link {
  start(): Promise<void>;
  stop(): Promise<void>;
  invoke<T>(method: string, ...args: unknown[]): Promise<T>;
  on(method: string, handler: (...args: never[]) => void): void;
  onClosed(handler: () => void): void;
}

/** A link over WebSockets alone: without the negotiating request any node behind the gateway can take it. */
export function signalRLink(url: string): Link {
  const hub = new HubConnectionBuilder()
    .withUrl(url, { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    .configureLogging(LogLevel.None)
    .build();
  return {
    start: () => hub.start(),
    stop: () => hub.stop(),
    invoke: (method, ...args) => hub.invoke(method, ...args),
    on: (method, handler) => hub.on(method, handler as (...args: unknown[]) => void),
    onClosed: (handler) => hub.onclose(handler),
  };
}
