import type { RoomMessage } from "peersupport-chat";

const enough = 4;
const apart = 3 * 60_000;

/** Whether the reader has just sent several messages in a row, close together, with nobody else in between. */
export function manyInARow(messages: readonly RoomMessage[], me: string, now: number): boolean {
  const last = messages.slice(-enough);
  return last.length === enough && last.every((one) => one.authorId === me && !one.gone) && now - Date.parse(last[0]!.at) < apart;
}
