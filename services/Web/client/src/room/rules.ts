import { html, nothing, type TemplateResult } from "lit";
import type { RoomRules } from "peersupport-chat";
import { count } from "../words/counting.js";
import { composer } from "../words/composer.js";
import { rules as words } from "../words/rules.js";
import { clock } from "../words/times.js";
import type { Draft } from "./composer.js";
import { paragraphs } from "./message-view.js";
import { isQuiet, left } from "./quiet.js";

/** What holds in the room: that it is closed, quiet or slow. */
export function rulesView(rules: RoomRules | null, now: number): TemplateResult | typeof nothing {
  if (!rules) return nothing;
  if (rules.isArchived) return html`<div class="notice" role="status"><p>${words.archived}</p></div>`;
  if (isQuiet(rules, now)) {
    return html`<div class="notice" role="status"><p>${words.quiet(clock(rules.quietUntil!), span(rules.quietSeconds))}</p>
      <p class="actions"><a class="text-button" href="/help-now">${words.help}</a></p></div>`;
  }
  return rules.slowSeconds ? html`<p class="meta small">${words.slow(span(rules.slowSeconds))}</p>` : nothing;
}

/** In the place of the writing field, where nothing is written any more. What was not sent in time can still be read, and copied. */
export function endView(status: unknown, draft: Pick<Draft, "text" | "refusal">): TemplateResult {
  return html`${status}<div role="status">${draft.refusal ? html`<div class="notice notice-clay"><p>${draft.refusal}</p></div>` : nothing}</div>
    ${draft.text ? html`<details class="fold"><summary>${composer.unsent}</summary>${paragraphs(draft.text)}</details>` : nothing}
    <p class="meta small after-note">${words.end}</p>`;
}

/** When a post that waits goes out, in words and not to the second. */
export function slowWords(slowUntil: number, now: number): string | null {
  const seconds = left(slowUntil, now);
  return seconds === null ? null : words.waits(span(seconds));
}

function span(seconds: number): string {
  return seconds >= 90 ? count(Math.round(seconds / 60), { one: "# minute", other: "# minutes" }) : count(seconds, { one: "# second", other: "# seconds" });
}
