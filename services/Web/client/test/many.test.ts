import assert from "node:assert/strict";
import test from "node:test";
import { manyInARow } from "../src/room/many.js";
import { Timeline } from "peersupport-chat";
import { entry } from "./fake-room.js";

function talk(...authors: string[]): ReturnType<Timeline["messages"]> {
  const timeline = new Timeline("fern");
  authors.forEach((authorId, n) => timeline.add(entry(n + 1, { authorId, at: new Date(n * 10_000).toISOString() })));
  return timeline.messages();
}

test("Four messages in a row within minutes are several, three or an old row are not", () => {
  assert.equal(manyInARow(talk("fern", "fern", "fern", "fern"), "fern", 60_000), true);
  assert.equal(manyInARow(talk("fern", "fern", "fern"), "fern", 60_000), false);
  assert.equal(manyInARow(talk("fern", "fern", "moss", "fern", "fern"), "fern", 60_000), false);
  assert.equal(manyInARow(talk("fern", "fern", "fern", "fern"), "fern", 10 * 60_000), false);
});
