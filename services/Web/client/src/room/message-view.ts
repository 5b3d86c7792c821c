import { html, nothing, type TemplateResult } from "lit";
import type { HeldMessage, Reaction, RoomMessage, Timeline, Waiting } from "peersupport-chat";
import { icon, type IconName } from "../icons.js";
import { cards as cardWords } from "../words/cards.js";
import { room as words } from "../words/room.js";
import { clock } from "../words/times.js";
import type { Card, Cards } from "./cards.js";
import type { People } from "./people.js";
import type { FormKind } from "./small-form.js";
import type { Themes } from "./themes.js";

/** What a message may ask of the room around it. */
export interface MessageActions {
  reply(message: RoomMessage): void;
  edit(id: string, body: string): void;
  remove(id: string): void;
  react(message: RoomMessage, reaction: Reaction): void;
  open(kind: FormKind, messageId: string | null): void;
  forget(clientId: string): void;
  dismiss(id: string): void;
  /** Whether the room takes something new; a closed one does not. */
  mayWrite(): boolean;
  /** Whether the reader may put a message on top of the room, and doing it; null takes it down. */
  mayPin(): boolean;
  pin(id: string | null): void;
  /** Shows a message that is not loaded, where it stood. */
  find(id: string): void;
}

/** What a message is looked at with. */
export interface Look {
  timeline: Timeline;
  people: People;
  themes: Themes;
  cards: Cards;
  /** The first number that is drawn; what is before it cannot be pointed to. */
  from: number;
  me: string;
  actions: MessageActions;
}

const reactions: [Reaction, IconName][] = [["with_you", "heart"], ["heard", "heard"], ["thank_you", "leaf"]];

const initial = (name: string): string => [...name][0]?.toUpperCase() ?? "";

/** Paragraphs at empty lines, line breaks inside them; the text itself stays text, but for links to pages of this site. */
export function paragraphs(text: string, cards?: Cards): TemplateResult[] {
  const linked = (line: string): unknown => cards
    ? cards.parts(line).map((part) => typeof part === "string" ? part : html`<a href=${part.path}>${part.text}</a>`) : line;
  return text.split(/\n\s*\n/).map((part) =>
    html`<p>${part.split("\n").map((line, index) => index ? html`<br>${linked(line)}` : linked(line))}</p>`);
}

/** Whether a message speaks of what the reader does not want to read about. What they wrote themselves is theirs to see. */
export const isThemed = (message: RoomMessage, { themes, me }: Pick<Look, "themes" | "me">): boolean =>
  message.authorId !== me && themes.touches(message.body, message.contentNote);

function quote(message: RoomMessage, { timeline, people, themes, from, me, actions }: Look): TemplateResult | typeof nothing {
  if (!message.replyTo) return nothing;
  const to = timeline.get(message.replyTo);
  if (to && (people.of(to.authorId) || (!to.gone && isThemed(to, { themes, me })))) return html`<span class="quote">${words.quoteFolded}</span>`;
  if (!to || to.sequence < from) return html`<button class="quote text-button" type="button" @click=${() => actions.find(message.replyTo!)}>${words.quoteFar}</button>`;
  if (to.gone || to.folded || to.contentNote) return html`<span class="quote">${!to.gone ? `${to.author}, ${clock(to.at)}` : words.quoteGone}</span>`;
  const start = to.body.length > 90 ? `${to.body.slice(0, 88).trimEnd()} …` : to.body;
  return html`<a class="quote" href="#m-${to.id}">${to.authorId === me ? words.youFirst : to.author}, ${clock(to.at)}: ${start}</a>`;
}

/** What the pages that a message links to are about. */
function cardsView(cards: readonly Card[]): TemplateResult[] {
  return cards.map((card) => html`<div class="card-link card-plain">
    <h3><a href=${card.path}>${card.title}</a></h3>
    <p class="small">${card.summary}</p>
    <p class="meta small">${cardWords[card.kind](card.minutes)}</p></div>`);
}

