import { Timeline, type Answer, type Entry, type Place, type Room, type Stretch } from "peersupport-chat";
import type { People } from "./people.js";

/** A look at an older part of the log, beside the newest part that the room goes on keeping. */
export class Past {
  timeline = new Timeline("");
  isOpen = false;
  hasEarlier = false;
  more = false;
  private end = 0;

  constructor(private readonly room: () => Pick<Room, "calls">, private readonly people: People, private readonly me: string, private readonly changed: () => void, private readonly left: () => void) {}

  /** Opens the log at a place. The number of the first message from there on comes with the answer, so that it can be shown. */
  async open(place: Place): Promise<Answer & { found?: string | undefined }> {
    const answer = await this.room().calls.around(place);
    if (answer.code !== "ok") return answer;
    this.timeline = new Timeline(this.me);
    this.timeline.ignore(this.people.ignored);
    this.end = 0;
    this.isOpen = true;
    this.hasEarlier = answer.hasEarlier ?? false;
    this.add(answer);
    const messages = this.timeline.messages();
    const from = place.sequence ?? (place.messageId ? this.timeline.get(place.messageId)?.sequence : undefined);
    const first = from === undefined ? messages.find((one) => !place.at || Date.parse(one.at) >= Date.parse(place.at)) : messages.find((one) => one.sequence >= from);
    return { code: "ok", found: (first ?? messages[messages.length - 1])?.id };
  }

  close(): void {
    this.isOpen = false;
    this.left();
  }

  async earlier(): Promise<void> {
    const answer = await this.room().calls.earlier(this.timeline.first);
    if (answer.code !== "ok") return;
    this.hasEarlier = answer.hasEarlier ?? false;
    for (const entry of answer.entries ?? []) this.timeline.add(entry);
    this.changed();
  }

  async later(): Promise<void> {
    const answer = await this.room().calls.after(this.end);
    if (answer.code === "ok") this.add(answer);
  }

  /** What happens now to a message that is being looked at shows here too. */
  arrived(entries: readonly Entry[]): void {
    if (!this.isOpen) return;
    for (const entry of entries) if (this.timeline.get(entry.messageId)) this.timeline.add(entry);
  }

  private add(answer: Stretch): void {
    for (const entry of answer.entries ?? []) {
      this.timeline.add(entry);
      this.end = Math.max(this.end, entry.sequence);
    }
    this.more = answer.more ?? false;
    this.changed();
  }
}
