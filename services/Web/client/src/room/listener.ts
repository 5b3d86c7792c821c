import type { Entry, Joined, Posted, SupportOffer } from "./contract.js";
import type { Waiting } from "./store.js";

/** What the view is told. */
export interface RoomListener {
  /** The room was joined, or joined again. */
  joined(answer: Joined): void;
  changed(): void;
  arrived(entries: Entry[]): void;
  posted(post: Waiting, answer: Posted): void;
  supported(offer: SupportOffer): void;
  returned(minutes: number, messages: number, answers: number): void;
}
