import { html, nothing } from "lit";
import { ChatClient, type Answer, type Entry, type Joined, type Place, type Posted, type Room, type SupportOffer, type Waiting } from "peersupport-chat";
import { Island } from "../base.js";
import { signedIn } from "../http.js";
import { search as searchWords } from "../words/search.js";
import { room as words } from "../words/room.js";
import { absence, byOthers, type Absence, type Reader } from "./absence.js";
import { composerView } from "./composer.js";
import { awayView } from "./away.js";
import { Composing } from "./composing.js";
import { Dialogs } from "./dialogs.js";
import { logView } from "./log-view.js";
import { pinnedView, type MessageActions } from "./message-view.js";
import { afterPastView, guidanceView, hereView, manyView, pastView, refusedView, statusView, toolsView } from "./notices.js";
import { Past } from "./past.js";
import { People } from "./people.js";
import { nextMoment } from "./quiet.js";
import { endView, rulesView } from "./rules.js";
import { Search } from "./search.js";
import { Cards } from "./cards.js";
import { Themes } from "./themes.js";
import { Window } from "./window.js";
import { supportPanel } from "./support.js";

/** The live room of a group. Holds what is shown; what is true is the room's of the package. */
export class RoomElement extends Island {
  private chat: ChatClient | null = null;
  private room: Room | null = null;
  private composing: Composing | null = null;
  private past: Past | null = null;
  private search: Search | null = null;
  private offer: SupportOffer | null = null;
  private readonly people = new People((ignored) => { this.room?.timeline.ignore(ignored); this.requestUpdate(); });
  private readonly themes = new Themes(() => this.requestUpdate());
  private readonly cards = new Cards(() => this.requestUpdate());
  private readonly dialogs = new Dialogs(() => this.room!, this.people, this.themes, () => this.requestUpdate(), (selector) => this.focusOn(selector));
  private back: Absence | null = null;
  private readonly received = new Map<string, string>();
  private readonly dismissed = new Set<string>();
  private unseen = 0;
  private pausedAt: number | null = null;
  private late = false;
  private isAway = false;
  private readonly window = new Window();
  private moment: ReturnType<typeof setTimeout> | undefined;
  private opened = false;
  private returnTo: HTMLElement | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    const { groupId = "", me = "" } = this.dataset;
    this.composing = new Composing({
      me, groupId, people: this.people,
      room: () => this.room!, changed: () => this.requestUpdate(), focusOn: (selector) => this.focusOn(selector), toEnd: () => this.toEnd(),
      field: () => this.querySelector<HTMLTextAreaElement>("#draft"),
    });
    this.past = new Past(() => this.room!, this.people, me, () => this.requestUpdate(), () => void this.toEnd());
    this.search = new Search(this.dataset["groupSlug"] ?? "", this.people, this.themes, () => this.requestUpdate(), (place) => void this.look(place));
    this.chat = new ChatClient({ me, admitted: signedIn });
    this.room = this.chat.room(groupId);
    this.room.on("changed", () => this.changed());
    this.room.on("joined", (answer) => this.joined(answer));
    this.room.on("opened", () => { this.opened = true; void this.arrive(); });
    this.room.on("arrived", (entries) => this.arrived(entries));
    this.room.on("back", ({ milliseconds, entries }) => { this.back = absence(milliseconds, entries, this.reader) ?? this.back; this.requestUpdate(); });
    this.room.on("posted", ({ post, answer }) => this.posted(post, answer));
    this.room.on("supported", (offer) => this.supported(offer));
    for (const [what, act] of this.heard) addEventListener(what, act, { passive: true });
    document.addEventListener("visibilitychange", this.seen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leave();
    for (const [what, act] of this.heard) removeEventListener(what, act);
    document.removeEventListener("visibilitychange", this.seen);
  }

  private changed(): void {
    if (!this.opened) this.window.follow(this.room?.timeline.messages() ?? []);
    // A connection that is renewed within two seconds is not worth a line that flickers.
    if (this.room?.state === "away" && !this.late) setTimeout(() => { this.late = this.room?.state === "away"; this.requestUpdate(); }, 2000);
    if (this.room?.state === "ready") {
      this.late = false;
    }
    this.requestUpdate();
  }

  private joined(answer: Joined): void {
    this.people.take(answer.blocks ?? []);
    this.themes.take(answer.themes ?? []);
  }

