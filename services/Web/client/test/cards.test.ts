import assert from "node:assert/strict";
import test from "node:test";
import { Cards, withLinks } from "../src/room/cards.js";

const site = "https://circle.example";

test("Only pages of this site are links, and what ends a sentence is not part of them", () => {
  assert.deepEqual(withLinks("See https://circle.example/learn/attachment-theory, and (https://circle.example/modules/calm/lesson-1#two).", site), [
    "See ", { text: "https://circle.example/learn/attachment-theory", path: "/learn/attachment-theory" }, ", and (",
    { text: "https://circle.example/modules/calm/lesson-1#two", path: "/modules/calm/lesson-1#two" }, ").",
  ]);
  for (const other of [
    "https://elsewhere.example/learn/attachment-theory", "https://circle.example.elsewhere.example/learn/a", "https://circle.example@elsewhere.example/learn/a",
    "http://circle.example/learn/a", "https://circle.example/groups/a/room", "https://circle.example/learn/a/b/c", "https://circle.example/learn/%2e%2e/admin", "https://",
  ]) assert.deepEqual(withLinks(other, site), [other]);
});

test("Each page is asked for once, at most three for one text, and one that is not there has no card", async () => {
  const asked: string[] = [];
  let answered = (): void => undefined;
  Object.assign(globalThis, {
    fetch: async (path: string) => {
      asked.push(path);
      if (path.includes("none")) return new Response("{}", { status: 404, headers: { "Content-Type": "application/problem+json" } });
      return new Response(JSON.stringify({ kind: "article", path: "/learn/a", title: "A", summary: "About A", minutes: 2 }), { headers: { "Content-Type": "application/json" } });
    },
  });
  const cards = new Cards(() => answered(), site);
  const text = `${site}/learn/a ${site}/learn/a#part ${site}/learn/none`;
  const come = new Promise<void>((resolve) => { answered = resolve; });
  assert.deepEqual(cards.of(text), []);
  await come;
  assert.deepEqual(cards.of(text).map((card) => card.title), ["A"]);
  assert.deepEqual(asked, ["/api/content/cards?path=%2Flearn%2Fa", "/api/content/cards?path=%2Flearn%2Fnone"]);
  cards.of(["b", "c", "d", "e"].map((slug) => `${site}/learn/${slug}`).join(" "));
  assert.equal(asked.length, 5);
});