function body(message: RoomMessage, who: string, folded: "mute" | "block" | null, look: Pick<Look, "themes" | "cards" | "me">): unknown {
  const cards = look.cards.of(message.body).filter((card) => message.authorId === look.me || !look.themes.touches(card.title, card.summary));
  const text = html`${paragraphs(message.body, look.cards)}${cardsView(cards)}`;
  const reason = folded === "mute" ? words.muted(who) : folded ? words.blocked : isThemed(message, look) ? words.themed : null;
  if (reason) return html`<details class="veil"><summary>${reason}</summary>${
    message.contentNote ? html`<p class="meta">${words.note(who, message.contentNote)}</p>` : nothing}${text}</details>`;
  if (!message.contentNote && !message.folded) return text;
  const note = message.contentNote ? words.note(who, message.contentNote) : words.folded(who);
  return html`<details class="veil"><summary>${note}</summary>${text}</details>`;
}

function closeMenu(event: Event): void {
  const menu = (event.currentTarget as HTMLElement).closest("details");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
}

function respond(message: RoomMessage, actions: MessageActions): TemplateResult {
  const sent = message.mine;
  const shown = reactions.find(([name]) => name === sent)?.[1] ?? "heart";
  return html`<details class="respond" @keydown=${(event: KeyboardEvent) => { if (event.key === "Escape") closeMenu(event); }}>
    <summary>${icon(shown)} ${sent ? words.sent[sent] : words.respond}</summary>
    <p>${reactions.map(([name, shape]) => html`<button class="text-button" type="button" aria-pressed=${sent === name ? "true" : "false"}
      @click=${(event: Event) => { closeMenu(event); actions.react(message, name); }}>${icon(shape)} ${words.reactions[name]}</button>`)}</p>
  </details>`;
}

function menu(message: RoomMessage, mine: boolean, actions: MessageActions): TemplateResult {
  const item = (shape: IconName, text: string, act: () => void): TemplateResult =>
    html`<button class="text-button" type="button" @click=${(event: Event) => { closeMenu(event); act(); }}>${icon(shape)} ${text}</button>`;
  return html`<details class="respond" @keydown=${(event: KeyboardEvent) => { if (event.key === "Escape") closeMenu(event); }}>
    <summary>${icon("more")} ${words.more}</summary>
    <p>${actions.mayPin() ? item("pin", words.pin, () => actions.pin(message.id)) : nothing}${mine
      ? [actions.mayWrite() ? item("pencil", words.edit, () => actions.edit(message.id, message.body)) : nothing, item("close", words.remove, () => actions.remove(message.id))]
      : [item("flag", words.report, () => actions.open("report", message.id)), item("hand", words.worried, () => actions.open("refer", message.id)),
        item("fold", words.person, () => actions.open("person", message.id))]}</p>
  </details>`;
}

export function messageView(
  message: RoomMessage, look: Look, received: string | null, under: unknown,
): TemplateResult {
  const { timeline, me, actions } = look;
  const mine = message.authorId === me;
  const folded = look.people.of(message.authorId);
  const author = folded === "block" ? words.somebody : message.author;
  const answers = !folded && message.replyTo && timeline.get(message.replyTo)?.authorId === me && !mine;
  const got = mine ? reactions.filter(([name]) => message.others.has(name)).map(([name]) => words.got[name]).join(" ") : "";
  return html`<article class="message" id="m-${message.id}" tabindex="-1">
    <span class="seal ${mine ? "seal-mine" : ""}" aria-hidden="true">${folded === "block" ? "·" : initial(message.author)}</span>
    <p class="who-when"><b>${author}</b> ${mine ? html`<span>${words.you}</span>` : nothing}
      ${answers ? html`<span>${words.answersYou}</span>` : nothing}
      ${!answers && !folded && message.mentions.includes(me) && !message.gone ? html`<span>${words.namesYou}</span>` : nothing}
      <time datetime=${message.at}>${clock(message.at)}</time> ${message.edited && !message.gone ? html`<span>${words.edited}</span>` : nothing}</p>
    ${message.gone
      ? html`<p class="meta">${message.gone === "removed" ? words.gone : mine ? words.youTookBack : words.tookBack(author)}</p>`
      : html`<div>${folded ? nothing : quote(message, look)}${body(message, mine ? words.youFirst : author, folded, look)}</div>
        ${received ? html`<p class="received">${icon("check")} ${received}</p>` : nothing}
        ${got ? html`<p class="received">${icon("heart")} ${got}</p>` : nothing}
        <div class="message-tools">
          ${actions.mayWrite() ? html`<button class="text-button" type="button" @click=${() => actions.reply(message)}>${icon("reply")} ${words.reply}</button>
            ${mine ? nothing : respond(message, actions)}` : nothing} ${menu(message, mine, actions)}
        </div>`}
    ${under}
  </article>`;
}

