import { html, nothing, render, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { documentOf } from "./document.js";
import { call, Refusal } from "./http.js";
import { editor as words } from "./words/editor.js";

interface Page {
  title?: string;
  definitionHtml?: string;
  readingMinutes?: number;
  sections?: { id: string; title: string; html: string }[];
  timeline?: { period: string; html: string }[];
  debates?: { question: string; html: string }[];
  faq?: { question: string; html: string }[];
  references?: { number: number; text: string; url?: string | null }[];
}

/** Stands around the form of an article and shows beside it what readers will get. The form works without it. */
class EditorElement extends HTMLElement {
  private page: Page | null = null;
  private state: "waiting" | "working" | "ready" | "unfinished" | "broken" = "waiting";
  private timer = 0;
  private turn = 0;
  private shown = "";
  private readonly pane = document.createElement("section");

  connectedCallback(): void {
    this.pane.className = "panel";
    this.pane.setAttribute("aria-labelledby", "preview-title");
    this.append(this.pane);
    this.addEventListener("input", this.changed);
    this.draw();
    void this.ask();
  }

  disconnectedCallback(): void {
    this.removeEventListener("input", this.changed);
    clearTimeout(this.timer);
  }

  private readonly changed = (): void => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), 600);
  };

  private async ask(): Promise<void> {
    const form = this.querySelector("form");
    const article = form && documentOf(form, this.dataset["prefix"]);
    const asked = JSON.stringify(article);
    // Nothing is asked before there can be an answer.
    if (form && [...form.querySelectorAll<HTMLInputElement>("[required]")].some((field) => !field.value.trim())) {
      this.state = "unfinished";
      return this.draw();
    }
    if (!article || Object.keys(article).length === 0 || asked === this.shown) return;
    const turn = ++this.turn;
    this.state = "working";
    this.draw();
    let page: Page | null = null;
    let unfinished = false;
    try {
      page = await call<Page>("/api/content/preview", "POST", { document: article });
    } catch (error) {
      // Said below; the last preview stays visible.
      unfinished = error instanceof Refusal && error.status === 400;
    }
    // An answer that a later question has overtaken is of no use any more.
    if (turn !== this.turn) return;
    this.state = page ? "ready" : unfinished ? "unfinished" : "broken";
    if (page) {
      this.page = page;
      this.shown = asked;
    }
    this.draw();
  }

  /** The service cleans what it renders; the same markup goes to readers. */
  private article(page: Page): TemplateResult {
    const part = (title: string, rows: { name: string; text: string }[]): unknown => rows.length === 0 ? nothing
      : html`<h3>${title}</h3>${rows.map((row) => html`<h4>${row.name}</h4><div>${unsafeHTML(row.text)}</div>`)}`;
    const asked = (rows: { question: string; html: string }[] = []): { name: string; text: string }[] =>
      rows.map((row) => ({ name: row.question, text: row.html }));
    return html`<div class="prose stack">
      <h3>${page.title}</h3>
      ${page.readingMinutes ? html`<p class="meta">${words.minutes(page.readingMinutes)}</p>` : nothing}
      <div class="lead">${unsafeHTML(page.definitionHtml ?? "")}</div>
      ${page.sections?.map((section) => html`<h3>${section.title}</h3><div>${unsafeHTML(section.html)}</div>`)}
      ${part(words.timeline, (page.timeline ?? []).map((row) => ({ name: row.period, text: row.html })))}
      ${part(words.debates, asked(page.debates))} ${part(words.faq, asked(page.faq))}
      ${page.references?.length ? html`<h3>${words.references}</h3><ol class="references">${page.references.map((one) =>
        html`<li>${/^https?:/i.test(one.url ?? "") ? html`<a href=${one.url} rel="noreferrer">${one.text}</a>` : one.text}</li>`)}</ol>` : nothing}
    </div>`;
  }

  private draw(): void {
    const said = this.state === "ready" ? "" : words[this.state];
    render(html`<h2 id="preview-title">${words.title}</h2><p class="meta" role="status">${said}</p>
      ${this.page ? this.article(this.page) : nothing}`, this.pane);
  }
}

customElements.define("ps-editor", EditorElement);
