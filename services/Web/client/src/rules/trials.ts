import { call, said } from "../http.js";
import { rules as words } from "../words/screening-rules.js";
import { api, type DryRun, type DryRunGroup, type DryRunPage, type Explanation } from "./contract.js";
import type { DryState } from "./dry-run-view.js";
import type { Tried } from "./try-view.js";

const soon = 1_500;

/** Trying rules: on a sentence, and by chat on past messages, which goes on wherever the reader is. */
export class Trials {
  readonly dry: DryState = { runs: null, shown: null, groups: [], error: "" };
  tried: Tried = { text: "", of: "", explanation: null, error: "", busy: false };
  private timer = 0;
  private stopped = false;

  constructor(private readonly base: () => string, private readonly draw: () => void, private readonly ended: () => Promise<void>) {}

  async begin(): Promise<void> {
    this.stopped = false;
    await Promise.all([this.runs(), this.groups()]);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  async try(): Promise<void> {
    const text = this.tried.text;
    if (!text.trim() || this.tried.busy) return;
    this.tried = { ...this.tried, busy: true, error: "" };
    this.draw();
    try {
      this.tried = { ...this.tried, of: text, explanation: await call<Explanation>(`${this.base()}/try`, "POST", { text }) };
    } catch (error) {
      this.tried = { ...this.tried, explanation: null, error: said(error, words.failed) };
    }
    this.tried.busy = false;
    this.draw();
  }

  start(form: HTMLFormElement): void {
    const data = new FormData(form);
    const day = (name: string): string | null => data.get(name) ? new Date(`${String(data.get(name))}T00:00`).toISOString() : null;
    void this.act(`${this.base()}/dry-runs`, { limit: Number(data.get("limit")), groupId: data.get("group") || null, since: day("since"), until: day("until") });
  }

  async cancel(id: string): Promise<void> {
    await this.act(`${api}/dry-runs/${id}/cancel`, {});
  }

  async show(id: string): Promise<void> {
    try {
      this.dry.shown = await call<DryRunPage>(`${api}/dry-runs/${id}`);
    } catch (error) {
      this.dry.error = said(error, words.failed);
    }
    this.draw();
  }

  private async act(path: string, body: object): Promise<void> {
    this.dry.error = "";
    try {
      await call(path, "POST", body);
    } catch (error) {
      this.dry.error = said(error, words.failed);
    }
    await this.runs();
  }

  private async runs(): Promise<void> {
    clearTimeout(this.timer);
    try {
      const before = this.dry.runs?.find((one) => one.state === "running");
      this.dry.runs = await call<DryRun[]>(`${this.base()}/dry-runs`);
      const ended = before && this.dry.runs?.find((one) => one.id === before.id && one.state !== "running");
      if (ended) await this.ended();
      if (ended?.state === "done") await this.show(ended.id);
    } catch {
      // It goes on wherever it is; the page looks again.
    }
    if (!this.stopped && (this.dry.runs?.some((one) => one.state === "running") ?? true)) this.timer = setTimeout(() => void this.runs(), soon);
    this.draw();
  }

  private async groups(): Promise<void> {
    try {
      this.dry.groups = await call<DryRunGroup[]>(`${api}/dry-runs/groups`) ?? [];
    } catch {
      // A dry run over every group is possible all the same.
    }
    this.draw();
  }
}
