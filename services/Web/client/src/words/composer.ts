import { count } from "./counting.js";

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
  mean: (n: number): string => count(n, { one: "One name fits. Tab reaches it.", other: "# names fit. Tab reaches them." }),
  draft: "Draft kept on this device",
  left: (n: number): string => n >= 0
    ? count(n, { one: "# character left", other: "# characters left" })
    : `${count(-n, { one: "# character", other: "# characters" })} too many`,
  many: "You have sent a few messages quickly. Take a breath if you like; nobody has left.",
  heavy: "This sounds heavy to carry. You can post it: nothing is held back because of it. If you would like a voice now:",
  help: "All lines and what to do",
  yourChoice: "Only you see this, and it is kept nowhere. You decide.",
  post: "Post",
  save: "Save the change",
  cancel: "Leave it as it was",
  aside: "What you wrote is kept, and stands here again when you are done with this change.",
  unsent: "What you had written",
  keys: "Ctrl + Enter posts",
};
