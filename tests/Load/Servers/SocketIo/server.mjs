// A chat as the first page of socket.io's guide has it, in one process, with a row in PostgreSQL for each message: a commit each ("each"), or one for all
// that have gathered while the last one was under way ("group").
import { createServer } from "node:http";
import { randomUUID } from "node:crypto";
import { Server } from "socket.io";
import pg from "pg";

const grouped = process.argv[2] === "group";
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: grouped ? 1 : 20 });
const http = createServer((_, response) => response.end("ready"));
const io = new Server(http, { transports: ["websocket"], serveClient: false, perMessageDeflate: false });

function say(line, answer) {
  io.to(line.group).emit("said", line);
  answer(line.id);
}

async function commitEach(line, answer) {
  await pool.query({
    name: "one", text: "insert into messages (id, group_id, author, posted_at, body) values ($1, $2, $3, $4, $5)",
    values: [line.id, line.group, line.author, line.at, line.body],
  });
  say(line, answer);
}

let gathered = [];
let committing = false;

async function commitGathered() {
  committing = true;
  while (gathered.length > 0) {
    const batch = gathered.splice(0, 200);
    const column = (name) => batch.map(([line]) => line[name]);
    await pool.query({
      name: "many",
      text: "insert into messages (id, group_id, author, posted_at, body) select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[])",
      values: [column("id"), column("group"), column("author"), column("at"), column("body")],
    });
    for (const [line, answer] of batch) say(line, answer);
  }
  committing = false;
}

io.on("connection", (socket) => {
  socket.on("join", (group, answer) => {
    socket.join(group);
    answer("welcome");
  });
  socket.on("post", (post, answer) => {
    const line = { id: randomUUID(), group: post.group, author: "Member", at: new Date().toISOString(), body: post.body };
    if (!grouped) void commitEach(line, answer);
    else {
      gathered.push([line, answer]);
      if (!committing) void commitGathered();
    }
  });
});

http.listen(Number(process.env.PORT), "127.0.0.1");
