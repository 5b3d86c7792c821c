import assert from "node:assert/strict";
import test from "node:test";
import { begun, completed, fitting, named, writers } from "../src/room/mentions.js";
import { Timeline } from "peersupport-chat";
import { entry } from "./fake-room.js";

const known = [{ id: "1", name: "Fern" }, { id: "2", name: "Fern Tree" }, { id: "3", name: "Otto" }];

test("A name is begun after an @ that begins a word", () => {
  assert.equal(begun("hello @fe", 9), "fe");
  assert.equal(begun("@", 1), "");
  assert.equal(begun("me@fern", 7), null);
  assert.equal(begun("@fern\nnext", 10), null);
  assert.equal(begun("no name", 7), null);
});

test("Those fit whose names go on as begun, until one stands there in full", () => {
  assert.deepEqual(fitting(known, "fe").map((one) => one.id), ["1", "2"]);
  assert.deepEqual(fitting(known, "Fern T").map((one) => one.id), ["2"]);
  assert.deepEqual(fitting(known, "otto"), []);
  assert.deepEqual(fitting(known, null), []);
});

test("A chosen name takes the place of what was begun", () => {
  assert.deepEqual(completed("hello @fe and all", 9, "Fern Tree"), { text: "hello @Fern Tree and all", caret: 17 });
});

test("A long name is not also the short one that it begins with", () => {
  assert.deepEqual(named("@fern tree, hello", known), ["2"]);
  assert.deepEqual(named("@Fern Tree and @FERN", known), ["2", "1"]);
  assert.deepEqual(named("Fern without a sign", known), []);
});

test("Only a whole name names somebody", () => {
  const ann = [{ id: "1", name: "Ann" }, { id: "2", name: "O. T" }];
  for (const text of ["@ann, hello", "@Ann's words", "(@ANN)", "as @Ann."]) assert.deepEqual(named(text, ann), ["1"]);
  for (const text of ["@Anna", "@Annéa", "@Ann-Marie", "me@ann", "@Ox T"]) assert.deepEqual(named(text, ann), []);
  assert.deepEqual(named("hi @o. t!", ann), ["2"]);
});

test("Those who wrote may be named, but for the reader and whom the reader has muted", () => {
  const timeline = new Timeline("fern");
  for (const [n, id] of ["fern", "otto", "moss", "otto"].entries()) timeline.add(entry(n + 1, { authorId: id, author: id }));
  assert.deepEqual(writers(timeline.messages(), "fern", new Set(["moss"])), [{ id: "otto", name: "otto" }]);
});
