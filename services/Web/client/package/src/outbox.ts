import type { NewPost } from "./contract.js";

// What the device keeps for the member: unsent posts in IndexedDB, which survives a reload, and drafts in localStorage, which is there at once.
// A site's "leave quickly" deletes both: the database `ps-room`, and keys that begin with `ps-`.

/** A post that the service has not confirmed yet. */
export interface Waiting extends NewPost {
  /** When it was posted on the device, in milliseconds since 1970; posts go out in this order. */
  at: number;
  /** Whose post it is: a device may be shared, and nobody else may send it. */
  owner: string;
  /** The tab that sends it. */
  tab?: string;
}

const draftKey = (owner: string, groupId: string): string => `ps-draft-${owner}-${groupId}`;

/** What a member has begun to write in a group; empty where there is nothing. */
export function readDraft(owner: string, groupId: string): string {
  try {
    return localStorage.getItem(draftKey(owner, groupId)) ?? "";
  } catch {
    return "";
  }
}

/** Keeps what a member has begun to write in a group; an empty text forgets it. */
export function keepDraft(owner: string, groupId: string, text: string): void {
  try {
    if (text) localStorage.setItem(draftKey(owner, groupId), text);
    else localStorage.removeItem(draftKey(owner, groupId));
  } catch {
    // Private windows may refuse; the text is still in the field.
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Posts that the service has not confirmed yet. Falls back to memory where there is no IndexedDB. */
export class Outbox {
  private readonly memory = new Map<string, Waiting>();
  private readonly db: Promise<IDBDatabase | null>;

  constructor() {
    this.db = Outbox.open();
  }

  private static async open(): Promise<IDBDatabase | null> {
    try {
      const request = indexedDB.open("ps-room", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "clientId" });
      const db = await done(request);
      // Another tab that forgets everything must not wait for this one.
      db.onversionchange = () => db.close();
      return db;
    } catch {
      return null;
    }
  }

  /**
   * The unsent posts of a member in a group that this tab has to send, oldest first: its own, and those that tabs left behind which live no more. That a post
   * changes hands happens in one transaction, so two tabs never take the same.
   */
  async take(owner: string, groupId: string, tab: string, alive: ReadonlySet<string>): Promise<Waiting[]> {
    const store = await this.store("readwrite");
    const all = store ? await done(store.getAll() as IDBRequest<Waiting[]>) : [...this.memory.values()];
    const mine = all.filter((post) => post.groupId === groupId && post.owner === owner && (post.tab === tab || !alive.has(post.tab ?? "")));
    // The transaction is still open: nothing has been awaited since its last request but that request.
    if (store) for (const post of mine) if (post.tab !== tab) store.put({ ...post, tab });
    return mine.map((post) => ({ ...post, tab })).sort((a, b) => a.at - b.at);
  }

  async put(post: Waiting): Promise<void> {
    this.memory.set(post.clientId, post);
    const store = await this.store("readwrite");
    if (store) await done(store.put(post));
  }

  async remove(clientId: string): Promise<void> {
    this.memory.delete(clientId);
    const store = await this.store("readwrite");
    if (store) await done(store.delete(clientId));
  }

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore | null> {
    try {
      return (await this.db)?.transaction("outbox", mode).objectStore("outbox") ?? null;
    } catch {
      return null;
    }
  }
}
