import type { Answer, Guidance, Place, Posted, Reaction, Stretch } from "./contract.js";
import type { Link } from "./link.js";

/** What a reader asks of the room besides posting. Nothing of it waits for a connection: without one the answer is `offline`. */
export class RoomCalls {
  constructor(
    private readonly groupId: string,
    private readonly link: () => Link | null,
    private readonly edited: (answer: Posted) => void,
  ) {}

  edit(messageId: string, body: string): Promise<Posted> {
    return this.ask<Posted>("Edit", { messageId, body }).then((answer) => {
      this.edited(answer);
      return answer;
    });
  }

  /** What could be thought of before the text is sent; an answer that is not `ok` says nothing about it. */
  guide(body: string): Promise<Guidance> {
    return this.ask("Guide", { body });
  }

  delete(messageId: string): Promise<Answer> {
    return this.ask("Delete", { messageId });
  }

  react(messageId: string, reaction: Reaction | null): Promise<Answer> {
    return this.ask("React", { messageId, reaction });
  }

  /** Null takes down what stands on top of the room. */
  pin(messageId: string | null): Promise<Answer> {
    return this.ask("Pin", { messageId });
  }

  report(messageId: string, reason: string, note: string): Promise<Answer> {
    return this.ask("Report", { messageId, reason, note: note || null });
  }

  refer(messageId: string, note: string): Promise<Answer> {
    return this.ask("Refer", { messageId, note: note || null });
  }

  askModerator(text: string): Promise<Answer> {
    return this.ask("AskModerator", { text });
  }

  around(place: Place): Promise<Stretch> {
    return this.ask("Around", place);
  }

  earlier(before: number): Promise<Stretch> {
    return this.invoke("Earlier", this.groupId, before);
  }

  after(sequence: number): Promise<Stretch> {
    return this.invoke("Catchup", this.groupId, sequence);
  }

  private ask<T extends Answer>(method: string, body: object): Promise<T> {
    return this.invoke<T>(method, { groupId: this.groupId, ...body });
  }

  private async invoke<T extends Answer>(method: string, ...args: unknown[]): Promise<T> {
    const link = this.link();
    if (!link) return { code: "offline" } as T;
    try {
      return await link.invoke<T>(method, ...args);
    } catch {
      return { code: "unavailable" } as T;
    }
  }
}
