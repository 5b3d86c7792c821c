export type VersionState = "draft" | "proposed" | "active" | "retired" | "discarded";

export interface Version {
  number: number; digest: string; state: VersionState; author: string | null; mine: boolean; basedOn: number | null; note: string; changedAt: string;
  proposedAt: string | null; proposedBy: string | null; decidedAt: string | null; decidedBy: string | null; reason: string | null;
}
export interface RuleLine { id: string; label: string; risk: string; says: string; file: string; line: number }
export interface Detail {
  version: Version; etag: string; active: number | null; isTried: boolean; files: { name: string; lines: number; rules: number }[]; rules: RuleLine[];
  cues: string[];
}
export interface Fault { file: string; line: number; subject: string; message: string }
export interface FailedExample { rule: string; text: string; shouldMatch: boolean }
export interface Check { digest: string; faults: Fault[]; failed: FailedExample[]; milliseconds: number }
export interface Saved { etag: string; check: Check }

export const lists = ["any", "all", "weigh", "needs", "unless", "despite", "matches", "leaves"] as const;
export const wordFields = ["id", "label", "risk", "says", "within", "least", "near"] as const;
export type ListField = (typeof lists)[number];
export type WordField = (typeof wordFields)[number];
export type Fields = Record<WordField, string> & Record<ListField, string[]>;

export interface RulePage { file: string; line: number; fields: Fields; yaml: string; etag: string }
export interface FileText { name: string; text: string; etag: string }

export interface Step { says: string; levels: number; clears: boolean; counted: boolean }
export interface Finding { rule: string; label: string; start: number; length: number; began: string; steps: Step[]; ended: string; sum: string }
export interface Explanation {
  verdict: { labels: string[]; risk: string }; folded: string; words: { start: number; length: number; readAs: string | null }[];
  cues: { name: string; start: number; length: number }[]; findings: Finding[];
}

export interface DryRun {
  id: string; digest: string; state: "running" | "done" | "broken" | "cancelled"; requestedAt: string; group: string | null;
  since: string | null; until: string | null; limit: number; read: number; total: number; fault: string | null;
}
export interface Sample { text: string; was: string; becomes: string; labelsNow: string[]; labelsThen: string[] }
export interface Report {
  messages: number; days: number; hits: { label: string; level: string; now: number; then: number; gained: number; lost: number }[];
  alertsPerDay: { level: string; now: number; then: number }[]; slowestMicroseconds: number; slowestLength: number; gained: Sample[]; lost: Sample[]; changed: Sample[];
}
export interface DryRunGroup { id: string; name: string }
export interface DryRunPage { run: DryRun; report: Report | null; hasSamples: boolean }

export interface FieldChange { name: string; gone: string[]; came: string[] }
export interface Differences { added: RuleLine[]; removed: RuleLine[]; changed: { id: string; fields: FieldChange[] }[]; cues: FieldChange[]; lines: FieldChange[] }

export const api = "/api/moderation/rules";
export const page = (number: number): string => `/moderate/rules/${number}`;
