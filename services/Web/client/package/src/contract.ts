// What the room and the chat service say to each other; docs/hub.md explains it.

export type EntryKind = "post" | "release" | "edit" | "delete" | "removal" | "reaction" | "pin" | "unpin";
export type Reaction = "with_you" | "heard" | "thank_you";

export interface Entry {
  sequence: number;
  kind: EntryKind;
  messageId: string;
  clientId?: string | null;
  authorId: string;
  author: string;
  at: string;
  body?: string | null;
  replyTo?: string | null;
  contentNote?: string | null;
  folded?: boolean;
  reaction?: Reaction | null;
  /** Whom the message names. */
  mentions?: string[] | null;
  reason?: string | null;
}

export interface HeldMessage {
  messageId: string;
  clientId?: string | null;
  body: string;
  at: string;
  state: "held" | "released" | "removed" | "taken_back" | "takenBack";
  why?: string | null;
  dueBy?: string | null;
  reason?: string | null;
  guideline?: string | null;
}

export interface SupportLine {
  name: string;
  number: string;
  sms?: string | null;
  hours?: string | null;
  url?: string | null;
}

export interface SupportOffer {
  country: string;
  lines: SupportLine[];
  emergency: { number: string } | string;
  /** Only the trained model thinks so, which is wrong more often than a rule. */
  isGuess?: boolean;
}

export interface Answer {
  code: string;
  message?: string | null;
  retryAfter?: number | null;
}

export interface Joined extends Answer {
  group?: { id: string; slug: string; name: string };
  me?: { id: string; pseudonym: string };
  entries?: Entry[];
  lastSequence?: number;
  hasEarlier?: boolean;
  more?: boolean;
  held?: HeldMessage[];
  /** About how many people are here, rounded; zero for anything below five. */
  here?: number;
  /** Whom the reader has muted or blocked. */
  blocks?: BlockedMember[];
  /** What the reader does not want to read about. */
  themes?: string[];
  rules?: RoomRules | null;
  /** The first line of the message that stands on top of the room. */
  pinned?: Entry | null;
  mayPin?: boolean;
  /** When the connection ends with its token. */
  endsAt?: string | null;
}

/** What holds in a room. */
export interface RoomRules {
  slowSeconds: number;
  quietSeconds: number;
  quietFrom?: string | null;
  quietUntil?: string | null;
  isArchived: boolean;
}

export type BlockKind = "mute" | "block";

export interface BlockedMember {
  memberId: string;
  pseudonym: string;
  kind: BlockKind;
  since: string;
}

export interface Stretch extends Answer {
  entries?: Entry[];
  lastSequence?: number;
  hasEarlier?: boolean;
  more?: boolean;
}

/** A message that a search found; its words are left out where it is folded or has a note in front of it. */
export interface FoundMessage {
  messageId: string;
  sequence: number;
  authorId: string;
  author: string;
  at: string;
  contentNote?: string | null;
  folded: boolean;
  snippet?: string | null;
  marks: { start: number; length: number }[];
}

export interface Posted extends Answer {
  messageId?: string;
  sequence?: number;
  at?: string;
  held?: HeldMessage | null;
  support?: SupportOffer | null;
}

/** About words that are still being written: hints, or where help is. */
export interface Guidance extends Answer {
  hints?: { kind: "personal" | "attack" | "medicine"; message: string }[];
  support?: SupportOffer | null;
}

export interface NewPost {
  mentions?: string[];
  groupId: string;
  clientId: string;
  body: string;
  replyTo?: string | null;
  contentNote?: string | null;
}

/** A place in a group's log: one of the three. */
export interface Place {
  sequence?: number;
  messageId?: string;
  /** A time. */
  at?: string;
}
