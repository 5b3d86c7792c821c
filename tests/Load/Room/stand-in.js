// Stands in for the chat service in the page itself: what is measured is the page, and not a network or a server. Speaks as much of SignalR's JSON protocol
// as the room needs.
const end = "\u001e";
const group = "00000000-0000-7000-8000-000000000001";
const people = ["Wren", "Rook", "Juniper", "Moss", "Heron", "Sorrel"];
const start = Date.parse("2026-01-01T08:00:00Z");

// Of several lengths, some of them answers, so that the rows are as uneven as real ones.
function entry(sequence) {
  const who = sequence % people.length;
  return {
    sequence, kind: "post", messageId: `00000000-0000-7000-8000-${String(sequence).padStart(12, "0")}`, clientId: null, authorId: `member-${who}`, author: people[who],
    at: new Date(start + sequence * 240_000).toISOString(),
    body: `Message ${sequence}. ${"I have been thinking about what you said, and it helped. ".repeat(1 + (sequence * 7) % 5)}`,
    replyTo: sequence % 4 === 0 ? `00000000-0000-7000-8000-${String(sequence - 3).padStart(12, "0")}` : null, contentNote: null, folded: false, reaction: null, mentions: null,
  };
}

globalThis.WebSocket = class {
  static OPEN = 1;
  readyState = 0;

  constructor() {
    globalThis.standIn = this;
    this.last = globalThis.known;
    setTimeout(() => { this.readyState = 1; this.onopen?.({}); });
    this.beat = setInterval(() => this.say({ type: 6 }), 10_000);
  }

  send(frames) {
    for (const frame of frames.split(end).filter(Boolean)) this.take(JSON.parse(frame));
  }

  close() {
    clearInterval(this.beat);
    this.readyState = 3;
    this.onclose?.({ code: 1000, wasClean: true });
  }

  take(message) {
    if (message.protocol) this.say({});
    else if (message.type === 1 && message.invocationId) {
      const joined = { entries: Array.from({ length: this.last }, (_, n) => entry(n + 1)), lastSequence: this.last, me: { id: "reader", pseudonym: "Fern" }, here: 5, blocks: [] };
      this.say({ type: 3, invocationId: message.invocationId, result: { code: "ok", ...(message.target === "Join" ? joined : {}) } });
    }
  }

  say(message) {
    setTimeout(() => this.onmessage?.({ data: JSON.stringify(message) + end }));
  }

  // A message comes in; its id.
  post() {
    const one = entry(++this.last);
    this.say({ type: 1, target: "Entries", arguments: [group, [one]] });
    return one.messageId;
  }
};

const frame = () => new Promise(requestAnimationFrame);

// Scrolls up and down through what is drawn, while a message comes in every half second, and gives the milliseconds between frames.
globalThis.scrolling = async (milliseconds) => {
  const times = [];
  let direction = -1, before = await frame(), spoke = before;
  for (const until = before + milliseconds; before < until;) {
    const y = scrollY;
    scrollBy(0, direction * 40);
    if (scrollY === y) direction = -direction;
    if (before - spoke > 500) {
      globalThis.standIn.post();
      spoke = before;
    }
    const now = await frame();
    times.push(now - before);
    before = now;
  }
  return times;
};

// From the arrival of a message to the frame in which it stands, for a reader at the end; in milliseconds.
globalThis.arriving = async (times) => {
  const all = [];
  for (let n = 0; n < times; n++) {
    const begun = performance.now();
    const id = globalThis.standIn.post();
    while (!document.getElementById(`m-${id}`)) await frame();
    all.push(performance.now() - begun);
    await frame();
  }
  return all;
};
