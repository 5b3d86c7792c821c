import { html, nothing, type TemplateResult } from "lit";
import { rules as words } from "../words/screening-rules.js";
import type { Differences, FieldChange } from "./contract.js";

const most = 12;

function items(list: string[], kind: "ins" | "del"): unknown {
  return list.slice(0, most).map((text) => html`<li>${kind === "ins" ? html`<ins>${text}</ins>` : html`<del>${text}</del>`}</li>`)
    .concat(list.length > most ? [html`<li class="meta">${words.moreItems(list.length - most)}</li>`] : []);
}

function change(one: FieldChange, name: string): TemplateResult {
  return html`${name ? html`<p class="meta">${name}</p>` : nothing}<ul class="plain changes">${items(one.gone, "del")}${items(one.came, "ins")}</ul>`;
}

export function differenceView(one: Differences, against: number): TemplateResult {
  const nothingChanged = !(one.added.length + one.removed.length + one.changed.length + one.cues.length + one.lines.length);
  const row = (title: string, rule: { id: string; says: string }): TemplateResult => html`<li><h3>${title}: ${rule.id}</h3><p>${rule.says}</p></li>`;
  return html`<section class="section" aria-labelledby="differences"><h2 id="differences" tabindex="-1">${words.differences(against)}</h2>
    ${nothingChanged ? html`<p>${words.same}</p>` : html`<ul class="rows">
      ${one.added.map((rule) => row(words.added, rule))}${one.removed.map((rule) => row(words.removed, rule))}
      ${one.changed.map((rule) => html`<li><h3>${words.changedRule}: ${rule.id}</h3>${rule.fields.map((field) => change(field, words.fields[field.name] ?? field.name))}</li>`)}
      ${one.cues.map((cue) => html`<li><h3>${words.cue(cue.name)}</h3>${change(cue, "")}</li>`)}
      ${one.lines.map((file) => html`<li><h3>${words.otherLines(file.name)}</h3>${file.gone.length + file.came.length ? change(file, "") : html`<p>${words.onlyOrder}</p>`}</li>`)}</ul>`}</section>`;
}
