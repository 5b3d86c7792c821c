import { count } from "./counting.js";

export const search = {
  open: "Search, or go to a day",
  title: "What was said here",
  label: "Words to look for in this group",
  find: "Search",
  dayLabel: "A day to go to",
  toDay: "Go to that day",
  looking: "Looking …",
  count: (n: number, more: boolean): string => n === 0
    ? "Nothing here has these words. A shorter word, or only its beginning, may find more."
    : more ? `The newest ${n} messages with these words` : count(n, { one: "# message with these words", other: "# messages with these words" }),
  more: "Older ones",
  show: "Show it in the talk",
  of: (who: string, when: string): string => `(${who}, ${when})`,
  note: (note: string): string => `There is a note on this: ${note}.`,
  heavy: "This is about something heavy, so its words are not shown here.",
  folded: "This message is folded for you.",
  blocked: "Somebody you blocked",
  trouble: "The search could not be done just now. Please try again in a moment.",
  close: "Close the search",
  past: "You are looking at an earlier part of the talk. What comes in now waits for you.",
  now: "Back to now",
  earlier: "Show earlier messages",
  later: "Show later messages",
  gone: "Nothing was said there that could be shown.",
};
