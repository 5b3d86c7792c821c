import assert from "node:assert/strict";
import test from "node:test";
import { most, Window } from "../src/room/window.js";

const talk = (length: number): { sequence: number }[] => Array.from({ length }, (_, n) => ({ sequence: 2 * n + 1 }));
const drawn = (window: Window, messages: { sequence: number }[]): number => messages.filter((one) => one.sequence >= window.from).length;

test("Of a long talk only the newest are drawn while the reader follows", () => {
  const window = new Window();
  window.follow(talk(10_000));
  assert.equal(drawn(window, talk(10_000)), most);
  assert.equal(window.hides(talk(10_000)), true);
  window.follow(talk(3));
  assert.equal(drawn(window, talk(3)), 3);
  assert.equal(window.hides(talk(3)), false);
});

test("What comes in while the reader is further up takes nothing away, and going back draws more until all is drawn", () => {
  const window = new Window();
  window.follow(talk(1000));
  assert.equal(drawn(window, talk(1100)), most + 100);
  for (let n = 0; n < 100 && window.hides(talk(1100)); n++) window.widen(talk(1100));
  assert.equal(drawn(window, talk(1100)), 1100);
});
