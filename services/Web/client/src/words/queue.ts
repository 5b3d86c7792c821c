import { count } from "./counting.js";
import { short } from "./times.js";

export const queue = {
  loading: "Opening the queue …",
  broken: "The queue could not be opened. It is tried again by itself.",
  again: "Try again now",
  stale: "The live connection is away. The list may be a little old; it is being renewed.",
  empty: "Nothing waits. Thank you for being here.",
  behind: "Behind it",
  open: "Open now",
  next: "Take this case",
  nothing: "Somebody else was quicker; nothing waits now.",
  waiting: "Waiting",
  decideBy: (at: string): string => `Decide by ${at}.`,
  facts: (used: string, by: string): string => `${used}; decide by ${by}`,
  over: (late: string): string => `It should have been decided ${late} ago.`,
  used: (used: number, of: number): string => short(used)[1] === short(of)[1] ? `${short(used)[0]} of ${short(of).join(" ")}` : `${short(used).join(" ")} of ${short(of).join(" ")}`,
  free: "free",
  withYou: "with you",
  with: (who: string): string => `with ${who}`,
  texts: "Texts stay folded until you take a case. A case is yours for 20 minutes; nobody else can open it meanwhile.",
  case: (n: string | number): string => `Case ${n}`,
  reports: (n: number): string => count(n, { one: "Reported by one member", other: "Reported by # members" }),
  byRule: "Raised by a rule",
  byMember: "Raised by a member",
  kinds: { referral: "Care", question: "A question to the team" },
  handling: {
    held: "Held", flagged: "Posted, waiting for a look", folded: "Posted, folded under a content note", delivered: "Posted",
  } as Record<string, string>,
  risk: { critical: "Critical", high: "High", medium: "Medium", low: "Low", none: "Low" } as Record<string, string>,
  labels: {
    self_harm: "distress", harm_to_others: "harm to others", abuse_disclosure: "abuse told of", harassment: "harassment",
    sexual_content: "sexual content", grooming_contact: "grooming", personal_information: "personal information",
    spam_solicitation: "advertising or a scam", medical_advice: "unsafe advice", eating_disorder_promotion: "eating disorders made attractive",
    substance_promotion: "drugs made attractive", crisis_other: "a crisis",
  } as Record<string, string>,
  keysTitle: "Keys",
  keys: [
    [["N"], "take the next case"], [["J", "K"], "down, up"], [["O"], "open the chosen case"],
  ] as [string[], string][],
  keysOff: "Turn the keys off",
  keysOn: "Turn the keys on",
};
