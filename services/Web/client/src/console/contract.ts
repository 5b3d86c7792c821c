// What the console and the moderation service say to each other.

export type Risk = "none" | "low" | "medium" | "high" | "critical";

export interface CaseSummary {
  id: string;
  number: number;
  kind: "message" | "referral" | "question" | "sample";
  state: "open" | "claimed" | "decided";
  risk: Risk;
  labels: string[];
  handling: string;
  groupName: string;
  groupSlug: string;
  authorPseudonym: string;
  openedAt: string;
  dueAt: string;
  closed?: string | null;
  claimedBy?: string | null;
  claimedByMe: boolean;
  claimedUntil?: string | null;
  reports: number;
  summary: string;
}

export interface Match {
  rule: string;
  label: string;
  risk: string;
  start: number;
  length: number;
  explanation: string;
}

export interface Guideline {
  id: string;
  title: string;
  text: string;
  starter: string;
}

export interface ReportNote {
  reason: string;
  note?: string | null;
  at: string;
}

export interface Decision {
  outcome: "keep" | "remove";
  reason?: string | null;
  decidedBy?: string | null;
  decidedAt?: string | null;
}

export interface CaseDetail extends CaseSummary {
  groupId: string;
  /** Null for a question to the team. */
  messageId: string | null;
  revision: number;
  text: string | null;
  matches: Match[];
  why?: string | null;
  isDistress: boolean;
  guidelines: Guideline[];
  keepStarter?: string | null;
  reportNotes: ReportNote[];
  decision?: Decision | null;
  earlierDecisions: Decision[];
}

export interface ContextMessage {
  id: string;
  author: string;
  at: string;
  body: string | null;
  state: string;
  isSubject: boolean;
  /** What stood there before its author changed it, the newest first; `until` is null while the group still reads it. Of the message in question only. */
  earlier: { body: string; until: string | null }[];
}
