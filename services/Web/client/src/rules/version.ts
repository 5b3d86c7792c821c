import { html, nothing, type TemplateResult } from "lit";
import { Island } from "../base.js";
import { call, Refusal, said } from "../http.js";
import { rules as words } from "../words/screening-rules.js";
import { api, type Check, type Detail, type Differences, type Fault, type Saved } from "./contract.js";
import { Drafting } from "./drafting.js";
import { differenceView } from "./difference-view.js";
import { dryView, reportView } from "./dry-run-view.js";
import { headView } from "./head-view.js";
import { ruleForm } from "./rule-form.js";
import { fileView, ruleList, type Filter } from "./rule-list.js";
import { checkView, stepView, type Steps } from "./step-view.js";
import { Trials } from "./trials.js";
import { tryView } from "./try-view.js";

/** One version of the rules: read, written, tried, proposed, approved. What somebody types stays until it is saved or the page is left. */
class RuleVersionElement extends Island {
  private detail: Detail | null = null;
  private check: Check | null = null;
  private checking = false;
  private differences: Differences | null = null;
  private filter: Filter = { text: "", label: "", all: false };
  private readonly drafting = new Drafting({
    base: () => this.base, detail: () => this.detail, load: () => this.load(), saved: (saved) => this.saved(saved),
    failed: (text) => { this.trouble = text; this.requestUpdate(); }, draw: () => this.requestUpdate(), focusOn: (selector) => this.focusOn(selector),
    field: async () => { await this.updateComplete; return this.querySelector<HTMLTextAreaElement>("#file-text"); },
  });
  private readonly trials = new Trials(() => this.base, () => this.requestUpdate(), () => this.load());
  private steps: Steps = { note: "", reason: "", error: "" };
  private trouble = "";
  private said = "";

  private get base(): string {
    return `${api}/versions/${this.dataset["number"]}`;
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
    if (this.drafting.isDirty) event.preventDefault();
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
      this.trouble = said(error, words.failed);
    }
    this.requestUpdate();
  }

  private async saved(saved: Saved): Promise<void> {
    this.check = saved.check;
    await this.load();
    if (this.differences) await this.compare();
  }

  private async take(step: "propose" | "approve" | "decline" | "discard"): Promise<void> {
    // What is not saved is no part of what is proposed, and gone with what is given up.
    if (this.drafting.isDirty && (step === "propose" || step === "discard") && !confirm(step === "propose" ? words.typedProposing : words.typedDiscarding)) return;
    this.steps.error = "";
    try {
      await call(`${this.base}/${step}`, "POST", step === "propose" ? { note: this.steps.note } : step === "decline" ? { reason: this.steps.reason } : {});
      this.said = words.happened[step] ?? "";
      if (step === "propose" || step === "discard") this.drafting.close();
      await this.load();
    } catch (error) {
      this.steps.error = said(error, words.failed);
    }
    this.requestUpdate();
  }

  private form(): unknown {
    const { drafting } = this;
    const rule = drafting.rule;
    if (!rule) return nothing;
    const typed = (change: () => void): void => { change(); Object.assign(rule, { dirty: true, said: "" }); this.requestUpdate(); };
    return ruleForm(rule, this.check, this.detail?.version.state === "draft", {
      word: (field, text) => typed(() => { if (field === "file") rule.file = text; else rule.words[field] = text; }),
      text: (field, text) => typed(() => { if (field === "yaml") rule.yaml = text; else rule.texts[field] = text; }),
      mode: (asLines) => { if (rule.dirty) rule.said = words.examplesStale; else rule.asLines = asLines; this.requestUpdate(); },
      save: () => void drafting.save(), remove: () => void drafting.takeOut(rule), reload: () => void drafting.reloadRule(rule),
      close: () => {
        if (!drafting.mayDrop(rule.dirty)) return;
        drafting.rule = null;
        void this.focusOn(`[data-rule="${rule.id}"]`);
      },
    });
  }

  private main(detail: Detail): TemplateResult {
    const { drafting } = this;
    const isDraft = detail.version.state === "draft";
    const compared = detail.active && detail.active !== detail.version.number;
    return html`${headView(detail, this.said)}
      ${this.trials.dry.shown?.report ? reportView(this.trials.dry.shown, this.trials.dry.shown.report) : nothing}
      ${this.differences && detail.active ? differenceView(this.differences, detail.active)
        : compared ? html`<p class="actions"><button class="text-button" type="button" @click=${() => void this.compare().then(() => this.focusOn("#differences"))}>${words.compare}</button></p>` : nothing}
      ${this.form()}
      ${ruleList(detail, this.filter, (filter) => { this.filter = filter; this.requestUpdate(); }, (id) => void drafting.open(id),
        isDraft ? () => drafting.create() : null)}
      ${fileView(detail, drafting.file, isDraft, {
        choose: (name) => void drafting.choose(name), write: (text) => { Object.assign(drafting.file, { text, said: "" }); this.requestUpdate(); },
        save: () => void drafting.saveFile(), reload: () => void drafting.reloadFile(drafting.file),
      })}`;
  }

  private side(detail: Detail): TemplateResult {
    return html`<aside class="side" aria-label=${words.try}>
      ${stepView(detail, this.check, this.steps, { write: (field, text) => { this.steps[field] = text; }, take: (step) => void this.take(step) })}
      ${checkView(this.check, this.checking, () => void this.putTogether(), (fault: Fault) => void this.drafting.choose(fault.file, fault.line), (rule) => void this.drafting.open(rule))}
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
