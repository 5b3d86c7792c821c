import assert from "node:assert/strict";
import test from "node:test";
import { untilRenewal } from "peersupport-chat";
import { entry, FakeService, room, until } from "./fake-room.js";

test("A missing entry is fetched before a later one is shown", async () => {
  const service = new FakeService();
  service.log.push(entry(1));
  const { chat, room: joined, told } = room(service);
  await until(() => joined.state === "ready");
  service.log.push(entry(2), entry(3));
  service.send(service.log[2]!);
  await until(() => joined.timeline.messages().length === 3);
  assert.deepEqual(told.arrived, [2, 3]);
  chat.stop();
});

test("A newest entry that was never heard of is fetched when the service says how far the log has come", async () => {
  const service = new FakeService();
  service.log.push(entry(1));
  const { chat, room: joined, told } = room(service);
  await until(() => joined.state === "ready");
  service.log.push(entry(2));
  service.head();
  await until(() => told.arrived.length === 1);
  assert.deepEqual(told.arrived, [2]);
  const calls = service.calls.length;
  service.head();
  assert.equal(service.calls.length, calls);
  chat.stop();
});

test("Numbers that the service skips hold nothing up", async () => {
  const service = new FakeService();
  service.log.push(entry(1));
  const { chat, room: joined } = room(service);
  await until(() => joined.state === "ready");
  service.log.push(entry(5));
  service.send(service.log[1]!);
  await until(() => joined.timeline.messages().length === 2);
  const calls = service.calls.length;
  service.log.push(entry(6));
  service.send(service.log[2]!);
  await until(() => joined.timeline.messages().length === 3);
  assert.equal(service.calls.length, calls);
  chat.stop();
});

test("In a slow group a post waits by itself and goes out once", async () => {
  const service = new FakeService();
  const { chat, room: joined, told } = room(service);
  await until(() => joined.state === "ready");
  service.answer = { code: "slow", retryAfter: 0.05 };
  const sent = joined.post({ body: "hello" });
  await until(() => joined.slowUntil > 0);
  assert.equal(joined.waiting.length, 1);
  service.answer = null;
  await sent;
  await until(() => joined.timeline.messages().length === 1);
  assert.deepEqual(told.posted.map((one) => one.code), ["ok"]);
  assert.equal(joined.slowUntil, 0);
  chat.stop();
});

test("A post whose answer was lost goes out again and stands there once", async () => {
  const service = new FakeService();
  const { chat, room: joined } = room(service);
  await until(() => joined.state === "ready");
  service.loseAnswerOf = "Post";
  await joined.post({ body: "hello" });
  await until(() => joined.state === "ready" && joined.waiting.length === 0);
  assert.equal(joined.timeline.messages().length, 1);
  assert.equal(service.log.length, 1);
  chat.stop();
});

test("Posts written while away keep their order", async () => {
  const service = new FakeService();
  service.isDown = true;
  const { chat, room: joined } = room(service);
  await Promise.all([joined.post({ body: "one" }), joined.post({ body: "two" })]);
  assert.equal(joined.waiting.length, 2);
  service.isDown = false;
  await until(() => service.log.length === 2);
  assert.deepEqual(service.log.map((one) => one.body), ["one", "two"]);
  chat.stop();
});

test("A refused post leaves the queue and is told about", async () => {
  const service = new FakeService();
  service.answer = { code: "too_fast", retryAfter: 5 };
  const { chat, room: joined, told } = room(service);
  await until(() => joined.state === "ready");
  await joined.post({ body: "quick" });
  await until(() => told.posted.length === 1);
  assert.equal(told.posted[0]!.code, "too_fast");
  assert.equal(joined.waiting.length, 0);
  chat.stop();
});

test("A device that goes offline lets go at once, and the room is joined again", async () => {
  const service = new FakeService();
  const { chat, room: joined } = room(service);
  await until(() => joined.state === "ready");
  chat.cut();
  await until(() => joined.state === "away");
  await until(() => joined.state === "ready");
  assert.equal(service.calls.filter((call) => call === "Join").length, 2);
  chat.stop();
});

test("A line that comes before the answer to the joining is not lost", async () => {
  const service = new FakeService();
  service.log.push(entry(1));
  const { chat, room: joined } = room(service);
  service.beforeAnswer = () => { service.log.push(entry(2)); service.send(service.log[1]!); service.joined = { entries: [entry(1)], lastSequence: 1 }; };
  await until(() => joined.timeline.messages().length === 2);
  assert.equal(service.calls.includes("Catchup"), false);
  chat.stop();
});

test("A connection is replaced without an absence", async () => {
  const service = new FakeService();
  const states: string[] = [];
  const { chat, room: joined } = room(service);
  joined.on("changed", () => states.push(joined.state));
  await until(() => joined.state === "ready");
  chat.connection.replace();
  await until(() => service.closed === 1);
  assert.equal(service.opened, 2);
  await joined.post({ body: "hello" });
  await until(() => joined.timeline.messages().length === 1);
  assert.equal(states.includes("away"), false);
  chat.stop();
});

test("Somebody else's session is not used", async () => {
  const service = new FakeService();
  service.isDown = true;
  const { chat, room: joined } = room(service);
  await joined.post({ body: "mine" });
  service.joined = { me: { id: "moss", pseudonym: "Moss" } };
  service.isDown = false;
  await until(() => joined.state === "refused");
  assert.equal(joined.refusal?.code, "other_member");
  assert.equal(service.calls.includes("Post"), false);
  chat.stop();
});

test("Several rooms share one connection, and one that is left hears nothing more", async () => {
  const service = new FakeService();
  const { chat, room: joined, told } = room(service);
  const other = chat.room("h");
  await until(() => joined.state === "ready" && other.state === "ready");
  assert.equal(service.opened, 1);
  assert.equal(chat.room("h"), other);
  other.leave();
  assert.equal(other.state, "stopped");
  await until(() => service.calls.includes("Leave"));
  service.log.push(entry(1));
  service.send(service.log[0]!);
  assert.deepEqual(told.arrived, [1]);
  assert.equal(joined.state, "ready");
  chat.stop();
});

test("A room that cannot be opened just now is tried again, and one that refuses is not", async () => {
  const service = new FakeService();
  service.joined = { code: "unavailable" };
  const { chat, room: joined } = room(service);
  await until(() => service.calls.length === 1);
  service.joined = { code: "not_member" };
  await until(() => joined.state === "refused");
  assert.deepEqual(service.calls, ["Join", "Join"]);
  assert.equal(service.opened, 1);
  chat.stop();
});

test("Whoever is signed out is told so, and nothing is tried any more", async () => {
  const service = new FakeService();
  service.isDown = true;
  const { chat, room: joined } = room(service, { admitted: async () => false });
  await until(() => joined.state === "refused");
  assert.equal(joined.refusal?.code, "signed_out");
  chat.stop();
});

test("A connection is replaced shortly before its end, and not when the end is upon it or a clock is wrong", () => {
  const minutes = 60_000;
  assert.equal(untilRenewal(10 * minutes, () => 0), 10 * minutes - 20_000);
  assert.equal(untilRenewal(10 * minutes, () => 1), 10 * minutes - 50_000);
  assert.equal(untilRenewal(60_000, () => 1), 30_000);
  assert.equal(untilRenewal(20_000), null);
  assert.equal(untilRenewal(-5 * minutes), null);
});
