import { html, nothing, type TemplateResult } from "lit";
import type { FoundMessage, Place } from "peersupport-chat";
import { call, Refusal } from "../http.js";
import { icon } from "../icons.js";
import { refusal } from "../words/refusals.js";
import { search as words } from "../words/search.js";
import { clock, day } from "../words/times.js";
import type { People } from "./people.js";
import type { Themes } from "./themes.js";

interface Page { items: FoundMessage[]; next: string | null }

/** Finding words in what the group has said, and going to a day. */
export class Search {
  isOpen = false;
  private query = "";
  private found: FoundMessage[] | null = null;
  private next: string | null = null;
  private trouble: string | null = null;
  private busy = false;

  constructor(
    private readonly slug: string,
    private readonly people: People,
    private readonly themes: Themes,
    private readonly changed: () => void,
    private readonly go: (place: Place) => void,
  ) {}

  toggle(): boolean {
    this.isOpen = !this.isOpen;
    this.changed();
    return this.isOpen;
  }

  view(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    return html`<section class="panel stack room-search" aria-labelledby="room-search-title">
      <h2 class="panel-title" id="room-search-title">${words.title}</h2>
      <form role="search" @submit=${(event: Event) => { event.preventDefault(); void this.find(event.target as HTMLFormElement); }}>
        <div class="field"><label for="room-search">${words.label}</label>
          <input id="room-search" name="query" type="search" minlength="2" maxlength="200" autocomplete="off" required></div>
        <p class="actions"><button class="button" type="submit">${words.find}</button></p>
      </form>
      <form @submit=${(event: Event) => { event.preventDefault(); this.toDay(event.target as HTMLFormElement); }}>
        <div class="field"><label for="room-day">${words.dayLabel}</label><input id="room-day" name="day" type="date" required></div>
        <p class="actions"><button class="button" type="submit">${words.toDay}</button></p>
      </form>
      <div role="status">${this.trouble ? html`<p>${this.trouble}</p>` : this.busy ? html`<p class="meta">${words.looking}</p>`
        : this.found ? html`<p class="meta">${words.count(this.found.length, this.next !== null)}</p>` : nothing}</div>
      ${this.found?.length ? html`<ul class="rows">${this.found.map((one) => this.row(one))}</ul>` : nothing}
      ${this.next ? html`<p><button class="text-button" type="button" @click=${() => void this.more()}>${words.more}</button></p>` : nothing}
      <p class="actions"><button class="text-button" type="button" @click=${() => this.toggle()}>${icon("close")} ${words.close}</button></p>
    </section>`;
  }

  private row(one: FoundMessage): TemplateResult {
    const folded = this.people.of(one.authorId);
    const who = folded === "block" ? words.blocked : one.author;
    const text = folded || this.themes.touches(one.snippet, one.contentNote) ? words.folded : one.contentNote ? words.note(one.contentNote) : one.snippet === null || one.snippet === undefined ? words.heavy : null;
    return html`<li><p class="meta">${who}, <time datetime=${one.at}>${day(one.at)}, ${clock(one.at)}</time></p>
      <p>${text ?? marked(one)}</p>
      <p class="actions"><button class="text-button" type="button" @click=${() => this.go({ sequence: one.sequence })}>${icon("arrow")} ${words.show}
        <span class="visually-hidden">${words.of(who, `${day(one.at)}, ${clock(one.at)}`)}</span></button></p></li>`;
  }

  private async find(form: HTMLFormElement): Promise<void> {
    this.query = String(new FormData(form).get("query") ?? "").trim();
    [this.found, this.next, this.busy] = [null, null, true];
    this.changed();
    await this.load("");
  }

  private more(): Promise<void> {
    return this.load(`&before=${this.next}`);
  }

  private async load(rest: string): Promise<void> {
    try {
      const page = await call<Page>(`/api/chat/groups/${this.slug}/messages?query=${encodeURIComponent(this.query)}${rest}`);
      this.found = [...(rest ? this.found ?? [] : []), ...(page?.items ?? [])];
      this.next = page?.next ?? null;
      this.trouble = null;
    } catch (error) {
      this.trouble = error instanceof Refusal && error.status < 500 ? refusal(error.code, error.message) : words.trouble;
    }
    this.busy = false;
    this.changed();
  }

  /** From the beginning of that day where the reader is. */
  private toDay(form: HTMLFormElement): void {
    const chosen = String(new FormData(form).get("day") ?? "");
    if (chosen) this.go({ at: new Date(`${chosen}T00:00`).toISOString() });
  }
}

/** The words that were found stand out; the text itself stays text. */
export function marked({ snippet, marks }: Pick<FoundMessage, "snippet" | "marks">): unknown[] {
  const text = snippet ?? "";
  const parts: unknown[] = [];
  let at = 0;
  for (const { start, length } of marks) {
    parts.push(text.slice(at, start), html`<mark>${text.slice(start, start + length)}</mark>`);
    at = start + length;
  }
  return [...parts, text.slice(at)];
}
