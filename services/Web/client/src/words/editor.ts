import { minutes } from "./counting.js";

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
