import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { rules as words } from "../words/screening-rules.js";
import type { Detail, FileText, RuleLine } from "./contract.js";
import { theirsView } from "./rule-form.js";
import { label, level } from "./try-view.js";

export interface Filter {
  text: string;
  label: string;
  all: boolean;
}

const first = 15;

export function fitting(rules: RuleLine[], filter: Filter): RuleLine[] {
  const part = filter.text.trim().toLowerCase();
  return rules.filter((one) => (!filter.label || one.label === filter.label) && (!part || `${one.id} ${one.says} ${one.file}`.toLowerCase().includes(part)));
}

export function ruleList(detail: Detail, filter: Filter, set: (filter: Filter) => void, open: (id: string) => void, create: (() => void) | null): TemplateResult {
  const shown = fitting(detail.rules, filter);
  const value = (event: Event): string => (event.target as HTMLInputElement).value;
  const labels = [...new Set(detail.rules.map((one) => one.label))].sort((one, other) => label(one).localeCompare(label(other)));
  return html`<section class="section" aria-labelledby="rules"><h2 id="rules">${words.rulesTitle}</h2>
    <div class="rule-pair"><div class="field"><label for="find">${words.find}</label><input id="find" type="search" aria-describedby="find-hint" .value=${filter.text}
        @input=${(event: Event) => set({ ...filter, text: value(event) })}><p class="hint small" id="find-hint">${words.findHint}</p></div>
      <div class="field"><label for="of-label">${words.label}</label><select id="of-label" @change=${(event: Event) => set({ ...filter, label: value(event) })}><option value="">${words.allLabels}</option>
        ${labels.map((name) => html`<option value=${name} ?selected=${filter.label === name}>${label(name)}</option>`)}</select></div></div>
    <p class="meta" role="status">${shown.length ? words.found(shown.length) : words.none}</p>
    ${create ? html`<p class="actions"><button class="button" type="button" @click=${create}>${words.newRule}</button></p>` : nothing}
    <ul class="rows rule-rows">${repeat(filter.all ? shown : shown.slice(0, first), (one) => `${one.file} ${one.id} ${one.line}`, (one) => html`<li><h3><button class="text-button" type="button" data-rule=${one.id} @click=${() => open(one.id)}>${one.id}</button></h3>
      <p>${one.says}</p><p class="meta"><span class="level level-${one.risk}">${level(one.risk)}</span> ${label(one.label)} · ${words.inFile(one.file, one.line)}</p></li>`)}</ul>
    ${!filter.all && shown.length > first ? html`<p class="actions"><button class="text-button" type="button" @click=${() => set({ ...filter, all: true })}>${words.showAll(shown.length)}</button></p>` : nothing}</section>`;
}

export interface FileState {
  /** As it was read. */
  file: FileText | null;
  text: string;
  /** As others left it, while the reader brings that and their own words together. */
  theirs: string | null;
  changedByOthers: boolean;
  said: string;
  error: string;
}

export function fileView(detail: Detail, state: FileState, editable: boolean, actions: { choose(name: string): void; write(text: string): void; save(): void; reload(): void }): TemplateResult {
  const value = (event: Event): string => (event.target as HTMLTextAreaElement).value;
  return html`<details class="fold files" ?open=${!!state.file}><summary>${words.files}</summary><div class="stack"><p>${words.filesHint}</p>
    <div class="field"><label for="file">${words.file}</label><select id="file" @change=${(event: Event) => actions.choose(value(event))}><option value="">${words.unset}</option>
      ${detail.files.map((one) => html`<option value=${one.name} ?selected=${state.file?.name === one.name}>${one.name}</option>`)}</select></div>
    <div role="alert">${state.error ? html`<p class="to-change">${state.error}</p>` : nothing}</div>
    ${state.changedByOthers ? html`<p class="actions"><button class="text-button" type="button" @click=${actions.reload}>${words.reload}</button></p>` : nothing}
    ${theirsView("file", state.theirs)}
    ${state.file ? html`<div class="field"><label for="file-text">${words.fileText}</label><textarea id="file-text" class="code" spellcheck="false" ?readonly=${!editable} .value=${state.text}
        @input=${(event: Event) => actions.write(value(event))}></textarea></div>
      <p class="meta" role="status">${state.said}</p>${editable ? html`<p class="actions"><button class="button" type="button" @click=${actions.save}>${words.fileSave}</button></p>` : nothing}` : nothing}</div></details>`;
}

/** Chooses a line of a text, as an editor would. */
export function goToLine(area: HTMLTextAreaElement | null, line: number): void {
  if (!area) return;
  const before = area.value.split("\n").slice(0, line - 1);
  const at = before.reduce((sum, one) => sum + one.length + 1, 0);
  const end = area.value.indexOf("\n", at);
  area.focus();
  area.setSelectionRange(at, end < 0 ? area.value.length : end);
  area.scrollIntoView({ block: "center" });
}
