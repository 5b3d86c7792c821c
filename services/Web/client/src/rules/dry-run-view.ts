import { html, nothing, type TemplateResult } from "lit";
import { rules as words } from "../words/screening-rules.js";
import { day } from "../words/times.js";
import type { DryRun, DryRunGroup, DryRunPage, Report, Sample } from "./contract.js";
import { label, level } from "./try-view.js";
import { when } from "./versions.js";

export interface DryState {
  runs: DryRun[] | null;
  shown: DryRunPage | null;
  groups: DryRunGroup[];
  error: string;
}

export interface DryActions {
  start(form: HTMLFormElement): void;
  cancel(id: string): void;
  show(id: string): void;
}

function run(one: DryRun, digest: string, actions: DryActions): TemplateResult {
  const days = words.dryDays(one.since && day(one.since), one.until && day(one.until));
  return html`<li><p>${words.dryOf(when(one.requestedAt), one.limit, one.group)}${days ? `, ${days}` : ""}: ${words.dryState[one.state]}. ${one.fault ?? ""}</p>
    ${one.digest === digest ? nothing : html`<p class="meta">${words.dryOther}</p>`}
    ${one.state === "running" ? html`<p><label for="dry-${one.id}">${one.total ? words.dryRead(one.read, one.total) : words.dryWaiting}</label>
        <progress id="dry-${one.id}" max=${Math.max(1, one.total)} value=${one.read}></progress></p>
        <p class="actions"><button class="text-button" type="button" @click=${() => actions.cancel(one.id)}>${words.dryCancel}</button></p>` : nothing}
    ${one.state === "done" ? html`<p class="actions"><button class="text-button" type="button" @click=${() => actions.show(one.id)}>${words.dryShow}</button></p>` : nothing}</li>`;
}

export function dryView(state: DryState, digest: string, actions: DryActions): TemplateResult {
  const going = state.runs?.some((one) => one.state === "running") ?? false;
  return html`<section class="panel" aria-labelledby="dry"><h2 id="dry">${words.dry}</h2><p class="small">${words.dryHint}</p>
    <div role="alert">${state.error ? html`<p class="to-change">${state.error}</p>` : nothing}</div>
    ${state.runs?.length ? html`<ul class="plain stack runs" aria-live="polite">${state.runs.slice(0, 4).map((one) => run(one, digest, actions))}</ul>` : nothing}
    ${going ? nothing : html`<form class="stack" @submit=${(event: SubmitEvent) => { event.preventDefault(); actions.start(event.target as HTMLFormElement); }}>
      <div class="rule-pair"><div class="field"><label for="dry-limit">${words.dryLimit}</label><input id="dry-limit" name="limit" type="number" min="1" max="50000" value="5000" required></div>
        <div class="field"><label for="dry-group">${words.dryGroup}</label><select id="dry-group" name="group"><option value="">${words.dryAll}</option>
          ${state.groups.map((one) => html`<option value=${one.id}>${one.name}</option>`)}</select></div></div>
      <div class="rule-pair"><div class="field"><label for="dry-since">${words.drySince}</label><input id="dry-since" name="since" type="date" aria-describedby="dry-optional"></div>
        <div class="field"><label for="dry-until">${words.dryUntil}</label><input id="dry-until" name="until" type="date" aria-describedby="dry-optional"></div></div>
      <p class="hint small" id="dry-optional">${words.dryOptional}</p>
      <p class="actions"><button class="button" type="submit">${words.dryDo}</button></p></form>`}</section>`;
}

function table(caption: string, columns: string[], rows: unknown[][]): TemplateResult {
  return html`<div class="table-wrap" tabindex="0" role="region" aria-label=${caption}><table><caption>${caption}</caption><thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell, at) => at ? html`<td>${cell}</td>` : html`<th scope="row">${cell}</th>`)}</tr>`)}</tbody></table></div>`;
}

function samples(name: "gained" | "lost" | "changed", list: Sample[]): TemplateResult {
  const labels = (all: string[], risk: string): string => all.length ? `${level(risk)} (${all.map(label).join(", ")})` : level("none");
  return html`<details class="fold"><summary>${words.samples[name]} (${list.length})</summary>${list.length ? html`<ul class="plain stack">${list.map((one) => html`<li>
      <p class="said">${one.text}</p><p class="meta">${words.sample(labels(one.labelsNow, one.was), labels(one.labelsThen, one.becomes))}</p></li>`)}</ul>` : html`<p>${words.noSamples}</p>`}</details>`;
}

export function reportView(page: DryRunPage, report: Report): TemplateResult {
  return html`<section class="section stack" aria-labelledby="result"><h2 id="result" tabindex="-1">${words.result}</h2>
    ${report.messages ? found(page, report) : html`<p>${words.noMessages}</p>`}</section>`;
}

function found(page: DryRunPage, report: Report): TemplateResult {
  return html`<p>${words.resultOf(report.messages, report.days)} ${words.slowest(report.slowestMicroseconds, report.slowestLength)}</p>
    ${report.hits.length ? table(words.hits, words.columns, report.hits.map((hit) => [label(hit.label), level(hit.level), hit.now, hit.then, hit.gained, hit.lost])) : html`<p>${words.noHits}</p>`}
    ${table(words.alerts, words.alertColumns, report.alertsPerDay.map((alert) => [level(alert.level), alert.now, alert.then]))}
    ${page.hasSamples ? html`<p class="meta">${words.samplesNote}</p>${samples("gained", report.gained)}${samples("lost", report.lost)}${samples("changed", report.changed)}`
      : html`<p class="meta">${words.samplesGone}</p>`}`;
}
