import assert from "node:assert/strict";
import test from "node:test";
import type { Detail } from "../src/rules/contract.js";
import { Drafting } from "../src/rules/drafting.js";

/** A draft at the service: its rules and files, each save of which makes it another. */
class FakeDraft {
  rules = new Map([["own.one", "id: own.one"], ["own.two", "id: own.two"]]);
  files = new Map([["own.yaml", "# own"]]);
  version = 1;

  get etag(): string { return `"${this.version}"`; }

  readonly fetch = async (path: string, init: RequestInit): Promise<Response> => {
    const [kind, name] = path.split("/").slice(-2) as [string, string];
    const all = kind === "rules" ? this.rules : this.files;
    const answer = (status: number, body: object): Response => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
    if (init.method === "GET") {
      const text = all.get(name);
      if (text === undefined) return answer(404, { type: "/problems/not_found" });
      return answer(200, kind === "rules" ? { file: "own.yaml", line: 1, fields: { id: name }, yaml: text, etag: this.etag } : { name, text, etag: this.etag });
    }
    if ((init.headers as Record<string, string>)["If-Match"] !== this.etag) return answer(409, { type: "/problems/rules_changed", detail: "Somebody else has saved this draft." });
    const body = JSON.parse(String(init.body)) as { text?: string; yaml?: string; fields?: { id: string; says: string } };
    this.put(all, body.fields?.id ?? name, body.text ?? body.yaml ?? `id: ${name} ${body.fields?.says}`);
    return answer(200, { etag: this.etag, check: { digest: "", faults: [], failed: [], milliseconds: 1 } });
  };

  put(all: Map<string, string>, name: string, text: string): void {
    all.set(name, text);
    this.version++;
  }
}

function drafting(draft: FakeDraft): { writing: Drafting; said: string[] } {
  globalThis.fetch = draft.fetch as typeof fetch;
  const said: string[] = [];
  const detail = (): Detail => ({ etag: draft.etag, rules: [...draft.rules.keys()].map((id) => ({ id })) }) as unknown as Detail;
  const writing = new Drafting({
    base: () => "/versions/1", detail, load: async () => undefined, saved: async () => undefined, failed: (text) => { said.push(text); },
    draw: () => undefined, focusOn: async () => undefined, field: async () => null,
  });
  return { writing, said };
}

test("What others saved meanwhile is told, and what was typed stays until it is saved over what was seen of theirs", async () => {
  const draft = new FakeDraft();
  const { writing } = drafting(draft);
  await writing.open("own.one");
  const rule = writing.rule!;
  rule.words.says = "mine";
  draft.put(draft.rules, "own.one", "id: own.one theirs");

  await writing.save();
  assert.deepEqual([rule.changedByOthers, rule.dirty, rule.words.says, draft.rules.get("own.one")], [true, true, "mine", "id: own.one theirs"]);

  await writing.reloadRule(rule);
  assert.deepEqual([rule.theirs, rule.words.says, rule.error], ["id: own.one theirs", "mine", ""]);
  await writing.save();
  assert.equal(draft.rules.get("own.one"), "id: own.one mine");
});

test("Saving one open part leaves the other one to be saved only where it still stands as it was read", async () => {
  const draft = new FakeDraft();
  const { writing } = drafting(draft);
  await writing.choose("own.yaml");
  writing.file.text = "# own, changed";
  await writing.open("own.one");
  writing.rule!.words.says = "first";
  await writing.save();
  await writing.saveFile();
  assert.deepEqual([draft.files.get("own.yaml"), writing.file.error], ["# own, changed", ""]);

  writing.file.text = "# own, changed twice";
  draft.put(draft.files, "own.yaml", "# theirs");
  writing.rule!.etag = draft.etag;
  await writing.save();
  await writing.saveFile();
  assert.deepEqual([draft.files.get("own.yaml"), writing.file.changedByOthers, writing.file.text], ["# theirs", true, "# own, changed twice"]);
  await writing.reloadFile(writing.file);
  assert.equal(writing.file.theirs, "# theirs");
  await writing.saveFile();
  assert.deepEqual([draft.files.get("own.yaml"), writing.file.theirs, writing.isDirty], ["# own, changed twice", null, false]);
});

test("A new rule never takes the place of one that there is", async () => {
  const draft = new FakeDraft();
  const { writing } = drafting(draft);
  writing.create();
  writing.rule!.words.id = "own.two";
  await writing.save();
  assert.equal(draft.rules.get("own.two"), "id: own.two");
  assert.ok(/already/.test(writing.rule!.error));
});

test("A rule that is gone is told and opens nothing", async () => {
  const { writing, said } = drafting(new FakeDraft());
  await writing.open("own.three");
  assert.deepEqual([writing.rule, said.length], [null, 1]);
});
