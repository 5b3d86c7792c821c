interface Request { name: string; run(): void; refuse(): void }

/** The locks of a browser, for tests in Node: one holder each, the others in the order they came. */
export class FakeLocks {
  private readonly holders = new Map<string, { refuse(): void }>();
  private readonly waiting: Request[] = [];

  request(name: string, second: { signal?: AbortSignal; steal?: boolean } | (() => Promise<void>), third?: () => Promise<void>): Promise<void> {
    const options = typeof second === "function" ? {} : second;
    const work = typeof second === "function" ? second : third!;
    return new Promise((resolve, reject) => {
      const refuse = (): void => reject(new Error("AbortError"));
      const run = (): void => {
        const holder = { refuse };
        this.holders.set(name, holder);
        void Promise.resolve().then(work).finally(() => {
          if (this.holders.get(name) === holder) this.release(name);
          resolve();
        });
      };
      if (options.steal) {
        this.holders.get(name)?.refuse();
        return run();
      }
      if (!this.holders.has(name)) return run();
      const request = { name, run, refuse };
      this.waiting.push(request);
      options.signal?.addEventListener("abort", () => {
        const at = this.waiting.indexOf(request);
        if (at >= 0) this.waiting.splice(at, 1);
        refuse();
      });
    });
  }

  async query(): Promise<{ held: { name: string }[] }> {
    return { held: [...this.holders.keys()].map((name) => ({ name })) };
  }

  private release(name: string): void {
    this.holders.delete(name);
    const at = this.waiting.findIndex((one) => one.name === name);
    if (at >= 0) this.waiting.splice(at, 1)[0]!.run();
  }
}
