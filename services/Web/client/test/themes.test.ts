import assert from "node:assert/strict";
import test from "node:test";
import { Themes } from "../src/room/themes.js";

function themes(...words: string[]): Themes {
  const made = new Themes(() => undefined);
  made.take(words);
  return made;
}

test("A theme stands where a word begins with it, whatever its case and marks", () => {
  const made = themes("drink", "café");
  for (const text of ["Drinking again", "I had a DRINK.", "a (drink)", "at the Cafe", "cafés"]) assert.equal(made.touches(text), true);
  for (const text of ["undrinkable", "a decaf", ""]) assert.equal(made.touches(text), false);
});

test("A phrase may be broken over lines, and signs in it are only signs", () => {
  const made = themes("lost the baby", "a+b (c)?", "self-harm");
  assert.equal(made.touches("We lost\nthe  baby in March"), true);
  assert.equal(made.touches("about a+b (c)? again"), true);
  assert.equal(made.touches("aab"), false);
  assert.equal(made.touches("https://site.example/learn/self-harm"), true);
});

test("Scripts without spaces are searched anywhere in a line", () => {
  assert.equal(themes("病院").touches("昨日病院に行った"), true);
});

test("Without themes nothing folds, and another list forgets what was found by the one before", () => {
  const made = themes("drink");
  assert.equal(made.touches("a drink", null), true);
  made.take(["smoke"]);
  assert.equal(made.touches("a drink"), false);
  assert.equal(made.touches(undefined, "smoke"), true);
  made.take([]);
  assert.equal(made.touches("smoke"), false);
});
