import { call, orGone, Refusal, said } from "../http.js";
import { rules as words } from "../words/screening-rules.js";
import type { Detail, FileText, RulePage, Saved } from "./contract.js";
import { fieldsOf, writing, type Writing } from "./rule-form.js";
import { goToLine, type FileState } from "./rule-list.js";

/** A rule or a file that is open to be written. */
type Part = Pick<FileState, "error" | "said" | "theirs" | "changedByOthers"> & { busy?: boolean; dirty?: boolean };

const openFile = (file: FileText | null): FileState => ({ file, text: file?.text ?? "", theirs: null, changedByOthers: false, said: "", error: "" });

/** What writing needs of the page around it. */
export interface Desk {
  base(): string;
  detail(): Detail | null;
  /** Reads the version anew. */
  load(): Promise<void>;
  /** After a save. */
  saved(saved: Saved): Promise<void>;
  failed(text: string): void;
  draw(): void;
  focusOn(selector: string): Promise<void>;
  /** The field of a file's text, once it is drawn. */
  field(): Promise<HTMLTextAreaElement | null>;
}

/** The rule and the file of a draft that are open to be written: each is saved over what was read of it, and over nothing else. */
export class Drafting {
  rule: Writing | null = null;
  file: FileState = openFile(null);

  constructor(private readonly desk: Desk) {}

  get isDirty(): boolean {
    return !!this.rule?.dirty || (!!this.file.file && this.file.text !== this.file.file.text);
  }

  /** Lets go of both. */
  close(): void {
    [this.rule, this.file] = [null, openFile(null)];
  }

  private has(name: string): boolean {
    return this.desk.detail()?.rules.some((one) => one.id === name) ?? false;
  }

  private refuse(of: Part, error: string): void {
    of.error = error;
    this.desk.draw();
  }

  mayDrop(isTyped: boolean | null | undefined): boolean {
    return !isTyped || confirm(words.typed);
  }

  readonly open = async (id: string): Promise<void> => {
    if (!this.mayDrop(this.rule?.dirty)) return;
    try {
      const found = await this.readRule(id);
      if (!found) return this.desk.failed(words.theirsGone);
      this.rule = writing(found.etag, found);
      await this.desk.focusOn("#rule-title");
    } catch (error) {
      this.desk.failed(said(error, words.failed));
    }
  };

