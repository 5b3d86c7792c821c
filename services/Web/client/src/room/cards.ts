import { call, Refusal } from "../http.js";

/** What a page of this site is about, as the content service tells it. */
export interface Card {
  kind: "article" | "module" | "lesson";
  path: string;
  title: string;
  summary: string;
  minutes: number;
}

/** A link to a page of this site in a text. */
export interface SiteLink {
  /** The address as it stands in the text. */
  text: string;
  /** Where it leads, on this site. */
  path: string;
}

/** How many cards stand under one message. */
const most = 3;
const page = /^\/(?:learn|modules)\/[a-z0-9-]+(?:\/[a-z0-9-]+)?\/?$/;

/** A line of a message, cut at the links to articles, modules and lessons of this site. Addresses of other sites stay text. */
export function withLinks(line: string, origin: string): (string | SiteLink)[] {
  const parts: (string | SiteLink)[] = [];
  let done = 0;
  for (const found of line.matchAll(/https?:\/\/[^\s<>"]+/g)) {
    // What ends a sentence or a bracket is not part of the address.
    const text = found[0].replace(/[.,;:!?)\]}'’”]+$/, "");
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url?.origin !== origin || !page.test(url.pathname)) continue;
    if (found.index > done) parts.push(line.slice(done, found.index));
    parts.push({ text, path: url.pathname.replace(/\/$/, "") + url.hash });
    done = found.index + text.length;
  }
  if (done < line.length) parts.push(line.slice(done));
  return parts;
}

/** The cards of the pages that were linked to, each asked for once. */
export class Cards {
  private readonly known = new Map<string, Card | null>();

  constructor(private readonly changed: () => void, private readonly origin: string = location.origin) {}

  parts(line: string): (string | SiteLink)[] {
    return withLinks(line, this.origin);
  }

  /** The cards of a text, as far as they have come. */
  of(text: string): Card[] {
    const paths = this.parts(text).flatMap((part) => typeof part === "string" ? [] : [part.path.replace(/#.*/, "")]);
    return [...new Set(paths)].slice(0, most).flatMap((path) => this.get(path) ?? []);
  }

  private get(path: string): Card | null {
    if (!this.known.has(path)) void this.fetch(path);
    return this.known.get(path) ?? null;
  }

  private async fetch(path: string): Promise<void> {
    this.known.set(path, null);
    try {
      this.known.set(path, await call<Card>(`/api/content/cards?path=${encodeURIComponent(path)}`));
      this.changed();
    } catch (error) {
      // An address without a page stays without a card; where nobody answered, the next drawing asks again.
      if (!(error instanceof Refusal)) this.known.delete(path);
    }
  }
}
