import { type Answer, keepDraft, type Posted, readDraft, type Room, type RoomMessage, type Waiting } from "peersupport-chat";
import { composer as words } from "../words/composer.js";
import { refusal } from "../words/refusals.js";
import { limit, suggestions, type ComposerActions, type Draft } from "./composer.js";
import { GuidanceWatch } from "./guidance.js";
import type { People } from "./people.js";
import { begun, completed, fitting, named, writers, type Writer } from "./mentions.js";

/** What writing needs of the room around it. */
export interface Desk {
  readonly me: string;
  readonly groupId: string;
  readonly people: People;
  room(): Room;
  changed(): void;
  focusOn(selector: string): Promise<void>;
  /** The field itself, when it is there. */
  field(): HTMLTextAreaElement | null;
  toEnd(): Promise<void>;
}

/** The writing field: what is in it, what it answers or changes, and what comes back because it was refused. */
export class Composing {
  draft: Draft = { text: "", note: null, replyTo: null, editing: null, refusal: null, kept: false };
  readonly guidance: GuidanceWatch;

  /** What was being written when the reader began to change a message; it comes back when they are done with that. */
  private aside: Omit<Draft, "editing" | "kept"> | null = null;

  constructor(private readonly desk: Desk) {
    this.guidance = new GuidanceWatch((text) => desk.room().calls.guide(text), () => desk.changed());
    this.draft.text = readDraft(desk.me, desk.groupId);
  }

  readonly actions: ComposerActions = {
    write: (text) => { this.draft.refusal = null; this.write(text); },
    note: (note) => { this.set({ note }); if (note === "") void this.desk.focusOn("#draft-note"); },
    cancelReply: () => this.set({ replyTo: null }, true),
    cancelEdit: () => this.endEdit(),
    submit: () => void this.submit(),
  };

  reply(message: RoomMessage): void {
    this.set({ replyTo: { id: message.id, author: message.author } }, true);
  }

  edit(id: string, body: string): void {
    const { text, note, replyTo, refusal } = this.draft;
    if (!this.draft.editing) this.aside = { text, note, replyTo, refusal };
    this.set({ editing: id, replyTo: null, note: null, refusal: null, text: body, kept: false }, true);
  }

  private endEdit(): void {
    const before = this.aside ?? { text: readDraft(this.desk.me, this.desk.groupId), note: null, replyTo: null, refusal: null };
    this.aside = null;
    this.set({ ...before, editing: null, kept: before.text !== "" }, true);
  }

  refuse(answer: Answer): void {
    this.set({ refusal: refusal(answer.code, answer.message, answer.retryAfter) });
  }

  /** What was refused goes back to where it was written, before anything begun since; while another message is being changed it waits until that is done. */
  takeBack(post: Waiting, answer: Posted): void {
    const to = this.aside ?? this.draft;
    const text = [post.body, to.text].filter(Boolean).join("\n\n");
    const why = refusal(answer.code, answer.message, answer.retryAfter);
    const note = to.note ?? post.contentNote ?? null;
    if (this.aside) {
      this.aside = { ...this.aside, text, note, refusal: why };
      keepDraft(this.desk.me, this.desk.groupId, text);
      return this.set({ refusal: `${why} ${words.aside}` });
    }
    this.set({ note, refusal: why });
    this.write(text);
  }

  /** Who may be meant by what has been begun at the caret. */
  names(): unknown {
    const field = this.desk.field();
    const fit = fitting(this.writers(), field && this.draft.text.includes("@") ? begun(field.value, field.selectionStart) : null);
    return suggestions(fit, (name) => void this.name(name));
  }

  private async name(name: string): Promise<void> {
    const field = this.desk.field()!;
    const { text, caret } = completed(field.value, field.selectionStart, name);
    this.write(text);
    await this.desk.focusOn("#draft");
    field.setSelectionRange(caret, caret);
  }

  private writers(): Writer[] {
    return writers(this.desk.room().timeline.messages(), this.desk.me, this.desk.people.ignored);
  }

  private write(text: string): void {
    this.set({ text, kept: text !== "" && !this.draft.editing });
    this.guidance.written(text);
    if (!this.draft.editing) keepDraft(this.desk.me, this.desk.groupId, text);
  }

  private async submit(): Promise<void> {
    const { text, editing, replyTo, note } = this.draft;
    const code = !text.trim() ? "empty" : text.length > limit ? "too_long" : null;
    if (code) return this.set({ refusal: refusal(code) }, true);
    if (editing) {
      const answer = await this.desk.room().calls.edit(editing, text);
      if (answer.code === "ok" || answer.code === "held") this.endEdit();
      else this.refuse(answer);
      return;
    }
    this.set({ note: null, replyTo: null, refusal: null });
    this.write("");
    const mentions = named(text, this.writers());
    void this.desk.room().post({ body: text, replyTo: replyTo?.id ?? null, contentNote: note?.trim() || null, ...(mentions.length ? { mentions } : {}) });
    await this.desk.toEnd();
  }

  private set(more: Partial<Draft>, focus = false): void {
    this.draft = { ...this.draft, ...more };
    if (focus) void this.desk.focusOn("#draft");
    else this.desk.changed();
  }
}
