import { html, nothing, type TemplateResult } from "lit";
import { Island } from "./base.js";
import { call, Refusal } from "./http.js";
import { model as words } from "./words/model.js";
import { queue } from "./words/queue.js";
import { clock, day } from "./words/times.js";

type Mode = "off" | "shadow" | "active";

interface LabelProgress { label: string; yes: number; no: number; lacks: number }
interface LabelFigures { label: string; yes: number; no: number; trained: boolean; threshold: number | null; precision: number | null; recall: number | null; found: number }
interface ModelDay { day: string; read: number; raised: number; right: number; wrong: number; missed: number }
interface ModelView { number: number; trainedAt: string; mode: Mode; messages: number; card: LabelFigures[]; days: ModelDay[] }
interface Training { askedAt: string; progress: number; finishedAt: string | null; outcome: string | null }
interface Overview { answered: number; leastAnswers: number; leastOfEither: number; labels: LabelProgress[]; models: ModelView[]; training: Training | null }

const path = "/api/moderation/model";
const soon = 1_500;
const label = (name: string): string => queue.labels[name] ?? name.replaceAll("_", " ");
const percent = (part: number | null): string => part === null ? words.unknown : `${Math.round(part * 100)} %`;

/** What the answers about screening have taught, and the switch of each model. */
class ModelElement extends Island {
  private overview: Overview | null = null;
  private trouble = "";
  private timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  private async load(): Promise<void> {
    clearTimeout(this.timer);
    try {
      this.overview = await call<Overview>(path);
      this.trouble = "";
    } catch {
      this.trouble = words.broken;
    }
    // A training goes on wherever the reader is; who stays sees how far it is.
    if (this.isConnected && (this.trouble || this.training)) this.timer = setTimeout(() => void this.load(), soon);
    this.requestUpdate();
  }

  private get training(): Training | null {
    const last = this.overview?.training;
    return last && !last.outcome ? last : null;
  }

  private async ask(to: string, body?: object): Promise<void> {
    let refused = "";
    try {
      await call(`${path}/${to}`, "POST", body);
    } catch (error) {
      refused = error instanceof Refusal && error.status < 500 && error.message ? error.message : words.failed;
    }
    await this.load();
    this.trouble ||= refused;
    this.requestUpdate();
  }

  private progress(overview: Overview): TemplateResult {
    return html`<section class="section" aria-labelledby="answers"><h2 id="answers">${words.answers}</h2>
      <p>${words.answered(overview.answered)} ${words.needs(overview.leastAnswers, overview.leastOfEither)}</p>
      <div class="table-wrap" tabindex="0" role="region" aria-label=${words.table}><table><thead><tr><th scope="col">${words.about}</th><th scope="col">${words.yes}</th><th scope="col">${words.no}</th><th scope="col">${words.lacks}</th></tr></thead>
        <tbody>${overview.labels.map((one) => html`<tr><th scope="row">${label(one.label)}</th><td>${one.yes}</td><td>${one.no}</td>
          <td>${one.lacks ? words.lacking(one.lacks) : words.enough}</td></tr>`)}</tbody></table></div></section>`;
  }

  private trainNow(): TemplateResult {
    const [running, last] = [this.training, this.overview?.training];
    return html`<section class="section" aria-labelledby="training"><h2 id="training">${words.training}</h2>
      <p>${words.nightly}</p>
      ${running ? html`<p><label for="progress">${words.running(clock(running.askedAt))}</label>
          <progress id="progress" max="100" value=${running.progress}>${running.progress} %</progress> ${running.progress} %</p>`
        : html`${last?.outcome ? html`<p role="status">${words.outcome[last.outcome] ?? words.outcome["broken"]} ${last.finishedAt ? html`<span class="meta">${day(last.finishedAt)}, ${clock(last.finishedAt)}</span>` : nothing}</p>` : nothing}
          <p class="actions"><button class="button" type="button" @click=${() => void this.ask("training")}>${words.train}</button></p>`}</section>`;
  }

  private model(one: ModelView): TemplateResult {
    const trained = one.card.filter((figures) => figures.trained);
    return html`<article class="panel stack" aria-labelledby="model-${one.number}">
      <h3 class="panel-title" id="model-${one.number}">${words.name(one.number)} <span class="meta">${words.mode[one.mode]}</span></h3>
      <p>${words.modeMeans[one.mode]} <span class="meta">${words.trained(day(one.trainedAt), one.messages)}</span></p>
      <div class="table-wrap" tabindex="0" role="region" aria-label=${words.card(one.number)}><table><caption>${words.card(one.number)}</caption><thead><tr><th scope="col">${words.about}</th><th scope="col">${words.examples}</th><th scope="col">${words.precision}</th><th scope="col">${words.recall}</th></tr></thead>
        <tbody>${trained.map((figures) => html`<tr><th scope="row">${label(figures.label)}</th><td>${figures.yes} / ${figures.no}</td>
          ${figures.threshold === null ? html`<td colspan="2">${words.notPreciseEnough}</td>` : html`<td>${percent(figures.precision)}</td><td>${percent(figures.recall)}</td>`}</tr>`)}</tbody></table></div>
      ${one.days.length ? html`<details class="fold"><summary>${words.days}</summary><div class="table-wrap" tabindex="0" role="region" aria-label=${words.daysOf(one.number)}><table><thead><tr><th scope="col">${words.day}</th><th scope="col">${words.read}</th>
        <th scope="col">${one.mode === "active" ? words.raised : words.wouldHaveRaised}</th><th scope="col">${words.right}</th><th scope="col">${words.wrong}</th><th scope="col">${words.missed}</th></tr></thead>
        <tbody>${one.days.map((figures) => html`<tr><th scope="row">${day(figures.day)}</th><td>${figures.read}</td><td>${figures.raised}</td><td>${figures.right}</td><td>${figures.wrong}</td><td>${figures.missed}</td></tr>`)}</tbody></table></div></details>`
        : nothing}
      <p class="actions">${(["active", "shadow", "off"] as const).filter((mode) => mode !== one.mode).map((mode) => html`
        <button class=${mode === "off" ? "button" : "text-button"} type="button" @click=${() => void this.ask("mode", { number: one.number, mode })}>${words.switch[mode]}</button>`)}</p>
    </article>`;
  }

  protected override render(): unknown {
    const overview = this.overview;
    return html`<div role="alert">${this.trouble ? html`<p class="notice notice-clay">${this.trouble}</p>` : nothing}</div>
      ${overview ? html`<section class="section stack" aria-labelledby="models"><h2 id="models">${words.models}</h2>
          ${overview.models.length ? overview.models.map((one) => this.model(one)) : html`<p>${words.noModel}</p>`}</section>
        ${this.trainNow()} ${this.progress(overview)}` : this.trouble ? nothing : html`<p class="meta" role="status">${words.loading}</p>`}`;
  }
}

customElements.define("ps-model", ModelElement);
