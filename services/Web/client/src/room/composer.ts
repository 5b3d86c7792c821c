import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../icons.js";
import { composer as words } from "../words/composer.js";
import type { Writer } from "./mentions.js";

export const limit = 4000;

/** What the writing field holds besides its text. */
export interface Draft {
  text: string;
  note: string | null;
  replyTo: { id: string; author: string } | null;
  editing: string | null;
  refusal: string | null;
  kept: boolean;
}

export interface ComposerActions {
  write(text: string): void;
  note(text: string | null): void;
  cancelReply(): void;
  cancelEdit(): void;
  submit(): void;
}

/** The service counts as JavaScript does: a character outside the first plane counts twice. */
const left = (text: string): number => limit - text.length;

/** What stands with the field. */
export interface Around {
  /** What has to be seen together with the field, which stays at the lower edge while it is empty. */
  above: unknown;
  /** Who may be meant by a name that has been begun. */
  names: unknown;
  /** What the service would say before it is sent. */
  hints: unknown;
  /** Keeps the field in its place, so that it covers nothing. */
  still: boolean;
}

export function composerView(draft: Draft, actions: ComposerActions, around: Around): TemplateResult {
  const rest = left(draft.text);
  const { above, names, hints, still } = around;
  return html`<form class="composer" id="composer" aria-label=${words.form}
      @submit=${(event: Event) => { event.preventDefault(); actions.submit(); }}>
    ${above}
    <label for="draft">${draft.editing ? words.editing : words.label}</label>
    ${draft.replyTo ? html`<p class="meta small">${words.answering(draft.replyTo.author)}
      <button class="text-button" type="button" @click=${actions.cancelReply}>${words.noAnswer}</button></p>` : nothing}
    <textarea id="draft" placeholder=${still ? nothing : words.placeholder} aria-describedby="guidance after" .value=${live(draft.text)}
      @input=${(event: Event) => actions.write((event.target as HTMLTextAreaElement).value)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          actions.submit();
        } else if (event.key === "Escape" && draft.editing) actions.cancelEdit();
      }}></textarea>
    ${names}
    <div id="guidance" role="status">${draft.refusal ? html`<div class="notice notice-clay"><p>${draft.refusal}</p></div>` : hints}</div>
    ${draft.note === null ? nothing : html`<div class="field"><label for="draft-note">${words.noteLabel}</label>
      <input id="draft-note" maxlength="120" .value=${live(draft.note)} @input=${(event: Event) => actions.note((event.target as HTMLInputElement).value)}></div>`}
    <div class="composer-foot">
      <p class="actions">
        ${draft.editing ? html`<button class="text-button" type="button" @click=${actions.cancelEdit}>${words.cancel}</button>` : html`
          <button class="text-button" type="button" @click=${() => actions.note(draft.note === null ? "" : null)}>${icon("info")}
            ${draft.note === null ? words.addNote : words.dropNote}</button>`}
        ${rest <= 300 ? html`<span class="meta small" role="status">${words.left(rest)}</span>`
          : draft.kept ? html`<span class="meta small">${words.draft}</span>` : nothing}
      </p>
      <button class="button button-main" type="submit">${draft.editing ? words.save : words.post} ${icon("arrow")}</button>
    </div>
  </form>
  <p class="meta small after-note" id="after">${words.after} <span class="with-keys">${words.keys}.</span></p>`;
}

/** Who may be meant, as buttons between the field and what follows it, so that the next Tab reaches them. */
export function suggestions(fit: readonly Writer[], choose: (name: string) => void): TemplateResult {
  return html`<div role="status" class="meta small">${fit.length ? words.mean(fit.length) : nothing}</div>
    ${fit.length ? html`<p class="actions" id="names">${fit.map((one) => html`<button class="text-button" type="button" @click=${() => choose(one.name)}>@${one.name}</button>`)}</p>` : nothing}`;
}
