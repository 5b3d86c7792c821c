import assert from "node:assert/strict";
import test from "node:test";
import { Timeline } from "peersupport-chat";
import { absence } from "../src/room/absence.js";
import { entry } from "./fake-room.js";

test("After an absence the reader hears how long it was, what others said, and what of it answers them", () => {
  const timeline = new Timeline("fern");
  timeline.add(entry(1, { authorId: "fern" }));
  const reader = { me: "fern", timeline, people: { of: (id: string) => (id === "otto" ? "mute" as const : null) } };
  const entries = [
    entry(2, { replyTo: "m1" }), entry(3, { authorId: "fern" }), entry(4, { kind: "release" }), entry(5, { authorId: "otto", replyTo: "m1" }), entry(6, { kind: "reaction", messageId: "m1" }),
  ];
  assert.deepEqual(absence(4 * 60_000, entries, reader), { minutes: 4, messages: 2, answers: 1 });
  assert.deepEqual(absence(31_000, [], reader), { minutes: 1, messages: 0, answers: 0 });
  assert.equal(absence(29_000, entries, reader), null);
});
