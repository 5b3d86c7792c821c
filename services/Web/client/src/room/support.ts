import { html, nothing, type TemplateResult } from "lit";
import type { SupportOffer } from "peersupport-chat";
import { icon } from "../icons.js";
import { support as words } from "../words/support.js";

/** The address that calls a number. */
export const tel = (number: string): string => `tel:${number.replace(/[^\d+]/g, "")}`;

/** The box that only the author sees. It takes nothing away: the message stays where it is. */
export function supportPanel(offer: SupportOffer, close: () => void, ask: () => void): TemplateResult {
  const emergency = typeof offer.emergency === "string" ? offer.emergency : offer.emergency?.number;
  return html`<section class="support" aria-labelledby="support" tabindex="-1">
    <h2 id="support">${offer.isGuess ? words.titleOfGuess : words.title}</h2>
    <p>${offer.isGuess ? words.leadOfGuess : words.lead}</p>
    <div class="lines">
      ${offer.lines.map((line) => html`<a class="big-line" href=${line.number ? tel(line.number) : line.url ?? "/help-now"}>
        <span>${icon("phone")} ${line.name}${line.hours ? `, ${line.hours}` : ""}${line.sms ? ` (${words.text(line.sms)})` : ""}</span>
        <b>${line.number}</b></a>`)}
      ${emergency ? html`<a class="big-line" href=${tel(emergency)}><span>${icon("phone")} ${words.emergency}</span> <b>${emergency}</b></a>` : nothing}
    </div>
    <p class="actions">
      <button class="button" type="button" @click=${ask}>${icon("hand")} ${words.team}</button>
      <a class="text-button" href="/help-now">${words.other}</a>
      <button class="text-button" type="button" @click=${close}>${words.close}</button>
    </p>
  </section>`;
}
