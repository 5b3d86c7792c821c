import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { opinion as words } from "../words/opinion.js";
import { queue } from "../words/queue.js";
import type { CaseDetail } from "./contract.js";

export type OpinionKind = "right" | "wrong_level" | "wrong_label" | "not_an_issue";

/** What a moderator thinks of what screening said. Null is no answer, which is as good as any. */
export interface Opinion {
  kind: OpinionKind | null;
  labels: readonly string[];
  risk: string;
}

export const noOpinion: Opinion = { kind: null, labels: [], risk: "" };

/** Whether the case is about a message, which can be taken out; the others are about a person. */
export function isAboutMessage(detail: CaseDetail): boolean {
  return detail.kind === "message" || detail.kind === "sample";
}

/** Only about words that are there can screening be right or wrong. */
export function asksOpinion(detail: CaseDetail): boolean {
  return isAboutMessage(detail) && detail.text !== null;
}

/** The single keys of the answers; which there are depends on whether screening said anything. */
export function opinionKeys(detail: CaseDetail): Partial<Record<OpinionKind, string>> {
  return detail.matches.length ? { right: "3", wrong_level: "4", wrong_label: "5", not_an_issue: "6" } : { not_an_issue: "3", wrong_label: "4" };
}

/** What is still missing in an answer, in words; empty when nothing is. */
export function missing(opinion: Opinion): string {
  if (opinion.kind === "wrong_label" && opinion.labels.length === 0) return words.labelMissing;
  return (opinion.kind === "wrong_label" || opinion.kind === "wrong_level") && !opinion.risk ? words.levelMissing : "";
}

/** As the service wants to hear it; nothing where nothing was answered. */
export function asAnswer(opinion: Opinion): object | null {
  return opinion.kind === null ? null : {
    opinion: opinion.kind,
    labels: opinion.kind === "wrong_label" ? opinion.labels : null,
    risk: opinion.kind === "wrong_label" || opinion.kind === "wrong_level" ? opinion.risk : null,
  };
}

export function opinionView(detail: CaseDetail, opinion: Opinion, change: (opinion: Opinion) => void): TemplateResult {
  const said = [...new Set(detail.matches.map((match) => queue.labels[match.label] ?? match.label))].join(", ");
  const level = queue.risk[detail.matches.map((match) => match.risk).sort((a, b) => order.indexOf(b) - order.indexOf(a))[0] ?? ""] ?? "";
  const kinds = detail.matches.length ? words.kinds : words.kindsUnsaid;
  const toggle = (label: string, on: boolean): void => change({
    ...opinion, labels: on ? [...opinion.labels, label] : opinion.labels.filter((one) => one !== label),
  });
  return html`<fieldset class="opinion" id="opinion" tabindex="-1"><legend>${said ? words.said(said, level.toLowerCase()) : words.unsaid}</legend>
    ${Object.entries(opinionKeys(detail)).map(([kind, key]) => html`<label class="choice">
      <input type="radio" name="opinion" value=${kind} .checked=${live(opinion.kind === kind)} @change=${() => change({ ...opinion, kind: kind as OpinionKind })}>
      <span>${kinds[kind as OpinionKind]}</span> <kbd>${key}</kbd></label>`)}
    ${opinion.kind === "wrong_label" ? html`<fieldset class="opinion-more"><legend>${words.about}</legend><div class="opinion-labels">
      ${Object.entries(queue.labels).map(([label, name]) => html`<label class="choice"><input type="checkbox" name="right-label" value=${label}
        .checked=${live(opinion.labels.includes(label))} @change=${(event: Event) => toggle(label, (event.target as HTMLInputElement).checked)}>
        <span>${name}</span></label>`)}</div></fieldset>` : nothing}
    ${opinion.kind === "wrong_label" || opinion.kind === "wrong_level" ? html`<fieldset class="opinion-more"><legend>${words.level}</legend>
      ${risks.map((risk) => html`<label class="choice"><input type="radio" name="right-level" value=${risk}
        .checked=${live(opinion.risk === risk)} @change=${() => change({ ...opinion, risk })}><span>${words.levels[risk]}</span></label>`)}</fieldset>` : nothing}
    <p class="hint small">${words.hint} ${opinion.kind ? html`<button class="text-button" type="button" @click=${() => change(noOpinion)}>${words.none}</button>` : nothing}</p>
  </fieldset>`;
}

const risks = ["low", "medium", "high", "critical"] as const;
const order: readonly string[] = risks;