  async save(): Promise<void> {
    const rule = this.rule;
    if (!rule || rule.busy) return;
    const name = rule.id || rule.words.id.trim();
    // Else the new rule would stand in the place of one that somebody has written.
    if (!rule.id && this.has(name)) return this.refuse(rule, words.nameTaken);
    await this.change(rule, rule.etag, `rules/${encodeURIComponent(name || "new")}`, "PUT", rule.asLines ? { yaml: rule.yaml } : { file: rule.file, fields: fieldsOf(rule) }, async (saved) => {
      const things = saved.check.faults.length + saved.check.failed.length;
      const now = this.desk.detail()?.rules.find((one) => one.id === (rule.asLines ? /^\s*(?:- )?id:\s*["']?([\w.-]+)/m.exec(rule.yaml)?.[1] : rule.words.id.trim()));
      const page = now ? await this.readRule(now.id) : null;
      if (page && this.rule === rule && !rule.dirty) this.rule = { ...writing(page.etag, page), asLines: rule.asLines };
      else Object.assign(rule, { id: now?.id ?? rule.id, etag: saved.etag, read: page?.yaml ?? rule.read });
      if (this.rule) this.rule.said = things ? words.savedFaults(things) : words.saved;
    });
  }

  async takeOut(rule: Writing): Promise<void> {
    await this.change(rule, rule.etag, `rules/${encodeURIComponent(rule.id)}`, "DELETE", undefined, () => { this.rule = null; });
  }

  async saveFile(): Promise<void> {
    const [state, text] = [this.file, this.file.text];
    if (!state.file) return;
    await this.change(state, state.file.etag, `files/${state.file.name}`, "PUT", { text }, (saved) => {
      const things = saved.check.faults.length + saved.check.failed.length;
      if (state.file) state.file = { ...state.file, text, etag: saved.etag };
      state.said = things ? words.savedFaults(things) : words.saved;
    });
  }

  /** Sends a change of the draft with what was read of it; a refusal is said beside what was typed, which stays. */
  private async change(of: Part, etag: string, path: string, method: string, body: unknown, then: (saved: Saved) => void | Promise<void>): Promise<void> {
    // What is typed while it is under way is not saved yet.
    Object.assign(of, { busy: true, dirty: false, error: "", said: "", changedByOthers: false });
    this.desk.draw();
    try {
      const saved = await call<Saved>(`${this.desk.base()}/${path}`, method, body, { "If-Match": etag });
      if (saved) {
        of.theirs = null;
        await this.desk.saved(saved);
        await then(saved);
        await this.follow(of);
      }
    } catch (error) {
      Object.assign(of, { error: said(error, words.failed), dirty: true });
      of.changedByOthers = error instanceof Refusal && error.code === "rules_changed";
    }
    of.busy = false;
    this.desk.draw();
  }

  /**
   * The other open part was read before this save. Where it still stands as it was read it may be saved over what is there now; else nothing is changed here,
   * and saving it tells its writer that it was changed meanwhile.
   */
  private async follow(saved: Part): Promise<void> {
    const [rule, file] = [this.rule, this.file.file];
    if (rule && rule !== saved) {
      const now = rule.id ? await this.readRule(rule.id) : null;
      if (now?.yaml === rule.read) rule.etag = now.etag;
      else if (!rule.id && !this.has(rule.words.id.trim())) rule.etag = this.desk.detail()?.etag ?? rule.etag;
    }
    if (file && this.file !== saved) {
      const now = await this.readFile(file.name);
      if (now?.text === file.text) file.etag = now.etag;
    }
  }

  /** Null when it is gone. */
  private readonly readRule = (id: string): Promise<RulePage | null> => orGone(call<RulePage>(`${this.desk.base()}/rules/${encodeURIComponent(id)}`));

  private readonly readFile = (name: string): Promise<FileText | null> => orGone(call<FileText>(`${this.desk.base()}/files/${name}`));

  /** Shows how others left a part beside what was typed, which may then be saved over it. */
  private async reload(of: Part, read: () => Promise<{ etag: string; text: string } | null>, take: (etag: string, text: string) => void): Promise<void> {
    try {
      await this.desk.load();
      const now = await read();
      take(now?.etag ?? this.desk.detail()?.etag ?? "", now?.text ?? "");
      Object.assign(of, { theirs: now?.text ?? "", error: "", changedByOthers: false, said: words.reloaded });
    } catch (error) {
      of.error = said(error, words.failed);
    }
    this.desk.draw();
  }

  reloadRule(rule: Writing): Promise<void> {
    return this.reload(rule, async () => {
      const now = rule.id ? await this.readRule(rule.id) : null;
      return now && { etag: now.etag, text: now.yaml };
    }, (etag, yaml) => Object.assign(rule, { etag, read: yaml }));
  }

  reloadFile(state: FileState): Promise<void> {
    return this.reload(state, () => this.readFile(state.file?.name ?? ""), (etag, text) => { if (state.file) state.file = { ...state.file, etag, text }; });
  }

  create(): void {
    if (!this.mayDrop(this.rule?.dirty)) return;
    this.rule = writing(this.desk.detail()?.etag ?? "", { file: "own.yaml", fields: {}, yaml: "" });
    void this.desk.focusOn("#rule-title");
  }

  readonly choose = async (name: string, line = 0): Promise<void> => {
    if (!this.mayDrop(this.file.file && this.file.text !== this.file.file.text)) return this.desk.draw();
    try {
      this.file = openFile(name ? await call<FileText>(`${this.desk.base()}/files/${name}`) : null);
      this.desk.draw();
      if (line) goToLine(await this.desk.field(), line);
    } catch (error) {
      this.file.error = said(error, words.failed);
      this.desk.draw();
    }
  };
}
