/** How long a leader may be silent when it is asked something, in milliseconds. */
export const patience = 3_000;

/** What tabs say to each other. `era` names one link of the leader's, so that nothing of an older one is taken for a newer one's. */
export type TabMessage =
  | { kind: "lead" }
  | { kind: "ask"; from: string }
  | { kind: "here"; to: string; era: string | null }
  | { kind: "open" | "shut"; era: string }
  | { kind: "gone"; tab: string }
  | { kind: "call"; from: string; id: number; era: string; method: string; args: unknown[] }
  | { kind: "answer"; to: string; id: number; result?: unknown; lost?: true }
  | { kind: "event"; era: string; method: string; args: unknown[] };
