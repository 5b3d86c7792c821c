import { html, nothing, type TemplateResult } from "lit";
import { marked } from "../console/marks.js";
import { queue } from "../words/queue.js";
import { rules as words } from "../words/screening-rules.js";
import type { Explanation, Finding } from "./contract.js";

export const label = (name: string): string => queue.labels[name] ?? name.replaceAll("_", " ");
export const level = (name: string): string => words.level[name] ?? name;

export interface Tried {
  text: string;
  of: string;
  explanation: Explanation | null;
  error: string;
  busy: boolean;
}

/** The arithmetic of a finding in sentences. */
export function arithmetic(one: Finding): string[] {
  const steps = one.steps.map((step) => {
    const said = step.clears ? words.clears(step.says) : step.levels > 0 ? words.lowers(step.says, step.levels) : words.keeps(step.says);
    return step.counted || !(step.clears || step.levels > 0) ? said : said + words.idle;
  });
  return [words.steps(one.rule, level(one.began)), ...(one.sum ? [one.sum] : []), ...steps, words.ends(level(one.ended))];
}

function explained(tried: Tried, one: Explanation): TemplateResult {
  const cut = (part: { start: number; length: number }): string => tried.of.slice(part.start, part.start + part.length);
  const other = one.words.filter((word) => word.readAs && word.readAs !== cut(word).toLowerCase());
  return html`<div class="stack tried">
    <p><span class="level level-${one.verdict.risk === "none" ? "low" : one.verdict.risk}">${one.verdict.labels.length
      ? words.verdict(level(one.verdict.risk), one.verdict.labels.map(label).join(", ")) : words.nothingFound}</span></p>
    <p class="said">${marked(tried.of, one.findings)}</p>
    ${one.findings.length ? html`<ul class="plain stack">${one.findings.map((finding) => html`<li class="why"><p>${arithmetic(finding).join(" ")}</p></li>`)}</ul>` : nothing}
    <dl class="read-as"><dt>${words.readAs}</dt><dd>${one.folded}${other.map((word) => html`<br><span class="meta">${words.readWord(cut(word), word.readAs ?? "")}</span>`)}</dd>
      ${one.cues.length ? html`<dt>${words.cues}</dt><dd>${one.cues.map((cue) => html`<span class="cue"><b>${cue.name}</b> “${cut(cue)}”</span> `)}</dd>` : nothing}</dl>
  </div>`;
}

export function tryView(tried: Tried, write: (text: string) => void, send: () => void): TemplateResult {
  return html`<section class="panel" aria-labelledby="try"><h2 id="try">${words.try}</h2>
    <form class="stack" @submit=${(event: Event) => { event.preventDefault(); send(); }}>
      <div class="field"><label for="try-text">${words.tryLabel}</label><textarea id="try-text" class="short" maxlength="4000" aria-describedby="try-hint" .value=${tried.text}
        @input=${(event: Event) => write((event.target as HTMLTextAreaElement).value)}></textarea><p class="hint small" id="try-hint">${words.tryHint}</p></div>
      <p class="actions"><button class="button" type="submit" aria-disabled=${tried.busy ? "true" : "false"}>${words.tryDo}</button></p></form>
    <div role="alert">${tried.error ? html`<p class="to-change">${tried.error}</p>` : nothing}</div>
    <div role="status">${tried.explanation ? explained(tried, tried.explanation) : nothing}</div></section>`;
}
