// Joins a room, shows what is said and posts what is typed. Node 20 or newer, and the package of services/Web/client:
//   (cd services/Web/client && npm ci && npm pack -w package) && npm install services/Web/client/peersupport-chat-*.tgz
//   SITE=https://example.org TOKEN=… GROUP=… node room.mjs
import { createInterface } from "node:readline";
import { ChatClient } from "peersupport-chat";

const { SITE = "http://localhost:8080", TOKEN, GROUP } = process.env;
if (!TOKEN || !GROUP) throw new Error("Set TOKEN to an access token and GROUP to the id of a group that you belong to.");

// Asked for each connection: a program that goes on for longer than a token lives gives a fresh one here.
const chat = new ChatClient({ url: `${SITE}/hubs/chat`, token: async () => TOKEN });
const room = chat.room(GROUP);

function show({ sequence, author, body }) {
  if (body) console.log(`${sequence} ${author}: ${body}`);
}

room.on("opened", () => room.timeline.messages().forEach(show));
room.on("arrived", (entries) => entries.forEach(show));
room.on("posted", ({ answer }) => answer.code !== "ok" && console.log(`[${answer.code}] ${answer.message}`));
room.on("supported", ({ lines }) => lines.forEach((line) => console.log(`[help] ${line.name}: ${line.number}`)));

let said = "";
room.on("changed", () => {
  if (room.state === said) return;
  said = room.state;
  console.error(`[${said}] ${room.refusal?.message ?? ""}`);
  if (said === "refused") process.exit(1);
});

// Each line gets an id of its own, is sent until the service has answered, and stands in the room once, whatever happens to the connection.
const input = createInterface({ input: process.stdin });
input.on("line", (body) => body.trim() && void room.post({ body }));
input.on("close", () => chat.stop());
