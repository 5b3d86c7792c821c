import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { rules as words } from "../words/screening-rules.js";
import type { Check, Fields, ListField, RulePage, WordField } from "./contract.js";
import { lists } from "./contract.js";
import { label } from "./try-view.js";

/** A rule that is being written. Lists are texts here, one item on each line, so that typing stays as it is. */
export interface Writing {
  /** The rule as it is called in the draft; empty while it is new. */
  id: string;
  /** Of the draft that it was read in, to be named when it is saved. */
  etag: string;
  /** Its lines as they were read. */
  read: string;
  /** How others left it, while the reader brings that and their own words together; empty when it is gone. */
  theirs: string | null;
  file: string;
  words: Record<WordField, string>;
  texts: Record<ListField, string>;
  yaml: string;
  asLines: boolean;
  dirty: boolean;
  said: string;
  error: string;
  changedByOthers: boolean;
  busy: boolean;
}

export interface FormActions {
  word(field: WordField | "file", text: string): void;
  text(field: ListField | "yaml", text: string): void;
  mode(asLines: boolean): void;
  save(): void;
  remove(): void;
  reload(): void;
  close(): void;
}

export function writing(etag: string, page: Pick<RulePage, "file" | "yaml"> & { fields: Partial<Fields> }): Writing {
  const { file, fields, yaml } = page;
  const one = (name: WordField): string => fields[name] ?? "";
  return {
    id: one("id"), etag, read: yaml, theirs: null, file, yaml, asLines: false, dirty: false, said: "", error: "", changedByOthers: false, busy: false,
    words: { id: one("id"), label: one("label"), risk: one("risk"), says: one("says"), within: one("within"), least: one("least"), near: one("near") },
    texts: Object.fromEntries(lists.map((name) => [name, (fields[name] ?? []).join("\n")])) as Record<ListField, string>,
  };
}

/** What the form sends: every line an item, empty ones left out. */
export function fieldsOf(one: Writing): Fields {
  const items = Object.fromEntries(lists.map((name) => [name, one.texts[name].split("\n").map((line) => line.trim()).filter(Boolean)])) as Record<ListField, string[]>;
  return { ...one.words, ...items };
}

const labels = ["self_harm", "harm_to_others", "abuse_disclosure", "harassment", "sexual_content", "grooming_contact", "personal_information", "spam_solicitation",
  "medical_advice", "eating_disorder_promotion", "substance_promotion", "crisis_other"];
const value = (event: Event): string => (event.target as HTMLInputElement).value;

function choice(one: Writing, name: WordField, options: [string, string][], actions: FormActions): TemplateResult {
  return html`<div class="field"><label for="rule-${name}">${words.fields[name]}</label><select id="rule-${name}" @change=${(event: Event) => actions.word(name, value(event))}>
    ${options.map(([key, text]) => html`<option value=${key} ?selected=${one.words[name] === key}>${text}</option>`)}</select></div>`;
}

function line(one: Writing, name: WordField, actions: FormActions): TemplateResult {
  return html`<div class="field"><label for="rule-${name}">${words.fields[name]}</label><input id="rule-${name}" autocomplete="off" aria-describedby=${words.hints[name] ? `rule-${name}-hint` : nothing}
    .value=${live(one.words[name])} @input=${(event: Event) => actions.word(name, value(event))}>${words.hints[name] ? html`<p class="hint small" id="rule-${name}-hint">${words.hints[name]}</p>` : nothing}</div>`;
}

function area(one: Writing, name: ListField, actions: FormActions): TemplateResult {
  return html`<div class="field"><label for="rule-${name}">${words.fields[name]}</label><textarea id="rule-${name}" class="items" spellcheck="false" aria-describedby="rule-${name}-hint"
    .value=${live(one.texts[name])} @input=${(event: Event) => actions.text(name, value(event))}></textarea><p class="hint small" id="rule-${name}-hint">${words.hints[name]}</p></div>`;
}

