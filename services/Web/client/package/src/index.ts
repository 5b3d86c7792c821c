/**
 * Rooms of a PeerSupport site. Start with {@link ChatClient}.
 * @module
 */
export { backoff, newId, pause } from "./backoff.js";
export { RoomCalls } from "./calls.js";
export { ChatClient, type ChatOptions } from "./client.js";
export { Connection, untilRenewal, type ConnectionEvents, type ConnectionState } from "./connection.js";
export type * from "./contract.js";
export { Events } from "./events.js";
export { hubLink, Moved, type Link } from "./link.js";
export { keepDraft, Outbox, readDraft, type Waiting } from "./outbox.js";
export { Pinned } from "./pinned.js";
export { Room } from "./room.js";
export type { RoomEvents, RoomState } from "./room-events.js";
export type { Words } from "./send-queue.js";
export { Timeline, type RoomMessage } from "./timeline.js";
