import assert from "node:assert/strict";
import test from "node:test";
import { entry, FakeService, room, until } from "./fake-room.js";

test("A missing entry is fetched before a later one is shown", async () => {
  const service = new FakeService();
  service.log.push(entry(1));
  const { room: joined, told } = room(service);
  void joined.run();
  await until(() => joined.state === "ready");
  service.log.push(entry(2), entry(3));
  service.send(service.log[2]!);
  await until(() => joined.timeline.messages().length === 3);
  assert.deepEqual(told.arrived, [2, 3]);
  joined.stop();
});

test("A newest entry that was never heard of is fetched when the service says how far the log has come", async () => {
  const service = new FakeService();
  service.log.push(entry(1));
  const { room: joined, told } = room(service);
  void joined.run();
  await until(() => joined.state === "ready");
  service.log.push(entry(2));
  service.head();
  await until(() => told.arrived.length === 1);
  assert.deepEqual(told.arrived, [2]);
  const calls = service.calls.length;
  service.head();
  assert.equal(service.calls.length, calls);
  joined.stop();
});

test("Numbers that the service skips hold nothing up", async () => {
  const service = new FakeService();
  service.log.push(entry(1));
  const { room: joined } = room(service);
  void joined.run();
  await until(() => joined.state === "ready");
  service.log.push(entry(5));
  service.send(service.log[1]!);
  await until(() => joined.timeline.messages().length === 2);
  const calls = service.calls.length;
  service.log.push(entry(6));
  service.send(service.log[2]!);
  await until(() => joined.timeline.messages().length === 3);
  assert.equal(service.calls.length, calls);
  joined.stop();
});

test("In a slow group a post waits by itself and goes out once", async () => {
  const service = new FakeService();
  const { room: joined, told } = room(service);
  void joined.run();
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
  joined.stop();
});

test("A post whose answer was lost goes out again and stands there once", async () => {
  const service = new FakeService();
  const { room: joined } = room(service);
  void joined.run();
  await until(() => joined.state === "ready");
  service.loseAnswerOf = "Post";
  await joined.post({ body: "hello" });
  await until(() => joined.state === "ready" && joined.waiting.length === 0);
  assert.equal(joined.timeline.messages().length, 1);
  assert.equal(service.log.length, 1);
  joined.stop();
});

test("Posts written while away keep their order", async () => {
  const service = new FakeService();
  const { room: joined } = room(service);
  await Promise.all([joined.post({ body: "one" }), joined.post({ body: "two" })]);
  assert.equal(joined.waiting.length, 2);
  void joined.run();
  await until(() => service.log.length === 2);
  assert.deepEqual(service.log.map((one) => one.body), ["one", "two"]);
  joined.stop();
});

test("A refused post leaves the queue and is told about", async () => {
  const service = new FakeService();
  service.answer = { code: "too_fast", retryAfter: 5 };
  const { room: joined, told } = room(service);
  void joined.run();
  await until(() => joined.state === "ready");
  await joined.post({ body: "quick" });
  await until(() => told.posted.length === 1);
  assert.equal(told.posted[0]!.code, "too_fast");
  assert.equal(joined.waiting.length, 0);
  joined.stop();
});

test("A device that goes offline lets go at once, and the room is joined again", async () => {
  const service = new FakeService();
  const { room: joined } = room(service);
  const running = joined.run();
  await until(() => joined.state === "ready");
  joined.cut();
  await until(() => joined.state === "away");
  await until(() => joined.state === "ready");
  assert.equal(service.calls.filter((call) => call === "Join").length, 2);
  joined.stop();
  await running;
});