function form(one: Writing, actions: FormActions): TemplateResult {
  const weighs = !!one.texts.weigh || !!one.texts.all;
  const usual: ListField[] = weighs ? (one.texts.weigh ? ["weigh", "needs"] : ["all"]) : ["any"];
  const rare = (["any", "all", "weigh", "needs", "unless", "despite"] as ListField[]).filter((name) => !usual.includes(name));
  const nearness = Object.entries(words.within) as [string, string][];
  return html`${one.id ? nothing : html`<div class="field"><label for="rule-file">${words.fileFor}</label><input id="rule-file" autocomplete="off" aria-describedby="rule-file-hint" .value=${live(one.file)}
      @input=${(event: Event) => actions.word("file", value(event))}><p class="hint small" id="rule-file-hint">${words.fileHint}</p></div>`}
    ${line(one, "id", actions)}
    <div class="rule-pair">${choice(one, "label", [["", words.unset], ...labels.map((name): [string, string] => [name, label(name)])], actions)}
      ${choice(one, "risk", [["", words.unset], ...Object.entries(words.risks) as [string, string][]], actions)}</div>
    ${line(one, "says", actions)} ${usual.map((name) => area(one, name, actions))}
    <div class="rule-pair">${area(one, "matches", actions)} ${area(one, "leaves", actions)}</div>
    <details class="fold"><summary>${words.moreFields}</summary><div class="stack">${rare.map((name) => area(one, name, actions))}
      ${line(one, "least", actions)} ${choice(one, "within", nearness, actions)} ${choice(one, "near", nearness, actions)}</div></details>`;
}

function examples(one: Writing, check: Check | null): TemplateResult {
  const failed = check?.failed.filter((example) => example.rule === one.id) ?? [];
  const list = (name: "matches" | "leaves"): TemplateResult[] => fieldsOf(one)[name].map((text) => {
    const wrong = failed.some((example) => example.text === text && example.shouldMatch === (name === "matches"));
    const said = name === "matches" ? (wrong ? words.notFound : words.isFound) : wrong ? words.notLeft : words.isLeft;
    return html`<li><span>${text}</span> <span class=${wrong ? "to-change" : "meta"}>${said}</span></li>`;
  });
  const all = [...list("matches"), ...list("leaves")];
  return html`<section aria-labelledby="examples"><h3 id="examples">${words.examples}</h3>
    ${one.dirty || !check || check.faults.length || !one.id ? html`<p class="meta">${words.examplesStale}</p>` : all.length ? html`<ul class="examples">${all}</ul>` : html`<p class="meta">${words.noExamples}</p>`}</section>`;
}

/** What others made of the same part meanwhile, to be read beside one's own words. */
export function theirsView(id: string, theirs: string | null): unknown {
  return theirs === null ? nothing : theirs === "" ? html`<p class="meta">${words.theirsGone}</p>`
    : html`<div class="field"><label for="${id}-theirs">${words.theirs}</label><textarea id="${id}-theirs" class="code" readonly .value=${theirs}></textarea></div>`;
}

export function ruleForm(one: Writing, check: Check | null, editable: boolean, actions: FormActions): TemplateResult {
  return html`<form class="panel stack rule-form" aria-labelledby="rule-title" @submit=${(event: Event) => { event.preventDefault(); actions.save(); }}>
    <h2 class="panel-title" id="rule-title" tabindex="-1">${one.id || words.newRuleTitle}</h2>
    <div role="alert">${one.error ? html`<div class="notice notice-clay"><p>${one.error}</p>${one.changedByOthers
      ? html`<p class="actions"><button class="text-button" type="button" @click=${actions.reload}>${words.reload}</button></p>` : nothing}</div>` : nothing}</div>
    ${theirsView("rule", one.theirs)}
    <fieldset class="stack" ?disabled=${!editable}><legend class="visually-hidden">${one.id || words.newRuleTitle}</legend>
      ${one.asLines ? html`<div class="field"><label for="rule-yaml">${words.lines}</label><textarea id="rule-yaml" class="code" spellcheck="false" aria-describedby="rule-yaml-hint" .value=${live(one.yaml)}
        @input=${(event: Event) => actions.text("yaml", value(event))}></textarea><p class="hint small" id="rule-yaml-hint">${words.linesHint}</p></div>` : form(one, actions)}</fieldset>
    ${examples(one, check)}
    <p class="meta" role="status">${one.said}</p>
    <p class="actions">${editable ? html`<button class="button button-main" type="submit" aria-disabled=${one.busy ? "true" : "false"}>${words.save}</button>` : nothing}
      ${one.id ? html`<button class="text-button" type="button" @click=${() => actions.mode(!one.asLines)}>${one.asLines ? words.asForm : words.asLines}</button>` : nothing}
      <button class="text-button" type="button" @click=${actions.close}>${words.close}</button></p>
    ${editable && one.id ? html`<details class="rule-more"><summary>${words.remove}</summary><p>${words.removeSure}</p>
      <p class="actions"><button class="button" type="button" @click=${actions.remove}>${words.removeDo}</button></p></details>` : nothing}</form>`;
}
