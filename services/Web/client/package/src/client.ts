import { newId } from "./backoff.js";
import { Connection } from "./connection.js";
import type { Entry, HeldMessage, SupportOffer } from "./contract.js";
import { hubLink, type Link } from "./link.js";
import { Outbox } from "./outbox.js";
import { Room, type RoomHost } from "./room.js";
import { canShare, Tabs } from "./tabs.js";

/** How to reach a site's rooms, and as whom. */
export interface ChatOptions {
  /** The hub's address, such as `https://example.org/hubs/chat`; by default the one of the site whose page this is. */
  url?: string;
  /**
   * The member's id. Where it is given, nobody else's session is ever used, posts that an earlier visit left unsent go out again, and the tabs of a browser
   * share one connection. A program that does not know it yet learns it from `joined`.
   */
  me?: string;
  /** Gives a valid access token, and is asked again for each connection. A page of the site has a cookie instead. */
  token?: () => Promise<string>;
  /** Whether the member is still signed in; asked after a try to connect that did not work, because a refusal looks like a lost network. */
  admitted?: () => Promise<boolean>;
  /** False for a connection of this tab's own. */
  share?: boolean;
  /** Another transport, for tests. */
  open?: () => Link;
  /** Where unsent posts are kept; by default in IndexedDB, or in memory where there is none. */
  outbox?: Outbox;
}

/**
 * A site's rooms, over one connection for all of them and, in a browser, for all tabs. It connects with the first room, again after every loss, and anew
 * before its token ends.
 * @example
 * const chat = new ChatClient({ url: "https://example.org/hubs/chat", token: () => freshToken() });
 * const room = chat.room(groupId);
 * room.on("arrived", (entries) => entries.forEach(show));
 * await room.post({ body: "Good evening." });
 */
export class ChatClient {
  /** The one connection; `state` tells how it stands. */
  readonly connection: Connection;

  private readonly rooms = new Map<string, Room>();
  private readonly tabs: Tabs | null;
  private readonly host: RoomHost;
  private running = false;

  constructor(private readonly options: ChatOptions = {}) {
    const { url = "/hubs/chat", me = "", token, admitted = async () => true, share = true, open = () => hubLink(url, token) } = options;
    this.tabs = share && me && canShare() ? new Tabs(`ps-chat ${url} ${me}`, open) : null;
    this.connection = new Connection(() => this.heard(this.tabs?.link() ?? open()), admitted);
    this.connection.on("state", (state) => { if (state === "refused") this.tabs?.stop(); });
    this.host = {
      connection: this.connection,
      outbox: options.outbox ?? new Outbox(),
      tab: this.tabs?.id ?? newId(),
      alive: async () => (await this.tabs?.alive()) ?? null,
      left: (room) => { if (this.rooms.get(room.id) === room) this.rooms.delete(room.id); },
    };
    if (this.tabs) this.tabs.onGone = () => this.rooms.forEach((room) => void room.inherit());
  }

  /** The room of a group: joined now, or the one that has been. */
  room(groupId: string): Room {
    const known = this.rooms.get(groupId);
    if (known) return known;
    const room = new Room(groupId, this.options.me ?? "", this.host);
    this.rooms.set(groupId, room);
    if (!this.running) void this.connection.run();
    this.running = true;
    return room;
  }

  /** Leaves everything at once. A client that was stopped is not used again. */
  stop(): void {
    this.connection.stop();
    this.tabs?.stop();
  }

  /** For when the device says that it is offline: what is under way is given up now and goes out again later. */
  cut(): void {
    this.connection.cut();
  }

  private heard(link: Link): Link {
    for (const method of ["Entries", "Head", "Held"] as const) {
      link.on(method, (groupId: string, what: Entry[] | number | HeldMessage) => this.rooms.get(groupId)?.receive(method, what));
    }
    link.on("SupportOffered", (offer: SupportOffer) => this.rooms.forEach((room) => room.offer(offer)));
    return link;
  }
}
