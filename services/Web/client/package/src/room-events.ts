import type { Entry, Joined, Posted, SupportOffer } from "./contract.js";
import type { Waiting } from "./outbox.js";

/**
 * - `connecting`: for the first time;
 * - `ready`: joined and complete;
 * - `away`: not joined; it happens again by itself;
 * - `refused`: the service does not let the member in (`refusal` says why), and nothing is tried any more;
 * - `stopped`: left.
 */
export type RoomState = "connecting" | "ready" | "away" | "refused" | "stopped";

/** What a room tells. */
export interface RoomEvents {
  /** Anything that is shown may have changed. */
  changed: undefined;
  /** The service has let the member in, for the first time or again; lines may still be on their way. */
  joined: Joined;
  /** The room is complete for the first time: `timeline` has its newest part. */
  opened: undefined;
  /** New lines, in order, after the room was opened. */
  arrived: Entry[];
  /** The room is complete again after an absence. */
  back: { milliseconds: number; entries: Entry[] };
  /** The service has answered to a post. Every code but `ok` and `held` means that it was not taken. */
  posted: { post: Waiting; answer: Posted };
  /** Somebody can be called now: to be shown at once. */
  supported: SupportOffer;
}
