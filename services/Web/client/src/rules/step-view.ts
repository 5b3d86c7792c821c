import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { rules as words } from "../words/screening-rules.js";
import type { Check, Detail, Fault } from "./contract.js";

export interface Steps {
  note: string;
  reason: string;
  error: string;
}

export interface StepActions {
  write(field: "note" | "reason", text: string): void;
  take(step: "propose" | "approve" | "decline" | "discard"): void;
}

const value = (event: Event): string => (event.target as HTMLTextAreaElement).value;

export function checkView(check: Check | null, checking: boolean, again: () => void, goTo: (fault: Fault) => void, open: (rule: string) => void): TemplateResult {
  return html`<section class="panel" aria-labelledby="check"><h2 id="check">${words.check}</h2>
    <div role="status">${checking ? html`<p class="meta">${words.checking}</p>` : nothing}
      ${check && !checking ? html`
        ${check.faults.length ? html`<h3>${words.faults(check.faults.length)}</h3><ul class="plain stack">${check.faults.slice(0, 20).map((one) => html`<li>
            ${one.file ? html`<button class="text-button" type="button" @click=${() => goTo(one)}>${words.inFile(one.file, one.line)}</button>` : nothing} <b>${one.subject}</b> ${one.message}</li>`)}</ul>` : nothing}
        ${check.failed.length ? html`<h3>${words.failedExamples(check.failed.length)}</h3><ul class="plain stack">${check.failed.slice(0, 20).map((one) => html`<li>
            <button class="text-button" type="button" @click=${() => open(one.rule)}>${one.rule}</button> “${one.text}”: ${one.shouldMatch ? words.notFound : words.notLeft}</li>`)}</ul>` : nothing}
        ${check.faults.length + check.failed.length ? nothing : html`<p>${words.sound(check.milliseconds)}</p>`}` : nothing}</div>
    <p class="actions"><button class="text-button" type="button" @click=${again}>${words.checkDo}</button></p></section>`;
}

function area(id: "note" | "reason", label: string, hint: string, steps: Steps, actions: StepActions): TemplateResult {
  return html`<div class="field"><label for="step-${id}">${label}</label><textarea id="step-${id}" class="short" maxlength="1000" aria-describedby=${hint ? `step-${id}-hint` : nothing} .value=${live(steps[id])}
    @input=${(event: Event) => actions.write(id, value(event))}></textarea>${hint ? html`<p class="hint small" id="step-${id}-hint">${hint}</p>` : nothing}</div>`;
}

function proposing(detail: Detail, check: Check | null, steps: Steps, actions: StepActions): TemplateResult {
  const need = (isDone: boolean, what: string): TemplateResult => html`<li>${what}: <b>${isDone ? words.isDone : words.isOpen}</b></li>`;
  return html`<form class="panel stack" aria-labelledby="propose" @submit=${(event: Event) => { event.preventDefault(); actions.take("propose"); }}><h2 id="propose">${words.propose}</h2>
    <div role="alert">${steps.error ? html`<p class="to-change">${steps.error}</p>` : nothing}</div>
    <p>${words.needs}</p><ul class="needs">${need(!!check && !check.faults.length && !check.failed.length, words.needCheck)}${need(detail.isTried, words.needDry)}</ul>
    ${area("note", words.proposeNote, words.proposeHint, steps, actions)}
    <p class="actions"><button class="button button-main" type="submit">${words.proposeDo}</button></p>
    ${detail.version.mine || !detail.version.author ? givingUp(actions) : nothing}</form>`;
}

function givingUp(actions: StepActions): TemplateResult {
  return html`<details class="rule-more"><summary>${words.discard}</summary><p>${words.discardSure}</p>
    <p class="actions"><button class="button" type="button" @click=${() => actions.take("discard")}>${words.discardDo}</button></p></details>`;
}

function approving(detail: Detail, steps: Steps, actions: StepActions): TemplateResult {
  return html`<section class="panel stack" aria-labelledby="approve"><h2 id="approve">${words.approve}</h2>
    <div role="alert">${steps.error ? html`<p class="to-change">${steps.error}</p>` : nothing}</div>
    ${detail.version.mine ? html`<p>${words.own}</p>${givingUp(actions)}` : html`<p class="actions"><button class="button button-main" type="button" @click=${() => actions.take("approve")}>${words.approveDo}</button></p>
    <form class="stack" @submit=${(event: Event) => { event.preventDefault(); actions.take("decline"); }}>${area("reason", words.declineReason, "", steps, actions)}
      <p class="actions"><button class="button" type="submit">${words.declineDo}</button></p></form>`}</section>`;
}

export function stepView(detail: Detail, check: Check | null, steps: Steps, actions: StepActions): unknown {
  return detail.version.state === "draft" ? proposing(detail, check, steps, actions) : detail.version.state === "proposed" ? approving(detail, steps, actions) : nothing;
}