  private arrived(entries: Entry[]): void {
    const fresh = byOthers(entries, this.reader);
    this.past?.arrived(entries);
    if (this.pausedAt !== null || this.isAway || this.past?.isOpen || !this.atEnd()) this.unseen += fresh.length;
    else if (entries.some((entry) => entry.kind === "post")) void this.toEnd();
    this.requestUpdate();
  }

  private posted(post: Waiting, answer: Posted): void {
    if (answer.code === "ok") {
      this.received.clear();
      this.received.set(post.clientId, post.contentNote ? words.postedFolded : answer.message || words.posted);
    } else if (answer.code !== "held") this.composing!.takeBack(post, answer);
    this.requestUpdate();
  }

  private supported(offer: SupportOffer): void {
    this.offer = offer;
    this.isAway = false;
    this.returnTo = document.activeElement as HTMLElement | null;
    void this.focusOn(".support").then(() => this.querySelector(".support")?.scrollIntoView({ block: "start" }));
  }

  private get reader(): Reader {
    return { me: this.dataset["me"] ?? "", people: this.people, timeline: this.room!.timeline };
  }

  private readonly offline = (): void => { this.chat?.cut(); this.requestUpdate(); };

  /** Somebody may have been muted in another window meanwhile. Nobody is told that the reader is back. */
  private readonly seen = (): void => {
    if (document.hidden || this.room?.state !== "ready") return;
    void this.people.refresh();
    void this.themes.refresh();
  };

  private readonly leave = (): void => this.chat?.stop();

  private readonly scrolled = (): void => {
    if (this.unseen && this.pausedAt === null && !this.past?.isOpen && this.atEnd()) {
      this.unseen = 0;
      this.requestUpdate();
    }
  };

  /** To the message that the address names, as a notice does, or to the newest. */
  private async arrive(): Promise<void> {
    const asked = /^#m-([0-9a-f-]{36})$/.exec(location.hash)?.[1];
    if (!asked) return this.toEnd("instant");
    if (this.room!.timeline.get(asked)) return this.focusOn(`#m-${asked}`);
    return this.look({ messageId: asked });
  }

  private readonly heard: readonly [string, () => void][] = [["ps-leave", this.leave], ["scroll", this.scrolled], ["offline", this.offline]];

  private atEnd(): boolean {
    const end = this.querySelector(".after-note");
    return !end || end.getBoundingClientRect().top < innerHeight + 200;
  }

  private async toEnd(behavior: ScrollBehavior = "auto"): Promise<void> {
    this.unseen = 0;
    this.past!.isOpen = false;
    this.window.follow(this.room!.timeline.messages());
    this.requestUpdate();
    await this.updateComplete;
    // The note stands below the field, so the newest message and the field are both in view.
    this.querySelector(".after-note")?.scrollIntoView({ block: "end", behavior });
  }

  private readonly actions: MessageActions = {
    reply: (message) => this.composing!.reply(message),
    edit: (id, body) => this.composing!.edit(id, body),
    remove: (id) => void this.done(this.room!.calls.delete(id)),
    react: (message, reaction) => void this.done(this.room!.calls.react(message.id, message.mine === reaction ? null : reaction)),
    open: (kind, messageId) => this.dialogs.open(kind, messageId),
    forget: (clientId) => void this.room!.forget(clientId),
    mayWrite: () => !this.room!.rules?.isArchived,
    mayPin: () => this.actions.mayWrite() && this.room!.pinned.mayPin,
    pin: (id) => void this.done(this.room!.calls.pin(id)),
    find: (id) => void this.look({ messageId: id }),
    dismiss: (id) => { this.dismissed.add(id); this.requestUpdate(); },
  };

  /** Shows an older part of the log and puts the reader there. */
  private async look(place: Place): Promise<void> {
    const answer = await this.past!.open(place);
    if (answer.code !== "ok") return this.composing!.refuse(answer.code === "not_found" ? { code: "nothing_there", message: searchWords.gone } : answer);
    await (answer.found ? this.focusOn(`#m-${answer.found}`) : this.updateComplete);
  }

  private async earlier(): Promise<void> {
    if (!this.window.hides(this.room!.timeline.messages())) await this.room!.earlier();
    this.window.widen(this.room!.timeline.messages());
    this.requestUpdate();
  }

  private async done(answering: Promise<Answer>): Promise<void> {
    const answer = await answering;
    if (answer.code !== "ok") this.composing!.refuse(answer);
  }

