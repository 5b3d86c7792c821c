import { html, nothing, type TemplateResult } from "lit";
import { forms } from "../words/forms.js";

export type FormKind = "report" | "refer" | "ask" | "person" | "themes";

/** A form that is open in the room, and what came of it. */
export interface SmallForm {
  kind: FormKind;
  /** Null where the question is about no single message. */
  messageId: string | null;
  /** What is chosen among several. */
  chosen?: string;
  /** What stands in the field from the beginning. */
  text?: string;
  error?: string;
  thanks?: string;
}

/** Reporting, worrying, asking, and choosing what to see of somebody and what to read about are short forms of one shape. */
export function smallForm(form: SmallForm, submit: (reason: string, note: string) => void, close: () => void): TemplateResult {
  const words = forms[form.kind];
  if (form.thanks) {
    return html`<div class="notice" data-form tabindex="-1" role="status"><p>${form.thanks}</p>
      <p class="actions"><button class="text-button" type="button" @click=${close}>${forms.close}</button></p></div>`;
  }
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    submit(String(data.get("reason") ?? ""), String(data.get("note") ?? "").trim());
  };
  const note = "note" in words ? words.note : "";
  return html`<form class="panel stack" data-form tabindex="-1" aria-labelledby="small-form" @submit=${send}
      @keydown=${(event: KeyboardEvent) => { if (event.key === "Escape") close(); }}>
    <h2 class="panel-title" id="small-form">${words.title}</h2>
    <p class="small">${words.lead}</p>
    ${form.error ? html`<p class="to-change" role="alert" id="small-form-error">${form.error}</p>` : nothing}
    ${"reasons" in words ? html`<fieldset><legend>${words.legend}</legend>
      ${Object.entries(words.reasons).map(([value, text]) => html`<label class="choice">
        <input type="radio" name="reason" value=${value} ?checked=${value === form.chosen}> <span>${text}</span></label>`)}</fieldset>` : nothing}
    ${note ? html`<div class="field"><label for="small-form-note">${note}</label>
      <textarea id="small-form-note" name="note" maxlength=${form.kind === "ask" || form.kind === "themes" ? 4000 : 1000} .defaultValue=${form.text ?? ""}></textarea></div>` : nothing}
    <p class="actions"><button class="button button-main" type="submit">${words.send}</button>
      <button class="text-button" type="button" @click=${close}>${forms.cancel}</button></p>
  </form>`;
}
