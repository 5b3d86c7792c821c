import { html, nothing, type TemplateResult } from "lit";
import { rules as words } from "../words/screening-rules.js";
import type { Detail } from "./contract.js";
import { when } from "./versions.js";

/** Where a version stands, whose it is, and what it is for. */
export function headView(detail: Detail, said: string): TemplateResult {
  const one = detail.version;
  const isOpen = one.state === "draft" || one.state === "proposed";
  return html`<p class="lead">${words.states[one.state]}</p>
    ${one.note ? html`<p>${one.note}</p>` : nothing}
    <p class="meta">${one.author ? words.by(one.author) : words.library}, ${words.changed(when(one.changedAt))}. ${one.basedOn ? words.based(one.basedOn) : nothing}
      ${one.proposedBy && one.proposedAt ? `${words.wasProposedBy(one.proposedBy, when(one.proposedAt))}.` : nothing} ${one.reason ? words.declined(one.decidedBy ?? words.somebody, one.reason) : nothing}</p>
    ${isOpen && detail.active && one.basedOn && one.basedOn !== detail.active ? html`<div class="notice"><p>${words.behind(detail.active)}</p></div>` : nothing}
    <p class="meta" role="status">${said}</p>`;
}
