import assert from "node:assert/strict";
import test from "node:test";
import { Pinned } from "peersupport-chat";
import { entry } from "./fake-room.js";

function pinned(): Pinned {
  return new Pinned(() => undefined, async (id) => [entry(3), entry(4)].filter((one) => one.messageId === id), () => undefined);
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test("The newest of what was put on top counts, whatever a joining told before", async () => {
  const top = pinned();
  top.joined(entry(2), true, 10);
  assert.equal(top.message?.id, "m2");
  top.take([entry(9, { kind: "pin", messageId: "m1" })]);
  assert.equal(top.message?.id, "m2");
  top.take([entry(11, { kind: "pin", messageId: "m3" })]);
  await settle();
  assert.equal(top.message?.body, "body 3");
  top.take([entry(12, { kind: "unpin", messageId: "m3" })]);
  assert.equal(top.message, null);
});

test("What is deleted stands on top no more, and what is changed is changed", () => {
  const top = pinned();
  top.joined(entry(2), false, 10);
  top.take([entry(11, { kind: "edit", messageId: "m2", body: "changed" })]);
  assert.equal(top.message?.body, "changed");
  top.take([entry(12, { kind: "delete", messageId: "m2" })]);
  assert.equal(top.message, null);
});