  private log(): unknown {
    const { me = "", meName = "" } = this.dataset;
    return logView({
      room: this.past!.isOpen ? { timeline: this.past!.timeline, waiting: [], state: "ready", slowUntil: 0 } : this.room!,
      people: this.people, themes: this.themes, cards: this.cards, from: this.past!.isOpen ? 0 : this.window.from, me, meName, pausedAt: this.past!.isOpen ? null : this.pausedAt, dismissed: this.dismissed, received: this.received, actions: this.actions,
      formUnder: (messageId) => this.dialogs.under(messageId),
    });
  }

  private readonly stepAway = (): void => {
    this.isAway = true;
    void this.focusOn(".away");
  };

  private readonly comeBack = (): void => {
    this.isAway = false;
    void this.toEnd().then(() => this.focusOn("#step-away"));
  };

  private toggle(): void {
    const messages = this.room!.timeline.messages();
    const paused = this.pausedAt === null;
    this.pausedAt = paused ? messages[messages.length - 1]?.sequence ?? 0 : null;
    if (!paused) this.unseen = 0;
    this.requestUpdate();
  }

  private status(): unknown {
    const line = this.pausedAt !== null ? words.paused(this.unseen) : this.late || !navigator.onLine ? words.offline : null;
    const dismiss = (): void => { this.back = null; this.requestUpdate(); };
    return html`${this.actions.mayWrite() ? manyView(this.room!.timeline.messages(), this.dataset["me"] ?? "", this.stepAway) : nothing}${statusView(line, this.back, dismiss, this.pausedAt === null ? this.unseen : 0, () => void this.toEnd())}`;
  }

  /** What is said about quiet hours and waiting changes with the time alone. */
  protected override updated(): void {
    clearTimeout(this.moment);
    const wait = nextMoment(this.room!.rules, this.room!.slowUntil, Date.now());
    if (wait !== null) this.moment = setTimeout(() => this.requestUpdate(), wait);
  }

  protected override render(): unknown {
    const room = this.room!, composing = this.composing!, past = this.past!;
    if (room.state === "refused") return refusedView(room.refusal, this.dataset["groupSlug"] ?? "");
    if (this.isAway) return awayView(this.comeBack);
    const known = room.timeline.messages().length > 0 || room.timeline.held.size > 0;
    const loading = !known && (room.state === "connecting" || room.state === "away");
    return html`
      ${loading ? nothing : html`${hereView(room.here)}${rulesView(room.rules, Date.now())}`}
      ${toolsView(this.pausedAt !== null, {
        pause: () => this.toggle(), search: () => { if (this.search!.toggle()) void this.focusOn("#room-search"); },
        themes: () => this.actions.open("themes", null), stepAway: this.stepAway, ask: () => this.actions.open("ask", null),
      })}
      ${this.search!.view()}
      ${room.pinned.message ? pinnedView(room.pinned.message, { people: this.people, themes: this.themes, cards: this.cards, me: this.dataset["me"] ?? "", actions: this.actions }) : nothing}
      ${past.isOpen ? pastView(past) : room.hasEarlier || this.window.hides(room.timeline.messages()) ? html`<p><button class="text-button" type="button" @click=${() => void this.earlier()}>${words.earlier}</button></p>` : nothing}
      <h2 class="visually-hidden">${words.messages}</h2>
      <section class="log" role="log" aria-live=${past.isOpen ? "off" : "polite"} aria-label=${words.messages} aria-busy=${loading ? "true" : "false"} tabindex="0">
        ${loading ? html`<p class="meta">${words.loading}</p>` : this.log()}
      </section>
      ${past.isOpen ? afterPastView(past) : nothing}
      ${this.offer ? supportPanel(this.offer, () => {
        this.offer = null;
        this.requestUpdate();
        (this.returnTo ?? this.querySelector<HTMLElement>("#draft"))?.focus();
      }, () => this.actions.open("ask", null)) : nothing}
      ${this.dialogs.under(null)}
      ${!this.actions.mayWrite() ? endView(this.status(), composing.draft) : composerView(composing.draft, composing.actions, {
        above: this.status(), names: composing.names(), hints: this.offer ? nothing : guidanceView(composing.guidance.answer), still: !!this.offer || this.dialogs.isAsking || this.search!.isOpen,
      })}`;
  }
}
