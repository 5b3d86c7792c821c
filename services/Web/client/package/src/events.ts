/** Something that tells what happens to it, each happening by a name of its own. */
export class Events<T extends object> {
  private readonly handlers = new Map<keyof T, Set<(detail: never) => void>>();

  /** Calls the handler whenever it happens, until the function that is given back is called. */
  on<K extends keyof T>(name: K, handler: (detail: T[K]) => void): () => void {
    const handlers = this.handlers.get(name) ?? new Set();
    this.handlers.set(name, handlers.add(handler));
    return () => void handlers.delete(handler);
  }

  protected emit<K extends keyof T>(name: K, detail: T[K]): void {
    for (const handler of [...this.handlers.get(name) ?? []]) (handler as (detail: T[K]) => void)(detail);
  }
}
