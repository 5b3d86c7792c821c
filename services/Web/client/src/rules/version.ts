import { html, nothing, type TemplateResult } from "lit";
import { Island } from "../base.js";
import { call, Refusal } from "../http.js";
import { rules as words } from "../words/screening-rules.js";
import { api, type Check, type Detail, type Differences, type Fault, type FileText, type RulePage, type Saved } from "./contract.js";
import { differenceView } from "./difference-view.js";
import { dryView, reportView } from "./dry-run-view.js";
import { headView } from "./head-view.js";
import { fieldsOf, ruleForm, writing, type Writing } from "./rule-form.js";
import { fileView, goToLine, ruleList, type FileState, type Filter } from "./rule-list.js";
import { checkView, stepView, type Steps } from "./step-view.js";
import { said, Trials } from "./trials.js";
import { tryView } from "./try-view.js";

/** One version of the rules: read, written, tried, proposed, approved. What somebody types stays until it is saved or the page is left. */
class RuleVersionElement extends Island {
  private detail: Detail | null = null;
  private check: Check | null = null;
  private checking = false;
  private differences: Differences | null = null;
  private rule: Writing | null = null;
  private filter: Filter = { text: "", label: "", all: false };
  private file: FileState = { file: null, text: "", said: "", error: "" };
  private readonly trials = new Trials(() => this.base, () => this.requestUpdate(), () => this.load());
  private steps: Steps = { note: "", reason: "", error: "" };
  private trouble = "";
  private said = "";

  private get base(): string {
    return `${api}/versions/${this.dataset["number"]}`;
  }

  private get isDirty(): boolean {
    return !!this.rule?.dirty || (!!this.file.file && this.file.text !== this.file.file.text);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("beforeunload", this.leaving);
    addEventListener("ps-leave", this.forget);
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("beforeunload", this.leaving);
    removeEventListener("ps-leave", this.forget);
    this.trials.stop();
  }

  private readonly leaving = (event: BeforeUnloadEvent): void => {
    if (this.isDirty) event.preventDefault();
  };

  /** Who leaves quickly is not held up by a question. */
  private readonly forget = (): void => removeEventListener("beforeunload", this.leaving);

  private async begin(): Promise<void> {
    await this.load();
    this.steps.note = this.detail?.version.note ?? "";
    if (!this.detail) return;
    await Promise.all([this.trials.begin(), this.putTogether(), this.detail.version.state === "proposed" ? this.compare() : null]);
  }

  private async load(): Promise<void> {
    try {
      this.detail = await call<Detail>(this.base);
      this.trouble = "";
    } catch (error) {
      this.trouble = error instanceof Refusal && error.status === 404 ? error.message : words.broken;
    }
    this.requestUpdate();
  }

  private async putTogether(): Promise<void> {
    this.checking = true;
    this.requestUpdate();
    try {
      this.check = await call<Check>(`${this.base}/check`, "POST", {});
    } catch {
      this.trouble = words.failed;
    }
    this.checking = false;
    this.requestUpdate();
  }

  private async compare(): Promise<void> {
    try {
      this.differences = await call<Differences>(`${this.base}/differences?from=${this.detail?.active}`);
    } catch (error) {
      this.trouble = said(error);
    }
    this.requestUpdate();
  }

  private mayDrop(isTyped: boolean | null | undefined): boolean {
    return !isTyped || confirm(words.typed);
  }

  private readonly open = async (id: string): Promise<void> => {
    if (!this.mayDrop(this.rule?.dirty)) return;
    try {
      const found = await call<RulePage>(`${this.base}/rules/${encodeURIComponent(id)}`);
      if (!found) return;
      this.rule = writing(found.file, found.fields, found.yaml, id);
      await this.focusOn("#rule-title");
    } catch (error) {
      this.trouble = said(error);
      this.requestUpdate();
    }
  };

