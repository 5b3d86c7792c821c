import { html, nothing, type TemplateResult } from "lit";
import { Island } from "../base.js";
import { call, said } from "../http.js";
import { rules as words } from "../words/screening-rules.js";
import { clock, day } from "../words/times.js";
import { api, page, type Version } from "./contract.js";

export const when = (at: string): string => `${day(at)}, ${clock(at)}`;

/** The versions of the rules: what is in force, what waits for somebody, what was before. */
class RulesElement extends Island {
  private versions: Version[] | null = null;
  private next: string | null = null;
  private trouble = "";
  private said = "";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private async load(before?: string): Promise<void> {
    try {
      const answer = await call<{ items: Version[]; next: string | null }>(`${api}/versions${before ? `?before=${before}` : ""}`);
      this.versions = before ? [...(this.versions ?? []), ...(answer?.items ?? [])] : answer?.items ?? [];
      this.next = answer?.next ?? null;
      this.trouble = "";
    } catch {
      this.trouble = words.broken;
    }
    this.requestUpdate();
  }

  private async start(event: SubmitEvent, one: Version): Promise<void> {
    event.preventDefault();
    const note = new FormData(event.target as HTMLFormElement).get("note");
    try {
      const draft = await call<{ number: number }>(`${api}/versions`, "POST", { basedOn: one.number, note });
      if (draft) return location.assign(page(draft.number));
    } catch (error) {
      this.refused(error);
    }
  }

  private async back(one: Version): Promise<void> {
    try {
      await call(`${api}/versions/${one.number}/roll-back`, "POST");
      this.said = words.happened["roll-back"] ?? "";
      await this.load();
    } catch (error) {
      this.refused(error);
    }
  }

  private refused(error: unknown): void {
    this.trouble = said(error, words.failed);
    this.requestUpdate();
  }

  private about(one: Version): string {
    const author = one.author ? words.by(one.author) : words.library;
    const time = one.state === "active" && one.decidedAt ? words.since(when(one.decidedAt))
      : one.state === "proposed" && one.proposedAt ? words.proposedBy(one.proposedBy ?? words.somebody, when(one.proposedAt)) : words.changed(when(one.changedAt));
    const end = one.reason ? ` ${words.declined(one.decidedBy ?? words.somebody, one.reason)}` : one.state === "discarded" ? ` ${words.givenUp}` : one.state === "retired" ? ` ${words.wasInForce}` : "";
    return `${author}, ${time}.${end}`;
  }

  private row(one: Version): TemplateResult {
    return html`<li><h3><a href=${page(one.number)}>${words.version(one.number)}</a></h3>
      ${one.note ? html`<p>${one.note}</p>` : nothing}<p class="meta">${this.about(one)}</p>
      <details class="rule-more"><summary>${words.start}</summary><form class="stack" @submit=${(event: SubmitEvent) => void this.start(event, one)}>
        <div class="field"><label for="note-${one.number}">${words.startNote}</label><input id="note-${one.number}" name="note" maxlength="1000" aria-describedby="note-hint-${one.number}">
          <p class="hint small" id="note-hint-${one.number}">${words.startHint}</p></div>
        <p class="actions"><button class="button button-main" type="submit">${words.startDo}</button></p></form></details>
      ${one.state === "retired" ? html`<details class="rule-more"><summary>${words.back}</summary><p>${words.backSure}</p>
        <p class="actions"><button class="button" type="button" @click=${() => void this.back(one)}>${words.backDo(one.number)}</button></p></details>` : nothing}</li>`;
  }

  private group(id: string, title: string, list: Version[], empty = ""): unknown {
    return list.length || empty ? html`<section class="section" aria-labelledby=${id}><h2 id=${id}>${title}</h2>
      ${list.length ? html`<ul class="rows">${list.map((one) => this.row(one))}</ul>` : html`<p class="meta">${empty}</p>`}</section>` : nothing;
  }

  protected override render(): unknown {
    const of = (...states: string[]): Version[] => this.versions?.filter((one) => states.includes(one.state)) ?? [];
    return html`<div role="alert">${this.trouble ? html`<div class="notice notice-clay"><p>${this.trouble}</p>
        <p class="actions"><button class="text-button" type="button" @click=${() => void this.load()}>${words.again}</button></p></div>` : nothing}</div>
      <p class="meta" role="status">${this.versions || this.trouble ? this.said : words.loading}</p>
      ${this.versions ? html`${this.group("in-force", words.inForce, of("active"))}${this.group("waiting", words.waiting, of("proposed"))}
        ${this.group("drafts", words.drafts, of("draft"), words.noDrafts)}${this.group("history", words.history, of("retired", "discarded"))}
        ${this.next ? html`<p class="actions"><button class="button" type="button" @click=${() => void this.load(this.next!)}>${words.more}</button></p>` : nothing}` : nothing}`;
  }
}

customElements.define("ps-rules", RulesElement);
