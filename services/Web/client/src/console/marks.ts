import { html, type TemplateResult } from "lit";

interface Place { start: number; length: number }

/** The text with the words that a rule saw set off. Overlapping finds become one mark, so that nothing is marked twice. */
export function marked(text: string, matches: readonly Place[]): (string | TemplateResult)[] {
  const spans = matches
    .filter((match) => match.length > 0 && match.start >= 0 && match.start < text.length)
    .map((match) => ({ start: match.start, end: Math.min(text.length, match.start + match.length) }))
    .sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const span of spans) {
    const last = merged[merged.length - 1];
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  const parts: (string | TemplateResult)[] = [];
  let at = 0;
  for (const { start, end } of merged) {
    parts.push(text.slice(at, start), html`<mark>${text.slice(start, end)}</mark>`);
    at = end;
  }
  parts.push(text.slice(at));
  return parts;
}
