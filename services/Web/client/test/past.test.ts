import assert from "node:assert/strict";
import test from "node:test";
import type { Room, Stretch } from "peersupport-chat";
import { Past } from "../src/room/past.js";
import type { People } from "../src/room/people.js";
import { entry } from "./fake-room.js";

/** A log of so many posts, of which a look at the past sees some. */
function past(length: number): Past {
  const stretch = (from: number, to: number): Stretch => ({
    code: "ok", entries: Array.from({ length: to - from + 1 }, (_, n) => entry(from + n)), hasEarlier: from > 1, more: to < length,
  });
  const calls = {
    around: async ({ sequence }: { sequence: number }) => stretch(Math.max(1, sequence - 5), Math.min(length, sequence + 4)),
    earlier: async (before: number) => stretch(Math.max(1, before - 10), before - 1),
    after: async (last: number) => stretch(last + 1, Math.min(length, last + 10)),
  };
  return new Past(() => ({ calls }) as unknown as Room, { ignored: new Set() } as unknown as People, "fern", () => undefined, () => undefined);
}

test("A look at the past opens where it was asked for and goes both ways to the ends", async () => {
  const look = past(30);
  assert.equal((await look.open({ sequence: 15 })).found, "m15");
  assert.deepEqual([look.hasEarlier, look.more], [true, true]);
  await look.earlier();
  await look.later();
  await look.later();
  assert.deepEqual(look.timeline.messages().map((one) => one.sequence), Array.from({ length: 30 }, (_, n) => n + 1));
  assert.deepEqual([look.hasEarlier, look.more], [false, false]);
});

test("What happens to a message that is being looked at shows, and what is new does not", async () => {
  const look = past(30);
  await look.open({ sequence: 10 });
  look.arrived([entry(31, { kind: "edit", messageId: "m10", body: "changed" }), entry(32)]);
  assert.equal(look.timeline.get("m10")?.body, "changed");
  assert.equal(look.timeline.get("m32"), undefined);
});

test("A text that is not there any more shows as gone although the line that says so was not read", async () => {
  const look = past(30);
  await look.open({ sequence: 10 });
  look.timeline.add(entry(5, { body: null }));
  assert.equal(look.timeline.get("m5")?.gone, "removed");
});
