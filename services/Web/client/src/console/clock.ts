import { html, nothing, type TemplateResult } from "lit";
import { queue as words } from "../words/queue.js";
import { clock, span } from "../words/times.js";
import type { CaseSummary } from "./contract.js";

export interface Clock {
  waited: number;
  allowed: number;
  late: number;
}

export function clockOf(one: CaseSummary, now = Date.now()): Clock {
  const opened = Date.parse(one.openedAt);
  const due = Date.parse(one.dueAt);
  return { waited: Math.max(0, now - opened), allowed: Math.max(60_000, due - opened), late: Math.max(0, now - due) };
}

export function meter(time: Clock): TemplateResult {
  const said = words.used(time.waited, time.allowed);
  const allowed = Math.round(time.allowed / 60_000);
  return html`<meter class="meter" min="0" max=${allowed} value=${Math.min(allowed, Math.round(time.waited / 60_000))} aria-label=${said}>${said}</meter>`;
}

/** The large clock of the case that is up next. */
export function bigClock(one: CaseSummary): TemplateResult {
  const time = clockOf(one);
  return html`<div class="clock"><p class="meta">${words.waiting}</p><b>${span(time.waited)}</b>
    <p class="meta">${time.late > 60_000 ? words.over(span(time.late)) : words.decideBy(clock(one.dueAt))}</p>${meter(time)}</div>`;
}

export function level(one: CaseSummary, withLabels: boolean): TemplateResult {
  const labels = one.labels.map((label) => words.labels[label] ?? label.replaceAll("_", " ")).join(", ");
  return html`<span class="level level-${one.risk === "none" ? "low" : one.risk}">${words.risk[one.risk] ?? one.risk}${withLabels && labels ? `: ${labels}` : nothing}</span>`;
}

/** How it stands, where it was said, and who raised it. */
export function about(one: CaseSummary): string {
  const kind = one.kind === "message" ? words.handling[one.handling] ?? one.handling : words.kinds[one.kind];
  const raised = one.kind === "sample" ? words.byLot : one.kind !== "message" ? words.byMember : one.reports ? words.reports(one.reports) : words.byRule;
  return `${kind}. ${one.groupName}. ${raised}.`;
}
