import { html, nothing, type TemplateResult } from "lit";
import type { Answer, Guidance, RoomMessage } from "peersupport-chat";
import { icon } from "../icons.js";
import { away } from "../words/away.js";
import { composer } from "../words/composer.js";
import { refusal } from "../words/refusals.js";
import { room as words } from "../words/room.js";
import { search } from "../words/search.js";
import type { Absence } from "./absence.js";
import { manyInARow } from "./many.js";
import type { Past } from "./past.js";
import { tel } from "./support.js";

/** In the room's place, when it may not be opened. */
export function refusedView(answer: Answer | null, groupSlug: string): TemplateResult {
  return html`<div class="notice" role="status"><p>${refusal(answer?.code ?? "", answer?.message ?? words.closed)}</p>
    <p class="actions">${answer?.code === "signed_out"
      ? html`<a class="text-button" href="/session/sign-in?returnUrl=${encodeURIComponent(location.pathname)}">${words.signIn}</a>` : nothing}
      <a class="text-button" href="/groups/${groupSlug}">${words.toGroup}</a></p></div>`;
}

/** About how many people are here. No live region: nobody is told when it changes. */
export function hereView(here: number): TemplateResult {
  return html`<p class="meta small">${words.here(here)}</p>`;
}

/** What can be done with the room as a whole. */
export function toolsView(isPaused: boolean, act: { pause(): void; search(): void; themes(): void; stepAway(): void; ask(): void }): TemplateResult {
  return html`<p class="actions">
    <button class="text-button" type="button" @click=${act.pause}>${icon("pause")} ${isPaused ? words.resume : words.pause}</button>
    <button class="text-button" type="button" @click=${act.search}>${icon("search")} ${search.open}</button>
    <button class="text-button" type="button" @click=${act.themes}>${icon("fold")} ${words.themes}</button>
    <button class="text-button" type="button" id="step-away" @click=${act.stepAway}>${icon("wind")} ${away.open}</button>
    <button class="text-button" type="button" @click=${act.ask}>${icon("hand")} ${words.ask}</button>
  </p>`;
}

/** Above an older part of the log, and the ways out of it. */
export function pastView(past: Past): TemplateResult {
  return html`<div class="notice" role="status"><p>${search.past}</p>
      <p class="actions"><button class="button" type="button" @click=${() => past.close()}>${icon("arrow")} ${search.now}</button></p></div>
    ${past.hasEarlier ? html`<p><button class="text-button" type="button" @click=${() => void past.earlier()}>${search.earlier}</button></p>` : nothing}`;
}

/** Below an older part of the log. */
export function afterPastView(past: Past): TemplateResult {
  return html`<p class="actions">${past.more ? html`<button class="text-button" type="button" @click=${() => void past.later()}>${search.later}</button>` : nothing}
    <button class="text-button" type="button" @click=${() => past.close()}>${search.now}</button></p>`;
}

/** How the room stands, what the reader missed, and the way to what came in below; the last two only where there is something. */
export function statusView(line: string | null, back: Absence | null, dismiss: () => void, unseen: number, jump: () => void): TemplateResult {
  return html`<div role="status">
      ${line ? html`<div class="notice"><p>${line}</p></div>` : nothing}
      ${back ? html`<div class="notice"><p>${words.away(back.minutes, back.messages, back.answers)}</p>
        <p class="actions"><button class="text-button" type="button" @click=${dismiss}>${words.dismiss}</button></p></div>` : nothing}
    </div>
    ${unseen ? html`<p><button class="text-button" type="button" @click=${jump}>${icon("arrow")}
      ${words.jump(unseen)}</button></p>` : nothing}`;
}

/** Above the field, after several messages in a row. It holds nothing up and goes by itself. */
export function manyView(messages: readonly RoomMessage[], me: string, stepAway: () => void): TemplateResult | typeof nothing {
  return !manyInARow(messages, me, Date.now()) ? nothing : html`<div role="status"><div class="notice"><p>${composer.many}</p>
    <p class="actions"><button class="text-button" type="button" @click=${stepAway}>${icon("wind")} ${away.open}</button></p></div></div>`;
}

/** Under the field, before anything is sent: where help is, or what could be thought of. */
export function guidanceView(guidance: Guidance | null): TemplateResult | typeof nothing {
  const line = guidance?.support?.lines.find((one) => one.number);
  if (guidance?.support) return html`<div class="notice"><p>${composer.heavy}</p><p class="actions">
    ${line ? html`<a class="text-button" href=${tel(line.number)}>${icon("phone")} ${line.name} ${line.number}</a>` : nothing}
    <a class="text-button" href="/help-now">${composer.help}</a></p></div>`;
  return guidance?.hints?.length ? html`<div class="notice">${guidance.hints.map((hint) => html`<p>${hint.message}</p>`)}
    <p class="meta small">${composer.yourChoice}</p></div>` : nothing;
}
