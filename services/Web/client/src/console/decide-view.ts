import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { kase as words } from "../words/case.js";
import type { CaseDetail, Guideline } from "./contract.js";
import { asksOpinion, isAboutMessage, opinionView, type Opinion } from "./opinion-view.js";

export interface Choice {
  outcome: "keep" | "remove" | null;
  guideline: string;
  reason: string;
  note: string;
  opinion: Opinion;
  error: string;
  busy: boolean;
}

export interface DecideActions {
  outcome(outcome: "keep" | "remove"): void;
  template(id: string): void;
  write(field: "reason" | "note", text: string): void;
  opine(opinion: Opinion): void;
  decide(): void;
  handBack(): void;
}

/** Taking something out, and answering, cannot be done without a word. */
export function needsWords(detail: CaseDetail, choice: Choice): boolean {
  return choice.outcome === "remove" || (choice.outcome === "keep" && detail.kind === "question");
}

const value = (event: Event): string => (event.target as HTMLInputElement).value;

export function decideView(detail: CaseDetail, guidelines: Guideline[], choice: Choice, actions: DecideActions): TemplateResult {
  const outcome = (name: "keep" | "remove", text: string, key: string): TemplateResult => html`<label class="choice">
    <input type="radio" name="decision" value=${name} .checked=${live(choice.outcome === name)} @change=${() => actions.outcome(name)}>
    <span>${text}</span> <kbd>${key}</kbd></label>`;
  return html`<form class="panel decide stack" aria-labelledby="decide" @submit=${(event: Event) => { event.preventDefault(); actions.decide(); }}>
    <h2 class="panel-title" id="decide">${words.decision}</h2>
    <div role="alert" id="decide-error">${choice.error ? html`<p class="to-change">${choice.error}</p>` : nothing}</div>
    <fieldset><legend class="visually-hidden">${words.decision}</legend>
      ${outcome("keep", words.keep[detail.kind], "1")} ${isAboutMessage(detail) ? outcome("remove", words.remove, "2") : nothing}</fieldset>
    <div class="field"><label for="template">${words.template}</label>
      <select id="template" @change=${(event: Event) => actions.template(value(event))}>
        <option value="" ?selected=${!choice.guideline}>${words.own}</option>
        ${guidelines.map((one) => html`<option value=${one.id} ?selected=${choice.guideline === one.id}>${one.title}</option>`)}
      </select></div>
    <div class="field"><label for="reason">${words.reads(detail.authorPseudonym)}</label>
      <textarea id="reason" maxlength="2000" aria-describedby="reason-note decide-error" aria-required=${needsWords(detail, choice) ? "true" : "false"} .value=${live(choice.reason)}
        @input=${(event: Event) => actions.write("reason", value(event))}></textarea>
      <p class="hint small" id="reason-note">${words.readsNote}</p></div>
    ${asksOpinion(detail) ? opinionView(detail, choice.opinion, actions.opine) : nothing}
    <details class="fold"><summary>${words.note}</summary><div class="field"><label for="note">${words.noteLabel}</label>
      <textarea id="note" maxlength="2000" .value=${live(choice.note)} @input=${(event: Event) => actions.write("note", value(event))}></textarea></div></details>
    <p class="actions">
      <button class="button button-main" type="submit" aria-disabled=${choice.busy ? "true" : "false"}>${words.decide} <kbd>Ctrl</kbd> <kbd>Enter</kbd></button>
      <button class="text-button" type="button" @click=${actions.handBack}>${words.handBack} <kbd>H</kbd></button></p>
  </form>`;
}
