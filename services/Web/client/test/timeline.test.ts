import assert from "node:assert/strict";
import test from "node:test";
import { marked } from "../src/console/marks.js";
import { backoff, Timeline } from "peersupport-chat";
import { entry } from "./fake-room.js";

test("Entries make the same message in whatever order they come", () => {
  const entries = [
    entry(1), entry(2, { kind: "edit", messageId: "m1", body: "changed" }),
    entry(3, { kind: "reaction", messageId: "m1", authorId: "fern", reaction: "heard" }),
    entry(4, { kind: "reaction", messageId: "m1", authorId: "moss", reaction: "with_you" }),
    entry(5, { kind: "reaction", messageId: "m1", authorId: "fern", reaction: null }),
  ];
  for (const order of [entries, [...entries].reverse()]) {
    const timeline = new Timeline("fern");
    for (const one of order) timeline.add(one);
    const [message] = timeline.messages();
    assert.equal(message?.body, "changed");
    assert.equal(message?.edited, true);
    assert.equal(message?.mine, null);
    assert.deepEqual([...message!.others], ["with_you"]);
  }
});

test("An edit without its post is no message yet", () => {
  const timeline = new Timeline("fern");
  timeline.add(entry(9, { kind: "edit", messageId: "m1" }));
  assert.equal(timeline.messages().length, 0);
  timeline.add(entry(1));
  assert.equal(timeline.messages()[0]?.body, "body 9");
});

test("Reactions of somebody who is muted do not reach the reader, and do again when it is undone", () => {
  const timeline = new Timeline("fern");
  timeline.add(entry(1, { authorId: "fern" }));
  timeline.ignore(new Set(["moss"]));
  timeline.add(entry(2, { kind: "reaction", messageId: "m1", authorId: "moss", reaction: "with_you" }));
  timeline.add(entry(3, { kind: "reaction", messageId: "m1", authorId: "otto", reaction: "heard" }));
  assert.deepEqual([...timeline.get("m1")!.others], ["heard"]);
  timeline.ignore(new Set());
  assert.deepEqual([...timeline.get("m1")!.others], ["with_you", "heard"]);
});

test("What was taken out is gone", () => {
  const timeline = new Timeline("fern");
  timeline.add(entry(1));
  timeline.add(entry(2, { kind: "removal", messageId: "m1", body: null }));
  assert.equal(timeline.get("m1")?.gone, "removed");
});

test("The wait before coming back grows, is spread, and has an end", () => {
  assert.ok(backoff(0, () => 0.999) <= 1000);
  assert.ok(backoff(3, () => 0) < backoff(3, () => 0.9));
  assert.ok(backoff(40, () => 1) <= 30_000);
});

test("Overlapping finds become one mark", () => {
  const find = (start: number, length: number): Parameters<typeof marked>[1][number] => ({ start, length });
  const parts = marked("one two three", [find(0, 5), find(4, 3), find(0, 0), find(99, 2)]);
  assert.equal(parts.length, 3);
  assert.equal(parts[2], " three");
});
