import { isTyping } from "../base.js";

const kept = "ps-keys";

/** Whether single keys act. Somebody who dictates needs to be able to turn them off. */
export function keysOn(): boolean {
  try {
    return localStorage.getItem(kept) !== "off";
  } catch {
    return true;
  }
}

export function turnKeys(on: boolean): void {
  try {
    localStorage.setItem(kept, on ? "on" : "off");
  } catch {
    // Then the choice holds until the page is left.
  }
}

/** Runs the command of a key, unless somebody is writing or turned the keys off. */
export function onKey(event: KeyboardEvent, commands: Record<string, () => void>): void {
  if (event.repeat || isTyping(event) || !keysOn()) return;
  const command = commands[event.key.toLowerCase()];
  if (!command) return;
  event.preventDefault();
  command();
}
