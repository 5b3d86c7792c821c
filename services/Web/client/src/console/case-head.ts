import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons.js";
import { kase as words } from "../words/case.js";
import { forms } from "../words/forms.js";
import { queue as queueWords } from "../words/queue.js";
import { clock, span } from "../words/times.js";
import { clockOf, level } from "./clock.js";
import type { CaseDetail } from "./contract.js";

const reasonWords = forms.report.reasons;

/** The case's name and how its time stands. `alone` when the page has no heading of its own. */
export function caseHead(detail: CaseDetail, alone: boolean): TemplateResult {
  const time = clockOf(detail);
  const title = `${words.title(detail.number)}${detail.summary ? `: ${detail.summary}` : ""}`;
  return html`<header class="room-head"><div>${level(detail, true)} ${alone ? html`<h1>${title}</h1>` : html`<p class="lead">${title}</p>`}</div>
    <ul class="facts">${detail.state === "decided" ? nothing : html`<li>${icon("clock")} ${time.late > 60_000 ? queueWords.over(span(time.late))
        : queueWords.facts(queueWords.used(time.waited, time.allowed), clock(detail.dueAt))}</li>`}
      ${detail.claimedByMe ? html`<li>${icon("lock")} ${detail.claimedUntil ? words.yours(clock(detail.claimedUntil)) : words.yoursNow}</li>` : nothing}</ul></header>`;
}

/** Why it is here, in sentences. */
export function caseWhy(detail: CaseDetail): TemplateResult {
  return html`<div class="why stack-tight"><p><b>${words.whyTitle}</b> ${detail.why ?? ""}</p>
    ${detail.isDistress ? html`<p>${words.care}</p>` : nothing}
    ${detail.reportNotes.filter((one) => one.note).map((one) => html`<p>${words.said(reasonWords[one.reason] ?? one.reason.replaceAll("_", " "), one.note!)}</p>`)}
    ${detail.matches.map((match) => html`<p>${words.rule(match.rule, match.explanation === detail.why ? "" : match.explanation)} ${match.length ? nothing : words.whole}</p>`)}</div>`;
}
