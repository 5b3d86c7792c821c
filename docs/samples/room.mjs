// Joins a room, shows what is said and posts what is typed. Node 22 or newer; npm install @microsoft/signalr
//   SITE=https://example.org TOKEN=… GROUP=… node room.mjs
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

const { SITE = "http://localhost:8080", TOKEN, GROUP } = process.env;
if (!TOKEN || !GROUP) throw new Error("Set TOKEN to an access token and GROUP to the id of a group that you belong to.");

const hub = new HubConnectionBuilder()
  .withUrl(`${SITE}/hubs/chat`, { transport: HttpTransportType.WebSockets, skipNegotiation: true, accessTokenFactory: () => TOKEN })
  .configureLogging(LogLevel.None)
  .build();
let last = 0;
const early = new Map();
const waiting = [];

function show(entry) {
  if (entry.body) console.log(`${entry.sequence} ${entry.author}: ${entry.body}`);
}

// Each number once and in order; what comes too early waits for what is missing before it.
async function take(entries) {
  for (const entry of entries) if (entry.sequence > last) early.set(entry.sequence, entry);
  for (let next; (next = early.get(last + 1)); ) { early.delete(++last); show(next); }
  if (early.size) await catchUp();
}

async function catchUp() {
  for (let more = true; more; ) {
    const answer = await hub.invoke("Catchup", GROUP, last);
    if (answer.code !== "ok") return console.error(answer.message);
    for (const entry of answer.entries) if (entry.sequence > last) { last = entry.sequence; early.delete(last); show(entry); }
    more = answer.more && answer.entries.length > 0;
  }
}

async function send() {
  while (waiting.length && hub.state === "Connected") {
    const answer = await hub.invoke("Post", waiting[0]);
    const later = ["busy", "unavailable", "too_fast"].includes(answer.code);
    if (answer.code !== "ok") console.log(`[${answer.code}] ${answer.message}`);
    for (const line of answer.support?.lines ?? []) console.log(`[help] ${line.name}: ${line.number}`);
    if (later) await new Promise((done) => setTimeout(done, 1000 * (answer.retryAfter ?? 2)));
    else waiting.shift();
  }
}

hub.on("Entries", (group, entries) => group === GROUP && void take(entries));
hub.on("Head", (group, head) => group === GROUP && head > last && void catchUp());
hub.on("Held", (group, held) => console.log(`[${held.state}] ${held.why}`));
hub.on("SupportOffered", () => undefined);
hub.onclose(() => { console.log("The connection ended. Start again with a fresh token."); process.exit(1); });

await hub.start();
const joined = await hub.invoke("Join", GROUP, null);
if (joined.code !== "ok") throw new Error(joined.message);
joined.entries.forEach(show);
last = joined.lastSequence;
// The id is made once for each post, so a second sending of it is never a second message.
createInterface({ input: process.stdin }).on("line", (body) => { waiting.push({ groupId: GROUP, clientId: randomUUID(), body }); void send(); });
