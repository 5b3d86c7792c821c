import { html, nothing, type TemplateResult } from "lit";
import { Island } from "./base.js";
import { caseHead, caseWhy } from "./console/case-head.js";
import { contextView } from "./console/context-view.js";
import type { CaseDetail, ContextMessage, Guideline } from "./console/contract.js";
import { decideView, needsWords, type Choice, type DecideActions } from "./console/decide-view.js";
import { onKey } from "./console/keys.js";
import "./console/second-opinion.js";
import { asAnswer, asksOpinion, isAboutMessage, missing, noOpinion, opinionKeys, type OpinionKind } from "./console/opinion-view.js";
import { call, Refusal, said } from "./http.js";
import { kase as words } from "./words/case.js";
import { day } from "./words/times.js";

/** One case: what was said, why it is here, what the guideline says, and the decision. */
class CaseElement extends Island {
  private detail: CaseDetail | null = null;
  private guidelines: Guideline[] = [];
  private around: ContextMessage[] = [];
  private reach = 10;
  private trouble = "";
  private contextTrouble = false;
  private finished = "";
  private choice: Choice = { outcome: null, guideline: "", reason: "", note: "", opinion: noOpinion, error: "", busy: false };
  private timer = 0;

  private get path(): string {
    return `/api/moderation/cases/${encodeURIComponent(this.dataset["caseId"] ?? "")}`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.keys);
    this.timer = setInterval(() => this.requestUpdate(), 20_000);
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.keys);
    clearInterval(this.timer);
  }

  private readonly keys = (event: KeyboardEvent): void => {
    const deciding = this.detail?.claimedByMe && !this.finished && this.detail?.state !== "decided";
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && deciding) {
      event.preventDefault();
      void this.decide();
    } else if (deciding) {
      onKey(event, {
        1: () => this.actions.outcome("keep"), 2: () => this.actions.outcome("remove"),
        h: () => void this.handBack(), e: () => void this.earlier(), ...this.opinionCommands(),
      });
    } else if (this.finished) onKey(event, { n: () => void this.next() });
  };

  private opinionCommands(): Record<string, () => void> {
    if (!asksOpinion(this.detail!)) return {};
    return Object.fromEntries(Object.entries(opinionKeys(this.detail!)).map(([kind, key]) =>
      [key, () => this.actions.opine({ ...this.choice.opinion, kind: kind as OpinionKind })]));
  }

  private async load(): Promise<void> {
    this.trouble = "";
    try {
      this.detail = await call<CaseDetail>(this.path);
      // Those that may apply come first, the others after them.
      const all = (await call<Guideline[]>("/api/moderation/guidelines").catch(() => null)) ?? [];
      const likely = this.detail?.guidelines ?? [];
      this.guidelines = [...likely, ...all.filter((one) => !likely.some((other) => other.id === one.id))];
    } catch (error) {
      if (!this.detail) this.trouble = error instanceof Refusal && (error.status === 404 || error.status === 403) ? words.missing : words.broken;
    }
    this.requestUpdate();
    // Reading the talk around a message is written down, so it happens only where somebody has to decide.
    if (this.detail?.claimedByMe) await this.loadContext();
  }

  private async loadContext(): Promise<void> {
    const { groupId, messageId } = this.detail!;
    if (!messageId) return;
    try {
      const answer = await call<{ messages: ContextMessage[] }>(
        `/api/chat/groups/${groupId}/messages/${messageId}/context?before=${this.reach}&after=10`);
      this.around = answer?.messages ?? [];
      this.contextTrouble = false;
    } catch {
      this.contextTrouble = true;
    }
    this.requestUpdate();
  }

  private async earlier(): Promise<void> {
    this.reach += 10;
    await this.loadContext();
  }

  private async claim(): Promise<void> {
    try {
      await call(`${this.path}/claim`, "POST");
    } catch (error) {
      this.choice.error = error instanceof Refusal ? error.message : words.failed;
    }
    await this.load();
  }

  private async next(): Promise<void> {
    try {
      const taken = await call<{ id: string }>("/api/moderation/cases/next", "POST");
      location.assign(taken ? `/moderate/cases/${taken.id}` : "/moderate");
    } catch {
      location.assign("/moderate");
    }
  }

  private async handBack(): Promise<void> {
    try {
      await call(`${this.path}/hand-back`, "POST");
      this.finish(words.handedBack);
    } catch (error) {
      await this.refused(error);
    }
  }

  private async decide(): Promise<void> {
    const { outcome, reason, guideline, note, opinion, busy } = this.choice;
    if (busy) return;
    this.choice.error = outcome === null ? words.choiceMissing : reason.trim() || !needsWords(this.detail!, this.choice) ? ""
      : outcome === "remove" ? words.reasonMissing : words.answerMissing;
    if (this.choice.error) return void this.focusOn(outcome === null ? "[name=decision]" : "#reason");
    this.choice.error = missing(opinion);
    if (this.choice.error) return void this.focusOn("#opinion");
    this.choice.busy = true;
    try {
      await call(`${this.path}/decision`, "POST", {
        outcome, reason: reason.trim(), guideline: guideline || null, note: note.trim() || null, revision: this.detail!.revision,
        screening: asAnswer(opinion),
      });
      this.finish(words.decided(outcome!, this.detail!.kind));
    } catch (error) {
      await this.refused(error);
    } finally {
      this.choice.busy = false;
    }
  }

  /** What was written stays in its fields, whatever the answer was. */
  private async refused(error: unknown): Promise<void> {
    const before = this.detail;
    if (error instanceof Refusal && error.status === 409) {
      await this.load();
      const changed = this.detail?.revision !== before?.revision;
      this.choice.error = this.detail?.state === "decided" ? words.already : changed ? words.changed : words.lost;
    } else this.choice.error = said(error, words.failed);
    this.requestUpdate();
  }

  private finish(text: string): void {
    this.finished = text;
    void this.focusOn("[data-finished]");
  }

  private readonly actions: DecideActions = {
    outcome: (outcome) => {
      // A case about a person takes no message out; the message has a case of its own.
      if (outcome === "remove" && !isAboutMessage(this.detail!)) return;
      const keepStarter = this.detail?.keepStarter ?? "";
      const untouched = this.choice.reason === "" || this.choice.reason === keepStarter;
      const reason = !untouched ? this.choice.reason : outcome === "keep" ? keepStarter : "";
      this.choice = { ...this.choice, outcome, reason, error: "" };
      this.requestUpdate();
    },
    template: (id) => {
      const starters = new Set(["", this.detail?.keepStarter ?? "", ...this.guidelines.map((one) => one.starter)]);
      const starter = this.guidelines.find((one) => one.id === id)?.starter ?? "";
      // A starter replaces another starter, never words that somebody wrote.
      const reason = starters.has(this.choice.reason) ? starter : this.choice.reason;
      this.choice = { ...this.choice, guideline: id, reason };
      this.requestUpdate();
    },
    write: (field, text) => { this.choice = { ...this.choice, [field]: text, error: "" }; this.requestUpdate(); },
    opine: (opinion) => { this.choice = { ...this.choice, opinion, error: "" }; this.requestUpdate(); },
    decide: () => void this.decide(),
    handBack: () => void this.handBack(),
  };

  private panel(detail: CaseDetail): TemplateResult {
    if (this.finished || detail.state === "decided") {
      const outcome = this.finished || words.closed[detail.closed ?? ""] || words.decided(detail.decision?.outcome ?? "keep", detail.kind);
      return html`<section class="panel decide stack" data-finished tabindex="-1" aria-labelledby="decide">
        <h2 class="panel-title" id="decide">${words.decidedTitle}</h2>
        ${this.choice.error ? html`<p class="to-change">${this.choice.error}</p>` : nothing}
        <p>${outcome}</p>${detail.decision?.reason ? html`<p class="meta">${detail.decision.reason}</p>` : nothing}
        ${this.choice.error && this.choice.reason ? html`<p class="meta">${this.choice.reason}</p>` : nothing}
        ${detail.decision && asksOpinion(detail) ? html`<ps-second-opinion .detail=${detail}></ps-second-opinion>` : nothing}
        <p class="actions"><button class="button button-main" type="button" @click=${() => void this.next()}>${words.next} <kbd>N</kbd></button>
          <a class="text-button" href="/moderate">${words.toQueue}</a></p></section>`;
    }
    if (detail.claimedByMe) return decideView(detail, this.guidelines, this.choice, this.actions);
    return html`<section class="panel decide stack" aria-labelledby="decide"><h2 class="panel-title" id="decide">${words.decision}</h2>
      ${this.choice.error ? html`<p class="to-change" role="alert">${this.choice.error}</p>` : nothing}
      <p>${detail.claimedBy ? words.notYours(detail.claimedBy) : words.free}</p>
      <p class="actions">${detail.claimedBy ? nothing : html`<button class="button button-main" type="button" @click=${() => void this.claim()}>${words.claim}</button>`}
        <a class="text-button" href="/moderate">${words.toQueue}</a></p></section>`;
  }

  private head(detail: CaseDetail): TemplateResult {
    // The page brings a heading that is only heard; the case's own, once it is here, takes its place.
    document.querySelector("h1.visually-hidden")?.remove();
    return caseHead(detail, ![...document.querySelectorAll("h1")].some((one) => !this.contains(one)));
  }

  protected override render(): unknown {
    const detail = this.detail;
    if (!detail) {
      return this.trouble
        ? html`<div class="notice notice-clay" role="alert"><p>${this.trouble}</p><p class="actions"><button class="text-button" type="button"
            @click=${() => void this.load()}>${words.again}</button> <a class="text-button" href="/moderate">${words.toQueue}</a></p></div>`
        : html`<p class="meta" role="status">${words.loading}</p>`;
    }
    const guideline = this.guidelines.find((one) => one.id === this.choice.guideline) ?? detail.guidelines[0];
    return html`${this.head(detail)}<div class="case-grid"><div>
        <section aria-labelledby="context"><h2 class="visually-hidden" id="context">${words.context}</h2>
          ${this.contextTrouble ? html`<div class="notice notice-clay"><p>${words.contextBroken}</p><p class="actions"><button class="text-button" type="button"
            @click=${() => void this.loadContext()}>${words.again}</button></p></div>` : nothing}
          ${this.around.length ? html`<p><button class="text-button" type="button" @click=${() => void this.earlier()}>${words.earlier}</button> <kbd>E</kbd></p>` : nothing}
          ${contextView(detail, this.around)} ${caseWhy(detail)}</section>
        ${guideline ? html`<section class="section" aria-labelledby="guideline"><h2 id="guideline">${words.guideline}</h2>
          <p><b>${guideline.title}</b></p><p>${guideline.text}</p></section>` : nothing}
        ${detail.earlierDecisions.length ? html`<section class="section" aria-labelledby="earlier"><h2 id="earlier">${words.before}</h2>
          <ul class="rows precedents">${detail.earlierDecisions.map((one) => html`<li>
            <p class="meta">${words.past(one.outcome, one.decidedBy ?? "", one.decidedAt ? day(one.decidedAt) : "")} ${one.reason}</p></li>`)}</ul></section>` : nothing}
      </div>${this.panel(detail)}</div>`;
  }
}

customElements.define("ps-case", CaseElement);
