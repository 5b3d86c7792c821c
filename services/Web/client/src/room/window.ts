/** How many messages are drawn at most beyond those that the reader asked for; enough to fill several screens. */
export const most = 200;
const step = 50;

/** A message as far as drawing it is concerned. */
interface Numbered { readonly sequence: number }

/**
 * Which messages are drawn. A room that is open for days knows thousands; only the newest are drawn while the reader follows, and what they have
 * reached by going back stays until they are at the end again, so that nothing moves under their eyes.
 */
export class Window {
  /** The number of the first one that is drawn. */
  from = 0;

  /** The reader is at the end. */
  follow(messages: readonly Numbered[]): void {
    this.from = messages[messages.length - most]?.sequence ?? 0;
  }

  /** Whether some that are known are not drawn. */
  hides(messages: readonly Numbered[]): boolean {
    return (messages[0]?.sequence ?? this.from) < this.from;
  }

  /** Draws some more of those that are known. */
  widen(messages: readonly Numbered[]): void {
    const first = messages.findIndex((one) => one.sequence >= this.from);
    this.from = messages[Math.max(0, first - step)]?.sequence ?? 0;
  }
}
