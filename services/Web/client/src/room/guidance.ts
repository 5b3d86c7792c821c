import type { Guidance } from "peersupport-chat";

/** How long writing has to rest, in milliseconds, before the service is asked: long enough that nobody is spoken to in the middle of a word. */
const rest = 900;

/** Asks the service, whenever writing rests, what could be thought of before sending. Nothing is stored there, and nothing follows from it. */
export class GuidanceWatch {
  /** What there is to say about the words in the field; null when nothing was answered yet. */
  answer: Guidance | null = null;

  private asked = "";
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ask: (text: string) => Promise<Guidance>, private readonly changed: () => void) {}

  /** What is shown stays until there is a newer answer; with an empty field it goes at once. */
  written(text: string): void {
    clearTimeout(this.timer);
    if (!text.trim()) {
      this.asked = "";
      this.answer = null;
    } else this.timer = setTimeout(() => void this.look(text), rest);
  }

  private async look(text: string): Promise<void> {
    if (text === this.asked) return;
    this.asked = text;
    const answer = await this.ask(text);
    // Writing went on meanwhile, or the service had no time: what it says then is about other words.
    if (this.asked !== text || answer.code !== "ok") return;
    this.answer = answer;
    this.changed();
  }
}
