import type { NewPost } from "./contract.js";

// What the device keeps for the reader: unsent posts in IndexedDB, which survives a reload, and drafts in localStorage, which is there at once.
// "Leave quickly" deletes both by their names; they have to match leave.ts.

export interface Waiting extends NewPost {
  /** When the reader pressed Post; posts go out in this order. */
  at: number;
  /** Whose post it is: a device may be shared, and nobody else may send it. */
  owner: string;
}

const draftKey = (owner: string, groupId: string): string => `ps-draft-${owner}-${groupId}`;

export function readDraft(owner: string, groupId: string): string {
  try {
    return localStorage.getItem(draftKey(owner, groupId)) ?? "";
  } catch {
    return "";
  }
}

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

/** Posts that the service has not confirmed yet. Falls back to memory where the browser keeps nothing. */
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

  async all(owner: string, groupId: string): Promise<Waiting[]> {
    let posts = [...this.memory.values()];
    const store = await this.store("readonly");
    if (store) posts = await done(store.getAll() as IDBRequest<Waiting[]>);
    return posts.filter((post) => post.groupId === groupId && post.owner === owner).sort((a, b) => a.at - b.at);
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
