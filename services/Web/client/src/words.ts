// Every word an island says, in one place, so that it can be read through and translated as a whole.

const language = document.documentElement.lang || "en";
const rules = new Intl.PluralRules(language);

function count(n: number, forms: { one: string; other: string }): string {
  const form = rules.select(n) === "one" ? forms.one : forms.other;
  return form.replace("#", new Intl.NumberFormat(language).format(n));
}

const minutes = (n: number): string => count(n, { one: "# minute", other: "# minutes" });

/** How long something takes or took, rounded to what a person would say. */
export function span(ms: number): string {
  const total = Math.max(0, Math.round(ms / 60_000));
  if (total < 90) return minutes(total);
  if (total < 60 * 36) return count(Math.round(total / 60), { one: "# hour", other: "# hours" });
  return count(Math.round(total / 1440), { one: "# day", other: "# days" });
}

/** A number and its unit, for where there is little room. */
function short(ms: number): [string, string] {
  const total = Math.max(0, Math.round(ms / 60_000));
  return total < 90 ? [`${total}`, "min"] : total < 60 * 36 ? [`${Math.round(total / 60)}`, "h"] : [`${Math.round(total / 1440)}`, "days"];
}

export const clock = (at: string): string =>
  new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));

export const day = (at: string): string =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { weekday: "long", day: "numeric", month: "long" }).format(new Date(at));

export const room = {
  messages: "Messages",
  loading: "Opening the room …",
  offline: "You are offline. What you write is kept here and goes out when you are back.",
  closed: "The room cannot be opened just now.",
  toGroup: "To the group's page",
  signIn: "Sign in again",
  empty: "It is quiet here now. You can write the first words; somebody reads them later, even if nobody is here at the moment.",
  earlier: "Show earlier messages",
  pause: "Pause the room",
  resume: "Let messages come in again",
  paused: (n: number): string => n
    ? `The room is paused. ${count(n, { one: "# message waits", other: "# messages wait" })} for you, in order.`
    : "The room is paused. What comes in waits for you, in order.",
  jump: (n: number): string => `Jump to ${count(n, { one: "# new message", other: "# new messages" })}`,
  away: (m: number, n: number, answers: number): string =>
    `You were away for ${minutes(m)}. ${n === 0 ? "Nothing came in." : `${count(n, { one: "# message", other: "# messages" })} came in${
      answers ? `; ${count(answers, { one: "one answers", other: "# answer" })} you` : ""}.`}`,
  you: "you",
  youFirst: "You",
  answersYou: "answers you",
  edited: "changed",
  reply: "Reply",
  respond: "Respond",
  reactions: { with_you: "With you", heard: "Heard", thank_you: "Thank you" },
  sent: { with_you: "Sent: with you", heard: "Sent: heard", thank_you: "Sent: thank you" },
  got: { with_you: "Somebody is with you.", heard: "Somebody heard you.", thank_you: "Somebody says thank you." },
  more: "More",
  edit: "Change it",
  remove: "Take it back",
  report: "Report this message",
  worried: "I am worried about somebody",
  note: (who: string, note: string): string => `${who} put a note on this: ${note}. Open when you like.`,
  folded: (who: string): string => `${who} wrote about something heavy. Open when you like.`,
  tookBack: (who: string): string => `${who} took this message back.`,
  youTookBack: "You took this message back.",
  gone: "This message is not here any more.",
  quoteGone: "A message that is not shown here",
  posted: "Posted. Everyone in the group can see it. Replies often take a few hours here; silence says nothing about you.",
  postedFolded: "Posted, folded under a content note. Everyone in the group can open it.",
  waiting: "Kept on this device; it goes out when you are back.",
  sending: "On its way …",
  heldTitle: "A moderator will look at this before the others see it. You can change it or take it back.",
  heldUntil: (by: string): string => `By ${by} you will know; if not, we will tell you here.`,
  removedTitle: "A moderator took this message out of the room.",
  removedNext: "You can ask a moderator about it, and somebody other than them will look again if you would like that.",
  ask: "Ask a moderator",
  dismiss: "Close",
};

export const composer = {
  form: "Write to the group",
  label: "Your message to the group",
  editing: "Change your message",
  placeholder: "Write when you like",
  after: "Everyone in the group can see what you post. Replies often take a few hours here; silence says nothing about you.",
  answering: (who: string): string => `You answer ${who}.`,
  noAnswer: "Do not answer a message",
  addNote: "Add a content note",
  noteLabel: "Content note: what it is about, so that others can choose when to open it",
  dropNote: "Without a content note",
  draft: "Draft kept on this device",
  left: (n: number): string => n >= 0
    ? count(n, { one: "# character left", other: "# characters left" })
    : `${count(-n, { one: "# character", other: "# characters" })} too many`,
  post: "Post",
  save: "Save the change",
  cancel: "Leave it as it was",
  keys: "Ctrl + Enter posts",
};

const refusals: Record<string, string> = {
  too_long: "This is longer than 4,000 characters. It is still here; perhaps it wants to be two messages.",
  empty: "There is nothing in it yet.",
  invalid_text: "There is a character in this that we cannot store. Your words are still here; typing the odd one again usually helps.",
  not_member: "You are not in this group at the moment, so this could not be posted. Your words are still here.",
  offline: "You are offline, so this has to wait. Nothing is lost.",
  signed_out: "You are signed out, so the room is closed here. What you wrote is kept on this device.",
  not_found: "That message is not here any more.",
};

