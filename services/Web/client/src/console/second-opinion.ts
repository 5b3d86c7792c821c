import { html, nothing } from "lit";
import { Island } from "../base.js";
import { call, Refusal } from "../http.js";
import { opinion as words } from "../words/opinion.js";
import type { CaseDetail } from "./contract.js";
import { asAnswer, missing, noOpinion, opinionView, type Opinion } from "./opinion-view.js";

/** The question about screening once more, for those who read a decided case: it decides nothing, and two who agree teach more. */
class SecondOpinionElement extends Island {
  static override readonly properties = { detail: { attribute: false } };
  declare detail: CaseDetail;
  private opinion: Opinion = noOpinion;
  private error = "";
  private sent = false;

  private async send(event: Event): Promise<void> {
    event.preventDefault();
    this.error = this.opinion.kind === null ? words.choose : missing(this.opinion);
    if (this.error) return this.requestUpdate();
    try {
      await call(`/api/moderation/cases/${encodeURIComponent(this.detail.id)}/answer`, "POST", asAnswer(this.opinion));
      this.sent = true;
    } catch (error) {
      this.error = error instanceof Refusal && error.status < 500 && error.message ? error.message : words.failed;
    }
    this.requestUpdate();
  }

  protected override render(): unknown {
    if (this.sent) return html`<p role="status">${words.sent}</p>`;
    return html`<details class="fold"><summary>${words.second}</summary>
      <form class="stack-tight" @submit=${(event: Event) => void this.send(event)}>
        <p class="small">${words.secondLead}</p>
        <div role="alert">${this.error ? html`<p class="to-change">${this.error}</p>` : nothing}</div>
        ${opinionView(this.detail, this.opinion, (opinion) => { this.opinion = opinion; this.error = ""; this.requestUpdate(); })}
        <p class="actions"><button class="button" type="submit">${words.send}</button></p>
      </form></details>`;
  }
}

customElements.define("ps-second-opinion", SecondOpinionElement);
