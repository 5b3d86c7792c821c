import assert from "node:assert/strict";
import test from "node:test";
import type { Outbox, Waiting } from "peersupport-chat";
import { FakeLocks } from "./fake-locks.js";
import { entry, FakeService, room, until } from "./fake-room.js";

Object.defineProperty(globalThis, "navigator", { value: { locks: new FakeLocks() }, configurable: true });

/** What tabs of one browser keep together. */
class SharedOutbox {
  readonly posts = new Map<string, Waiting>();

  async take(owner: string, groupId: string, tab: string, alive: ReadonlySet<string>): Promise<Waiting[]> {
    const mine = [...this.posts.values()].filter((post) => post.owner === owner && post.groupId === groupId && (post.tab === tab || !alive.has(post.tab ?? "")));
    for (const post of mine) this.posts.set(post.clientId, { ...post, tab });
    return mine.map((post) => ({ ...post, tab }));
  }

  async put(post: Waiting): Promise<void> { this.posts.set(post.clientId, post); }

  async remove(clientId: string): Promise<void> { this.posts.delete(clientId); }
}

let site = 0;
/** Tabs of one member on one site. */
function browser(service: FakeService): () => ReturnType<typeof room> {
  const outbox = new SharedOutbox() as unknown as Outbox;
  const url = `/hubs/chat-${++site}`;
  return () => room(service, { share: true, outbox, url });
}

test("Tabs share one connection, and each hears everything once", async () => {
  const service = new FakeService();
  const tab = browser(service);
  const [one, two] = [tab(), tab()];
  await until(() => one.room.state === "ready" && two.room.state === "ready");
  assert.equal(service.opened, 1);
  await two.room.post({ body: "through the other" });
  service.send(service.log[0]!);
  await until(() => one.room.timeline.messages().length === 1 && two.room.timeline.messages().length === 1);
  await until(() => one.told.arrived.length === 1 && two.told.arrived.length === 1);
  assert.equal(service.log.length, 1);
  one.chat.stop();
  two.chat.stop();
});

test("A room is left when the last tab leaves it", async () => {
  const service = new FakeService();
  const tab = browser(service);
  const [one, two] = [tab(), tab()];
  await until(() => one.room.state === "ready" && two.room.state === "ready");
  one.room.leave();
  two.room.timeline.setMe("fern");
  await two.room.post({ body: "still here" });
  assert.equal(service.calls.includes("Leave"), false);
  two.chat.stop();
  await until(() => service.calls.includes("Leave"));
  one.chat.stop();
});

test("When the leader ends, another tab resumes where it was, and sends what the leader left behind", async () => {
  const service = new FakeService();
  service.log.push(entry(1));
  const tab = browser(service);
  const one = tab();
  await until(() => one.room.state === "ready");
  const two = tab();
  await until(() => two.room.state === "ready");
  // The post reaches the service, its answer does not reach the tab, and the tab ends.
  service.loseAnswerOf = "Post";
  void one.room.post({ body: "on its way" });
  await until(() => service.calls.includes("Post"));
  one.chat.stop();
  service.log.push(entry(3));
  await until(() => two.room.state === "ready" && two.room.timeline.messages().length === 3);
  await until(() => two.room.waiting.length === 0);
  assert.equal(service.log.filter((line) => line.body === "on its way").length, 1);
  assert.deepEqual(two.told.arrived, [2, 3]);
  const states: string[] = [];
  two.room.on("changed", () => states.push(two.room.state));
  await two.room.post({ body: "goes on" });
  assert.equal(service.log.length, 4);
  assert.equal(states.includes("away"), false);
  two.chat.stop();
});

test("A leader that answers nothing has the lead taken from it", async (context) => {
  const service = new FakeService();
  const tab = browser(service);
  const one = tab();
  await until(() => one.room.state === "ready");
  // A frozen tab keeps its locks and its connection, but hears and says nothing.
  (one.chat as unknown as { tabs: { channel: { onmessage: null; postMessage(): void } } }).tabs.channel.onmessage = null;
  (one.chat as unknown as { tabs: { channel: { postMessage(): void } } }).tabs.channel.postMessage = () => undefined;
  void context;
  const two = tab();
  await until(() => two.room.state === "ready");
  assert.equal(service.opened, 2);
  one.chat.stop();
  two.chat.stop();
});
