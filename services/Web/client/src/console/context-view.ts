import { html, nothing, type TemplateResult } from "lit";
import { kase as words } from "../words/case.js";
import { room } from "../words/room.js";
import { clock, day } from "../words/times.js";
import type { CaseDetail, ContextMessage } from "./contract.js";
import { marked } from "./marks.js";

function one(message: ContextMessage, subject: boolean, text: unknown, state: string): TemplateResult {
  return html`<article class="message ${subject ? "in-question" : ""}" aria-current=${subject ? "true" : nothing}>
    <span class="seal" aria-hidden="true">${[...message.author][0]?.toUpperCase()}</span>
    <p class="who-when"><b>${message.author}</b> ${words.notes[state] ? html`<span>${words.notes[state]}</span>` : nothing}
      <time datetime=${message.at}>${clock(message.at)}</time></p>
    <p class=${subject ? "said" : nothing}>${text ?? room.gone}</p>
    ${message.earlier.length ? html`<details class="fold"><summary>${words.rewritten(message.earlier.length)}</summary>
      <ol class="rows">${message.earlier.map((one) => html`<li><p>${one.body}</p>
        <p class="meta">${one.until === null ? words.standsNow : html`${words.until} <time datetime=${one.until}>${day(one.until)}, ${clock(one.until)}</time>`}</p></li>`)}</ol></details>` : nothing}</article>`;
}

/** The message in question with the talk around it; on its own while the talk is not there. */
export function contextView(detail: CaseDetail, around: ContextMessage[]): TemplateResult {
  const text = detail.text === null ? words.unread : marked(detail.text, detail.matches);
  const held = detail.kind === "message" && detail.handling === "held" && detail.state !== "decided";
  const alone: ContextMessage = { id: detail.messageId ?? "", author: detail.authorPseudonym, at: detail.openedAt, body: detail.text, state: "", isSubject: true, earlier: [] };
  const messages = around.some((message) => message.isSubject || message.id === detail.messageId) ? around : [...around, alone];
  return html`<div class="context">${messages.map((message) => {
    const subject = message.isSubject || message.id === detail.messageId;
    return one(message, subject, subject ? text : message.body, subject && held ? "held" : message.state);
  })}</div>`;
}
