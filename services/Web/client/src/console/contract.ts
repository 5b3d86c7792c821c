// What the console and the moderation service say to each other.

export type Risk = "none" | "low" | "medium" | "high" | "critical";

export interface CaseSummary {
  id: string;
  number: number;
  state: "open" | "claimed" | "decided";
  risk: Risk;
  labels: string[];
  handling: string;
  groupName: string;
  groupSlug: string;
  authorPseudonym: string;
  openedAt: string;
  dueAt: string;
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
  reason: string;
}

export interface Decision {
  outcome: "keep" | "remove";
  reason?: string | null;
  decidedBy?: string | null;
  decidedAt?: string | null;
}

export interface CaseDetail extends CaseSummary {
  groupId: string;
  messageId: string;
  revision: number;
  text: string | null;
  matches: Match[];
  why?: string | null;
  guidelines?: Guideline[];
  decision?: Decision | null;
}

export interface ContextMessage {
  id: string;
  author: string;
  at: string;
  body: string | null;
  state: string;
  isSubject: boolean;
}
