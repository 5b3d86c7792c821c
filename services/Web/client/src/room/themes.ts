import type { Answer } from "peersupport-chat";
import { call, Refusal } from "../http.js";

const path = "/api/chat/me/themes";

/** Scripts that put no space between words: there a word may begin anywhere. */
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Most answers that are remembered; a window of the room draws far fewer texts than that. */
const most = 2000;

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * What the reader does not want to read about. Everybody in the room gets the same lines; those in which one of these words begins a word are folded here,
 * on the reader's own devices.
 */
export class Themes {
  words: readonly string[] = [];
  private pattern: RegExp | null = null;
  private readonly answers = new Map<string, boolean>();

  constructor(private readonly changed: () => void) {}

  take(words: readonly string[]): void {
    this.words = words;
    this.answers.clear();
    const parts = words.map((word) => {
      const escaped = plain(word).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+");
      return unspaced.test(word) ? escaped : `(?<![\\p{L}\\p{N}])${escaped}`;
    });
    this.pattern = parts.length ? new RegExp(parts.join("|"), "u") : null;
    this.changed();
  }

  /** Whether one of the themes stands in one of these texts. */
  touches(...texts: (string | null | undefined)[]): boolean {
    return !!this.pattern && texts.some((text) => !!text && this.test(text));
  }

  /** Looks again, for what was changed on another page or device. */
  async refresh(): Promise<void> {
    try {
      this.take((await call<{ words: string[] }>(path))?.words ?? []);
    } catch {
      // What was known stays; the next joining tells anew.
    }
  }

  /** Keeps another list, and takes it as the service understood it. */
  async keep(words: readonly string[]): Promise<Answer> {
    try {
      this.take((await call<{ words: string[] }>(path, "PUT", { words }))?.words ?? []);
      return { code: "ok" };
    } catch (error) {
      return error instanceof Refusal ? { code: error.status === 400 ? "themes" : error.code, message: error.message } : { code: "offline" };
    }
  }

  private test(text: string): boolean {
    const known = this.answers.get(text);
    if (known !== undefined) return known;
    if (this.answers.size >= most) this.answers.clear();
    const found = this.pattern!.test(plain(text));
    this.answers.set(text, found);
    return found;
  }
}
