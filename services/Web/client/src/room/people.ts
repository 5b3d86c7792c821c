import type { Answer, BlockedMember, BlockKind } from "peersupport-chat";
import { call, Refusal } from "../http.js";

const path = "/api/chat/me/blocks";

/** Whom the reader has muted or blocked. Everybody in the room gets the same lines; what these wrote is folded here, on the reader's own devices. */
export class People {
  private known = new Map<string, BlockKind>();

  constructor(private readonly changed: (ignored: ReadonlySet<string>) => void) {}

  of(memberId: string): BlockKind | null {
    return this.known.get(memberId) ?? null;
  }

  get ignored(): ReadonlySet<string> {
    return new Set(this.known.keys());
  }

  take(list: readonly BlockedMember[]): void {
    this.known = new Map(list.map((one) => [one.memberId, one.kind]));
    this.changed(this.ignored);
  }

  /** Looks again, for what was changed on another page or device. */
  async refresh(): Promise<void> {
    try {
      this.take((await call<BlockedMember[]>(path)) ?? []);
    } catch {
      // What was known stays; the next joining tells anew.
    }
  }

  /** Null shows the person's messages again. */
  async change(memberId: string, kind: BlockKind | null): Promise<Answer> {
    try {
      await call(`${path}/${memberId}`, kind ? "PUT" : "DELETE", kind ? { kind } : undefined);
    } catch (error) {
      return error instanceof Refusal ? { code: error.code, message: error.message } : { code: "offline" };
    }
    if (kind) this.known.set(memberId, kind);
    else this.known.delete(memberId);
    this.changed(this.ignored);
    return { code: "ok" };
  }
}
