import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Room } from "peersupport-chat";
import { room as words } from "../words/room.js";
import { day } from "../words/times.js";
import { slowWords } from "./rules.js";
import { heldView, messageView, waitingView, type Look, type MessageActions } from "./message-view.js";

/** What the list of messages is made of. */
export interface Log extends Pick<Look, "people" | "themes" | "cards"> {
  room: Pick<Room, "timeline" | "waiting" | "state" | "slowUntil">;
  me: string;
  meName: string;
  /** The first number that is drawn. */
  from: number;
  /** The last number that is shown while the room is paused. */
  pausedAt: number | null;
  /** Messages taken out of the room whose author has read why. */
  dismissed: ReadonlySet<string>;
  /** What the reader is told under their own post, by its id on the device. */
  received: ReadonlyMap<string, string>;
  actions: MessageActions;
  formUnder(messageId: string): unknown;
}

interface Item { key: string; at: string; view: TemplateResult }

/** The messages with a line between days, and what waits to be sent below them. */
export function logView(log: Log): unknown {
  const items = itemsOf(log);
  const { waiting, state, slowUntil } = log.room;
  const slow = slowWords(slowUntil, Date.now());
  if (!items.length && !waiting.length) return html`<p class="meta">${words.empty}</p>`;
  let before = "";
  const lines = items.flatMap((item) => {
    const today = day(item.at);
    const divider = today === before ? [] : [{ key: `day-${today}`, view: html`<p class="divider">${today}</p>` }];
    before = today;
    return [...divider, item];
  });
  return [
    repeat(lines, (one) => one.key, (one) => one.view),
    repeat(waiting, (one) => one.clientId, (one) => waitingView(one, log.meName, slow ?? (state === "ready" ? null : words.waiting), log.actions)),
  ];
}

function itemsOf({ room: { timeline }, people, themes, cards, from, me, meName, pausedAt, dismissed, received, actions, formUnder }: Log): Item[] {
  const look = { timeline, people, themes, cards, from, me, actions };
  const held = [...timeline.held.values()]
    .filter((one) => (one.state === "held" || one.state === "removed") && !dismissed.has(one.messageId));
  const kept = new Set(held.map((one) => one.messageId));
  const items = timeline.messages()
    .filter((message) => message.sequence >= from && !kept.has(message.id) && (pausedAt === null || message.sequence <= pausedAt || message.authorId === me))
    .map((message): Item => ({
      key: message.id, at: message.at,
      view: messageView(message, look, (message.authorId === me && received.get(message.clientId ?? "")) || null, formUnder(message.id)),
    }));
  // A message that nobody else has seen has no number; it stands where its author wrote it.
  for (const one of held) {
    const index = items.findIndex((item) => Date.parse(item.at) > Date.parse(one.at));
    const item = { key: one.messageId, at: one.at, view: heldView(one, meName, actions, formUnder(one.messageId)) };
    items.splice(index < 0 ? items.length : index, 0, item);
  }
  return items;
}
