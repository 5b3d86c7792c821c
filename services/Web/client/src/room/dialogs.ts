import { nothing } from "lit";
import type { Answer, BlockKind, Room } from "peersupport-chat";
import { forms } from "../words/forms.js";
import { refusal } from "../words/refusals.js";
import type { People } from "./people.js";
import type { Themes } from "./themes.js";
import { smallForm, type FormKind, type SmallForm } from "./small-form.js";

/** The one small form that may be open in the room, and where the reader was before it. */
export class Dialogs {
  private form: SmallForm | null = null;
  private returnTo: HTMLElement | null = null;

  constructor(
    private readonly room: () => Room,
    private readonly people: People,
    private readonly themes: Themes,
    private readonly changed: () => void,
    private readonly focusOn: (selector: string) => Promise<void>,
  ) {}

  /** Whether something has to be filled in, so that nothing may cover it. */
  get isAsking(): boolean {
    return !!this.form && !this.form.thanks;
  }

  open(kind: FormKind, messageId: string | null): void {
    this.returnTo = document.activeElement as HTMLElement | null;
    const author = messageId ? this.room().timeline.get(messageId)?.authorId : null;
    this.form = { kind, messageId, chosen: kind === "person" && author ? this.people.of(author) ?? "show" : "", text: kind === "themes" ? this.themes.words.join("\n") : "" };
    void this.focusOn("[data-form] :is(input, textarea)");
  }

  /** The form, where it belongs: under a message, or on its own. */
  under(messageId: string | null): unknown {
    if (!this.form || this.form.messageId !== messageId) return nothing;
    return smallForm(this.form, (reason, note) => void this.send(reason, note), this.close);
  }

  private readonly close = (): void => {
    this.form = null;
    this.changed();
    this.returnTo?.focus();
  };

  private async send(reason: string, note: string): Promise<void> {
    const form = this.form!;
    this.form = await this.sent({ ...form, chosen: reason }, reason, note);
    void this.focusOn("[data-form]");
  }

  /** How the form stands once it was sent: thanked, or what to change. What was typed stays in its fields. */
  private async sent(form: SmallForm, reason: string, note: string): Promise<SmallForm> {
    if ((form.kind === "report" || form.kind === "person") && !reason) return { ...form, error: forms.one };
    if (form.kind === "ask" && !note) return { ...form, error: forms.text };
    const answer = await this.ask(form, reason, note);
    return answer.code === "ok" ? { ...form, thanks: form.kind === "person" ? forms.person.done[reason as keyof typeof forms.person.done] : forms[form.kind].thanks }
      : { ...form, error: refusal(answer.code, answer.message, answer.retryAfter) };
  }

  private ask({ kind, messageId }: SmallForm, reason: string, note: string): Promise<Answer> {
    const { calls, timeline } = this.room();
    const id = messageId ?? "";
    if (kind === "report") return calls.report(id, reason, note);
    if (kind === "refer") return calls.refer(id, note);
    if (kind === "ask") return calls.askModerator(note);
    if (kind === "themes") return this.themes.keep(note.split("\n").map((line) => line.trim()).filter(Boolean));
    return this.people.change(timeline.get(id)?.authorId ?? "", reason === "show" ? null : reason as BlockKind);
  }
}