  private async save(): Promise<void> {
    const rule = this.rule;
    if (!rule || !this.detail || rule.busy) return;
    const name = rule.id || rule.words.id.trim();
    await this.change(rule, `rules/${encodeURIComponent(name || "new")}`, "PUT", rule.asLines ? { yaml: rule.yaml } : { file: rule.file, fields: fieldsOf(rule) }, async (saved) => {
      const things = saved.check.faults.length + saved.check.failed.length;
      const now = this.detail?.rules.find((one) => one.id === (rule.asLines ? /^\s*(?:- )?id:\s*["']?([\w.-]+)/m.exec(rule.yaml)?.[1] : rule.words.id.trim()));
      const page = now ? await call<RulePage>(`${this.base}/rules/${encodeURIComponent(now.id)}`) : null;
      if (page && now && this.rule === rule && !rule.dirty) this.rule = { ...writing(page.file, page.fields, page.yaml, now.id), asLines: rule.asLines };
      if (this.rule) this.rule.said = things ? words.savedFaults(things) : words.saved;
    });
  }

  private async takeOut(rule: Writing): Promise<void> {
    await this.change(rule, `rules/${encodeURIComponent(rule.id)}`, "DELETE", undefined, () => { this.rule = null; });
  }

  private async saveFile(): Promise<void> {
    const [state, text] = [this.file, this.file.text];
    if (!state.file) return;
    await this.change(state, `files/${state.file.name}`, "PUT", { text }, (saved) => {
      const things = saved.check.faults.length + saved.check.failed.length;
      if (state.file) state.file = { ...state.file, text };
      state.said = things ? words.savedFaults(things) : words.saved;
    });
  }

  /** Sends a change of the draft with what was read of it; a refusal is said beside what was typed, which stays. */
  private async change(of: { error: string; said: string; busy?: boolean; dirty?: boolean; changedByOthers?: boolean }, path: string, method: string, body: unknown, then: (saved: Saved) => void | Promise<void>): Promise<void> {
    // What is typed while it is under way is not saved yet.
    Object.assign(of, { busy: true, dirty: false, error: "", said: "", changedByOthers: false });
    this.requestUpdate();
    try {
      const saved = await call<Saved>(`${this.base}/${path}`, method, body, { "If-Match": this.detail?.etag ?? "" });
      if (saved) {
        this.check = saved.check;
        await this.load();
        await then(saved);
        if (this.differences) await this.compare();
      }
    } catch (error) {
      Object.assign(of, { error: said(error), dirty: true });
      of.changedByOthers = error instanceof Refusal && error.code === "rules_changed";
    }
    of.busy = false;
    this.requestUpdate();
  }

  private async reload(rule: Writing): Promise<void> {
    await this.load();
    Object.assign(rule, { error: "", changedByOthers: false, said: words.reloaded });
  }

  private create(): void {
    if (!this.mayDrop(this.rule?.dirty)) return;
    this.rule = writing("own.yaml");
    void this.focusOn("#rule-title");
  }

  private readonly choose = async (name: string, line = 0): Promise<void> => {
    if (!this.mayDrop(this.file.file && this.file.text !== this.file.file.text)) return this.requestUpdate();
    try {
      const file = name ? await call<FileText>(`${this.base}/files/${name}`) : null;
      this.file = { file, text: file?.text ?? "", said: "", error: "" };
      this.requestUpdate();
      await this.updateComplete;
      if (line) goToLine(this.querySelector<HTMLTextAreaElement>("#file-text"), line);
    } catch (error) {
      this.file.error = said(error);
      this.requestUpdate();
    }
  };

  private async take(step: "propose" | "approve" | "decline" | "discard"): Promise<void> {
    this.steps.error = "";
    try {
      await call(`${this.base}/${step}`, "POST", step === "propose" ? { note: this.steps.note } : step === "decline" ? { reason: this.steps.reason } : {});
      this.said = words.happened[step] ?? "";
      if (step === "propose") this.rule = null;
      await this.load();
    } catch (error) {
      this.steps.error = said(error);
    }
    this.requestUpdate();
  }

  private form(): unknown {
    const rule = this.rule;
    if (!rule) return nothing;
    const typed = (change: () => void): void => { change(); Object.assign(rule, { dirty: true, said: "" }); this.requestUpdate(); };
    return ruleForm(rule, this.check, this.detail?.version.state === "draft", {
      word: (field, text) => typed(() => { if (field === "file") rule.file = text; else rule.words[field] = text; }),
      text: (field, text) => typed(() => { if (field === "yaml") rule.yaml = text; else rule.texts[field] = text; }),
      mode: (asLines) => { if (rule.dirty) rule.said = words.examplesStale; else rule.asLines = asLines; this.requestUpdate(); },
      save: () => void this.save(), remove: () => void this.takeOut(rule), reload: () => void this.reload(rule).then(() => this.requestUpdate()),
      close: () => {
        if (!this.mayDrop(rule.dirty)) return;
        this.rule = null;
        void this.focusOn(`[data-rule="${rule.id}"]`);
      },
    });
  }

  private main(detail: Detail): TemplateResult {
    const isDraft = detail.version.state === "draft";
    const compared = detail.active && detail.active !== detail.version.number;
    return html`${headView(detail, this.said)}
      ${this.trials.dry.shown?.report ? reportView(this.trials.dry.shown, this.trials.dry.shown.report) : nothing}
      ${this.differences && detail.active ? differenceView(this.differences, detail.active)
        : compared ? html`<p class="actions"><button class="text-button" type="button" @click=${() => void this.compare().then(() => this.focusOn("#differences"))}>${words.compare}</button></p>` : nothing}
      ${this.form()}
      ${ruleList(detail, this.filter, (filter) => { this.filter = filter; this.requestUpdate(); }, (id) => void this.open(id),
        isDraft ? () => this.create() : null)}
      ${fileView(detail, this.file, isDraft, {
        choose: (name) => void this.choose(name), write: (text) => { this.file.text = text; this.file.said = ""; this.requestUpdate(); }, save: () => void this.saveFile(),
      })}`;
  }

  private side(detail: Detail): TemplateResult {
    return html`<aside class="side" aria-label=${words.try}>
      ${stepView(detail, this.check, this.steps, { write: (field, text) => { this.steps[field] = text; }, take: (step) => void this.take(step) })}
      ${checkView(this.check, this.checking, () => void this.putTogether(), (fault: Fault) => void this.choose(fault.file, fault.line), (rule) => void this.open(rule))}
      ${tryView(this.trials.tried, (text) => { this.trials.tried.text = text; }, () => void this.trials.try())}
      ${dryView(this.trials.dry, detail.version.digest, {
        start: (form) => this.trials.start(form), cancel: (id) => void this.trials.cancel(id), show: (id) => void this.trials.show(id).then(() => this.focusOn("#result")),
      })}
    </aside>`;
  }

  protected override render(): unknown {
    return html`<div role="alert">${this.trouble ? html`<div class="notice notice-clay"><p>${this.trouble}</p>
        <p class="actions"><button class="text-button" type="button" @click=${() => void this.begin()}>${words.again}</button></p></div>` : nothing}</div>
      ${this.detail ? html`<div class="with-side"><div class="stack">${this.main(this.detail)}</div>${this.side(this.detail)}</div>` : this.trouble ? nothing : html`<p class="meta" role="status">${words.loading}</p>`}`;
  }
}

customElements.define("ps-rule-version", RuleVersionElement);
