import assert from "node:assert/strict";
import test from "node:test";
import { Timeline, type Answer, type Room, type Waiting } from "peersupport-chat";
import { Composing } from "../src/room/composing.js";
import type { People } from "../src/room/people.js";

const post = (body: string, contentNote: string | null = null): Waiting => ({ groupId: "g", clientId: "c", body, contentNote, at: 0, owner: "fern" });
const refused: Answer = { code: "archived" };

function composing(edit: Answer = { code: "ok" }): Composing {
  const room = {
    timeline: new Timeline("fern"),
    calls: { edit: async () => edit, guide: async () => ({ code: "ok" }) },
  };
  return new Composing({
    me: "fern", groupId: "g", room: () => room as unknown as Room, people: { ignored: new Set<string>() } as unknown as People, changed: () => undefined,
    focusOn: async () => undefined, field: () => null, toEnd: async () => undefined,
  });
}

test("What was refused stands in the field again, before what was begun since", () => {
  const writing = composing();
  writing.actions.write("and more");
  writing.takeBack(post("refused", "heavy"), refused);
  assert.deepEqual([writing.draft.text, writing.draft.note], ["refused\n\nand more", "heavy"]);
  assert.ok(/closed/.test(writing.draft.refusal!));
});

test("What is refused while another message is being changed waits, and comes back when that is done", async () => {
  for (const end of ["cancel", "save"]) {
    const writing = composing();
    writing.actions.write("begun");
    writing.actions.note("a note");
    writing.edit("m1", "old words");
    writing.takeBack(post("refused"), refused);
    assert.deepEqual([writing.draft.text, writing.draft.editing], ["old words", "m1"]);
    assert.ok(/closed.*kept/.test(writing.draft.refusal!));
    if (end === "cancel") writing.actions.cancelEdit();
    else writing.actions.submit();
    await new Promise((resolve) => setTimeout(resolve));
    assert.deepEqual([writing.draft.text, writing.draft.note, writing.draft.editing], ["refused\n\nbegun", "a note", null]);
    assert.ok(/closed/.test(writing.draft.refusal!));
  }
});

test("Changing one message after another leaves what was begun before as it was", () => {
  const writing = composing();
  writing.actions.write("begun");
  writing.edit("m1", "one");
  writing.edit("m2", "two");
  writing.actions.cancelEdit();
  assert.equal(writing.draft.text, "begun");
});
