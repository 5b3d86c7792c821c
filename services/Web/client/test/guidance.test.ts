import assert from "node:assert/strict";
import test from "node:test";
import type { Guidance } from "peersupport-chat";
import { GuidanceWatch } from "../src/room/guidance.js";

const hint = (message: string): Guidance => ({ code: "ok", hints: [{ kind: "personal", message }] });

test("Guidance asks when writing rests, about the last words only", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const asked: string[] = [];
  const answers: ((answer: Guidance) => void)[] = [];
  let shown = 0;
  const watch = new GuidanceWatch((text) => { asked.push(text); return new Promise((resolve) => answers.push(resolve)); }, () => shown++);

  watch.written("call");
  watch.written("call me");
  context.mock.timers.tick(1000);
  assert.deepEqual(asked, ["call me"]);

  watch.written("call me not");
  context.mock.timers.tick(1000);
  answers[0]!(hint("about older words"));
  await Promise.resolve();
  assert.equal(shown, 0);
  answers[1]!({ code: "too_fast" });
  await Promise.resolve();
  assert.equal(shown, 0);
});

test("Guidance stays while one writes on, and goes with the last letter", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const watch = new GuidanceWatch(() => Promise.resolve(hint("a number")), () => undefined);
  watch.written("a number");
  context.mock.timers.tick(1000);
  await Promise.resolve();
  await Promise.resolve();
  assert.equal(watch.answer?.hints?.length, 1);
  watch.written("a number and");
  assert.equal(watch.answer?.hints?.length, 1);
  watch.written("");
  assert.equal(watch.answer, null);
});
