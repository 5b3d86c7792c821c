import { LitElement } from "lit";

/** An island drawn into the page itself, without a shadow, so that the site's styles reach it. */
export abstract class Island extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    // What the server put here was for readers without scripts.
    this.replaceChildren();
    return this;
  }

  /** After the next drawing, moves the focus to what was just opened. */
  protected async focusOn(selector: string): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    const target = this.querySelector<HTMLElement>(selector);
    target?.focus();
    target?.scrollIntoView({ block: "nearest" });
  }
}

/** True where a letter is meant as text or belongs to the browser, not as a command. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target as HTMLElement | null;
  return !!target?.closest("textarea, select, input:not([type=radio]):not([type=checkbox]), [contenteditable]");
}
