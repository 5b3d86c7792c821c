import assert from "node:assert/strict";
import test from "node:test";
import { isQuiet, left, nextMoment } from "../src/room/quiet.js";

const rules = { slowSeconds: 0, quietSeconds: 60, quietFrom: "2026-11-24T22:00:00Z", quietUntil: "2026-11-25T07:00:00Z", isArchived: false };
const at = (time: string): number => Date.parse(time);

test("Quiet hours begin and end at their minute", () => {
  assert.equal(isQuiet(rules, at("2026-11-24T21:59:59Z")), false);
  assert.equal(isQuiet(rules, at("2026-11-24T22:00:00Z")), true);
  assert.equal(isQuiet(rules, at("2026-11-25T07:00:00Z")), false);
  assert.equal(isQuiet(null, 0), false);
});

test("The room looks again when something changes, and not before", () => {
  assert.equal(nextMoment(rules, 0, at("2026-11-24T21:59:00Z")), 60_000);
  assert.equal(nextMoment(rules, 0, at("2026-11-25T08:00:00Z")), null);
  assert.equal(nextMoment(null, 40_000, 0), 5_000);
});

test("A wait is said in fives", () => {
  assert.equal(left(38_000, 0), 40);
  assert.equal(left(180_000, 0), 180);
  assert.equal(left(10, 20), null);
});
