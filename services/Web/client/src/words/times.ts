import { count, language, minutes } from "./counting.js";

/** How long something takes or took, rounded to what a person would say. */
export function span(ms: number): string {
  const total = Math.max(0, Math.round(ms / 60_000));
  if (total < 90) return minutes(total);
  if (total < 60 * 36) return count(Math.round(total / 60), { one: "# hour", other: "# hours" });
  return count(Math.round(total / 1440), { one: "# day", other: "# days" });
}

/** A number and its unit, for where there is little room. */
export function short(ms: number): [string, string] {
  const total = Math.max(0, Math.round(ms / 60_000));
  return total < 90 ? [`${total}`, "min"] : total < 60 * 36 ? [`${Math.round(total / 60)}`, "h"] : [`${Math.round(total / 1440)}`, "days"];
}

// Made once: making one costs more than drawing a message.
const clockFormat = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayFormat = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { weekday: "long", day: "numeric", month: "long" });

export const clock = (at: string): string => clockFormat.format(new Date(at));

export const day = (at: string): string => dayFormat.format(new Date(at));