/** A message only its author sees: waiting for a moderator, or taken out with the reason. */
export function heldView(held: HeldMessage, name: string, actions: MessageActions, under: unknown): TemplateResult {
  const removed = held.state === "removed";
  // The service may say in its sentence just what the title says.
  const why = held.why && !words.heldTitle.startsWith(held.why.slice(0, 40)) ? held.why : "";
  return html`<article class="message" id="m-${held.messageId}" tabindex="-1">
    <span class="seal seal-mine" aria-hidden="true">${initial(name)}</span>
    <p class="who-when"><b>${name}</b> <span>${words.you}</span> <time datetime=${held.at}>${clock(held.at)}</time></p>
    <div class="held">
      <div class="said">${paragraphs(held.body)}</div>
      <p><b>${removed ? held.why || words.removedTitle : words.heldTitle}</b></p>
      ${removed
        ? html`<p>${held.reason} ${held.guideline ?? ""}</p><p>${words.removedNext}</p>`
        : html`<p>${why} ${held.dueBy ? words.heldUntil(clock(held.dueBy)) : ""}</p>`}
      <p class="actions">
        ${removed ? nothing : html`
          ${actions.mayWrite() ? html`<button class="text-button" type="button" @click=${() => actions.edit(held.messageId, held.body)}>${icon("pencil")} ${words.edit}</button>` : nothing}
          <button class="text-button" type="button" @click=${() => actions.remove(held.messageId)}>${icon("close")} ${words.remove}</button>`}
        <button class="text-button" type="button" @click=${() => actions.open("ask", held.messageId)}>${icon("hand")} ${words.ask}</button>
        ${removed ? html`<button class="text-button" type="button" @click=${() => actions.dismiss(held.messageId)}>${words.dismiss}</button>` : nothing}
      </p>
    </div>
    ${under}
  </article>`;
}

/** What those who hold the group put on top of the room. It folds, and stays folded or open as the reader left it. */
export function pinnedView(message: RoomMessage, look: Omit<Look, "timeline" | "from">): TemplateResult {
  const { people, me, actions } = look;
  const folded = people.of(message.authorId);
  const who = folded === "block" ? words.somebody : message.author;
  return html`<details class="panel room-pin" open><summary>${icon("pin")} ${words.pinned}</summary>
    <p class="who-when"><b>${who}</b> <time datetime=${message.at}>${clock(message.at)}</time></p>
    <div>${body(message, message.authorId === me ? words.youFirst : who, folded, look)}</div>
    <p class="actions"><button class="text-button" type="button" @click=${() => actions.find(message.id)}>${icon("arrow")} ${words.pinnedShow}</button>
      ${actions.mayPin() ? html`<button class="text-button" type="button" @click=${() => actions.pin(null)}>${icon("close")} ${words.unpin}</button>` : nothing}</p>
  </details>`;
}

/** A post that has not been confirmed yet, and why it still waits. */
export function waitingView(post: Waiting, name: string, why: string | null, actions: MessageActions): TemplateResult {
  return html`<article class="message" aria-busy="true">
    <span class="seal seal-mine" aria-hidden="true">${initial(name)}</span>
    <p class="who-when"><b>${name}</b> <span>${words.you}</span></p>
    <div>${paragraphs(post.body)}</div>
    <p class="received">${why === null ? words.sending : html`${why}
      <button class="text-button" type="button" @click=${() => actions.forget(post.clientId)}>${words.remove}</button>`}</p>
  </article>`;
}
