import { count } from "./counting.js";

const refusals: Record<string, string> = {
  too_long: "This is longer than 4,000 characters. It is still here; perhaps it wants to be two messages.",
  empty: "There is nothing in it yet.",
  invalid_text: "There is a character in this that we cannot store. Your words are still here; typing the odd one again usually helps.",
  archived: "This group has been closed, so nothing new is posted. What was written stays here to read.",
  not_member: "You are not in this group at the moment, so this could not be posted. Your words are still here.",
  offline: "You are offline, so this has to wait. Nothing is lost.",
  signed_out: "You are signed out, so the room is closed here. What you wrote is kept on this device.",
  other_member: "Somebody else is signed in in this browser now, so the room is closed here. What you wrote is kept on this device for when you are back.",
  not_yours: "This is done by those who hold the group.",
  themes: "At most 50 lines, each of 2 to 60 characters. What you wrote is still here.",
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
