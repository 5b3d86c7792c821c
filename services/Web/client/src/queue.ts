import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { Island } from "./base.js";
import { about, bigClock, clockOf, level, meter } from "./console/clock.js";
import type { CaseSummary } from "./console/contract.js";
import { keysOn, onKey, turnKeys } from "./console/keys.js";
import { listen } from "./console/live.js";
import { call } from "./http.js";
import { queue as words } from "./words/queue.js";

const page = (id: string): string => `/moderate/cases/${id}`;

/** The moderators' queue: the most urgent case on its own, the others behind it. */
class QueueElement extends Island {
  private cases: CaseSummary[] | null = null;
  private trouble: "broken" | "stale" | null = null;
  private said = "";
  private stop = new AbortController();
  private timer = 0;
  private soon = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = new AbortController();
    this.timer = setInterval(() => this.requestUpdate(), 20_000);
    void this.load();
    void listen(this.stop.signal, () => void this.load(), () => this.loadSoon(), () => { this.trouble ??= "stale"; this.requestUpdate(); });
    addEventListener("keydown", this.keys);
    addEventListener("ps-leave", this.leave);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leave();
    removeEventListener("keydown", this.keys);
    removeEventListener("ps-leave", this.leave);
  }

  private readonly leave = (): void => {
    this.stop.abort();
    clearInterval(this.timer);
    clearTimeout(this.soon);
  };

  private readonly keys = (event: KeyboardEvent): void => onKey(event, {
    n: () => void this.next(),
    j: () => this.move(1),
    k: () => this.move(-1),
    o: () => (document.activeElement as HTMLElement | null)?.closest<HTMLAnchorElement>("ps-queue h3 a, ps-queue h2 a")?.click(),
  });

  /** What a case says about whose it is differs from reader to reader, so a change is read anew; several at once only once. */
  private loadSoon(): void {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => void this.load(), 250);
  }

  private async load(): Promise<void> {
    try {
      const answer = await call<CaseSummary[] | { items: CaseSummary[] }>("/api/moderation/cases?state=open");
      this.cases = Array.isArray(answer) ? answer : answer?.items ?? [];
      this.trouble = null;
    } catch {
      this.trouble = this.cases ? "stale" : "broken";
      if (!this.stop.signal.aborted) this.soon = setTimeout(() => void this.load(), 10_000);
    }
    this.requestUpdate();
  }

  private async next(): Promise<void> {
    try {
      const taken = await call<{ id: string }>("/api/moderation/cases/next", "POST");
      if (taken) return location.assign(page(taken.id));
      this.said = words.nothing;
    } catch {
      this.trouble = "stale";
    }
    await this.load();
  }

  private move(by: number): void {
    const links = [...this.querySelectorAll<HTMLElement>("h2 a, h3 a")];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
  }

  private first(one: CaseSummary): TemplateResult {
    return html`<section class="next-case" aria-labelledby="next">
      <div><p>${level(one, true)}</p>
        <h2 id="next">${one.claimedByMe ? html`<a href=${page(one.id)}>${one.summary || words.case(one.number)}</a>` : one.summary || words.case(one.number)}</h2>
        <p class="meta">${about(one)}</p>
        <p class="actions next-actions">${one.claimedByMe
          ? html`<a class="button button-main" href=${page(one.id)}>${words.open}</a>`
          : html`<button class="button button-main" type="button" @click=${() => void this.next()}>${words.next} <kbd>N</kbd></button>`}</p>
      </div>${bigClock(one)}</section>`;
  }

  private row(one: CaseSummary): TemplateResult {
    const time = clockOf(one);
    const who = one.claimedByMe ? words.withYou : one.claimedBy ? words.with(one.claimedBy) : words.free;
    return html`<li class="case-row">${level(one, false)}
      <div><h3><a href=${page(one.id)}>${one.summary || words.case(one.number)}</a></h3><p class="meta">${about(one)}</p></div>
      <div class="case-clock"><span>${words.used(time.waited, time.allowed)}</span> ${meter(time)}</div>
      <span class="case-who">${who}</span></li>`;
  }

  private list(): unknown {
    if (!this.cases) {
      return this.trouble === "broken"
        ? html`<div class="notice notice-clay"><p>${words.broken}</p><p class="actions"><button class="text-button" type="button"
            @click=${() => void this.load()}>${words.again}</button></p></div>`
        : html`<p class="meta">${words.loading}</p>`;
    }
    if (!this.cases.length) return html`<p class="lead">${words.empty}</p>`;
    // What one already has comes before what could be taken; what somebody else has is never up next.
    const up = this.cases.find((one) => one.claimedByMe) ?? this.cases.find((one) => !one.claimedBy);
    const behind = this.cases.filter((one) => one !== up);
    return html`${up ? this.first(up) : nothing}
      ${behind.length ? html`<section class="section" aria-labelledby="waiting"><h2 id="waiting">${words.behind}</h2>
        <ol class="rows cases">${repeat(behind, (one) => one.id, (one) => this.row(one))}</ol></section>` : nothing}
      <p class="meta after-note">${words.texts}</p>`;
  }

  protected override render(): unknown {
    const on = keysOn();
    return html`<div class="with-side"><div>
        <div role="status">${this.trouble === "stale" ? html`<div class="notice"><p>${words.stale}</p></div>` : nothing}
          ${this.said ? html`<p class="meta">${this.said}</p>` : nothing}</div>
        ${this.list()}
      </div>
      <aside class="side" aria-label=${words.keysTitle}><section class="panel" aria-labelledby="keys"><h2 id="keys">${words.keysTitle}</h2>
        <dl class="keys">${words.keys.map(([keys, what]) => html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${what}</dd>`)}</dl>
        <p><button class="text-button" type="button" @click=${() => { turnKeys(!on); this.requestUpdate(); }}>${on ? words.keysOff : words.keysOn}</button></p>
      </section></aside></div>`;
  }
}

customElements.define("ps-queue", QueueElement);