/** Why something was not done, kindly; the service's own sentence is used where we have none. */
export function refusal(code: string, message?: string | null, retryAfter?: number | null): string {
  if (code === "too_fast") {
    const wait = retryAfter ? ` You can post again in ${count(Math.ceil(retryAfter), { one: "# second", other: "# seconds" })}.` : "";
    return `You have sent a few messages quickly. Take a breath if you like; nobody has left.${wait}`;
  }
  return refusals[code] ?? (message || "That did not work just now. Nothing is lost; please try again in a moment.");
}

export const support = {
  title: "It sounds like tonight is really hard. You don't have to carry it alone.",
  lead: "What you wrote stays with you. Only you can see this box. Are you safe right now? If you would like a voice, these people are there:",
  emergency: "If your life is in danger",
  text: (number: string): string => `or text ${number}`,
  team: "Write to the team now",
  other: "Another country",
  close: "Close this box",
};

export const forms = {
  report: {
    title: "Report this message",
    lead: "The team looks at it. The author does not learn who told us.",
    legend: "What is it about?",
    reasons: {
      attack: "It attacks somebody",
      personal_information: "It says who or where somebody is",
      sexual: "It is sexual",
      danger: "Somebody may be in danger",
      medical_advice: "It gives advice that could hurt",
      spam: "It sells something, or asks for money",
      other: "Something else",
    } as Record<string, string>,
    note: "In your own words, if you like",
    send: "Send to the team",
    thanks: "Thank you. The team will look, and you will hear what came of it.",
  },
  refer: {
    title: "I am worried about somebody",
    lead: "This is care, not a complaint. Somebody from the team will reach out gently; the person is never told who worried.",
    note: "What worries you, if you can say",
    send: "Tell the team",
    thanks: "Thank you for looking out. The team will reach out to them.",
  },
  ask: {
    title: "Ask a moderator",
    lead: "Only the team reads this.",
    note: "Your question",
    send: "Send to the team",
    thanks: "The team has it. The answer comes to your notifications.",
  },
  cancel: "Not now",
  close: "Close",
  one: "Choose what it is about.",
  text: "Write a few words first.",
};

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

export const kase = {
  loading: "Opening the case …",
  missing: "There is no such case, or it is not open to you.",
  broken: "The case could not be opened.",
  again: "Try again",
  title: (n: string | number): string => `Case ${n}`,
  context: "What was said",
  contextBroken: "The messages around it could not be loaded.",
  earlier: "Show ten earlier messages",
  heldNote: "held, seen by nobody else",
  whyTitle: "Why it is here.",
  whole: "It is about the whole message.",
  rule: (rule: string, text: string): string => text ? `Rule ${rule}: ${text}` : `Rule ${rule}.`,
  guideline: "What our guideline says",
  decision: "Your decision",
  keep: { message: "Keep, let it through", referral: "Looked after", question: "Answer" },
  remove: "Remove",
  template: "Reason, to start from",
  own: "In my own words",
  reads: (who: string): string => `What ${who} will read`,
  readsNote: "Added by itself: who to ask, and how somebody other than you looks again.",
  reasonMissing: "Write what the author will read; nobody is left without a reason.",
  choiceMissing: "Choose an outcome first.",
  note: "Internal note",
  noteLabel: "For the team only",
  decide: "Decide",
  handBack: "Hand it back",
  yours: (until: string): string => `Yours until ${until}`,
  yoursNow: "Yours now",
  notYours: (who: string): string => `${who} has this case. Deciding is theirs until they hand it back.`,
  free: "Nobody has this case.",
  claim: "Take this case",
  decidedTitle: "Decided",
  decided: (outcome: string, kind: "message" | "referral" | "question"): string => outcome === "remove" ? "Removed. The author reads your reason now."
    : { message: "Kept. The message is in the room.", referral: "Looked after. Thank you.", question: "Answered. It is in their notifications." }[kind],
  closed: { taken_back: "The author took the message back; nothing is left to decide.", reworded: "The author changed it, and the new words are in the room." } as Record<string, string>,
  care: "This is about care. Nothing about it is ever punished; write as somebody who is glad that they spoke.",
  said: (reason: string, note: string): string => `A member said (${reason}): “${note}”`,
  answerMissing: "Write the answer first.",
  before: "Decided before",
  past: (outcome: string, who: string, at: string): string => `${outcome === "remove" ? "Removed" : "Kept"} by ${who}, ${at}.`,
  handedBack: "Handed back. Somebody else will take it; thank you for saying so.",
  already: "Somebody decided this case in the meantime. What you wrote is still here to copy.",
  lost: "This case is no longer yours; it may have run out of time. Take it again to decide.",
  changed: "The author changed the message while you were reading. Here is the new text; please look again.",
  failed: "That did not arrive. Nothing is decided yet; please try again.",
  next: "Take the next case",
  toQueue: "To the queue",
  unread: "The message is not readable any more; it was taken back.",
};

export const editor = {
  title: "Preview",
  waiting: "The preview appears here while you write.",
  working: "Drawing the preview …",
  unfinished: "The preview is drawn once the required fields are filled in: title, address, topic, definition and author.",
  broken: "The preview could not be drawn just now. Your text is safe in the form.",
  minutes: (n: number): string => `${minutes(n)} to read`,
  references: "References",
  timeline: "Timeline",
  debates: "Debates",
  faq: "Questions",
};
