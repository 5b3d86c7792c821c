import { html, type TemplateResult } from "lit";
import { icon } from "../icons.js";
import { away as words } from "../words/away.js";

/** A quiet place beside the room, for as long as the reader likes. The room goes on by itself; nothing in here counts, asks or ends. */
export function awayView(back: () => void): TemplateResult {
  return html`<section class="away panel stack" aria-labelledby="away" tabindex="-1" @keydown=${(event: KeyboardEvent) => { if (event.key === "Escape") back(); }}>
    <h2 id="away">${words.title}</h2>
    <p>${words.lead}</p>
    <p class="actions"><button class="button button-main" type="button" @click=${back}>${icon("arrow")} ${words.back}</button></p>
    <div class="breath" aria-hidden="true"><span></span></div>
    <p>${matchMedia("(prefers-reduced-motion: reduce)").matches ? words.breatheStill : words.breathe}</p>
    <h3>${words.senses}</h3>
    <ol>${words.steps.map((step) => html`<li>${step}</li>`)}</ol>
    <p>${words.end}</p>
    <p class="actions"><button class="button" type="button" @click=${back}>${icon("arrow")} ${words.back}</button>
      <a class="text-button" href="/help-now">${icon("phone")} ${words.help}</a></p>
  </section>`;
}
