// Keeps the page true: follows the session's events by a stream that resumes, by polling when it cannot, and re-reads
// what they name. Refuses to believe an event's contents beyond progress: the API is the truth.
import * as api from "./api.js";
import { ENDED, emit, putImage, putJob, putTurn, state } from "./store.js";

const KINDS = ["turn.changed", "job.changed", "image.added", "image.changed", "reply.text", "session.changed"];
const POLL = 1000;
const RETRY = 30000;

let stream = null;
let timer = 0;
let session = null;
let seq = 0;

function status(name) {
  emit("live", name);
}

// One re-read per thing at a time; what changes meanwhile is read once more.
const reading = new Map();
async function reread(key, read) {
  if (reading.has(key)) {
    reading.set(key, true);
    return;
  }
  do {
    reading.set(key, false);
    try {
      await read();
    } catch (error) {
      if (error.status !== 0) continue;
      if (stream?.readyState !== EventSource.OPEN) status("offline");
      await new Promise((done) => setTimeout(done, POLL));
      reading.set(key, true); // its event will not come again: ask until the server is there
    }
  } while (reading.get(key));
  reading.delete(key);
}

const readTurn = (id) =>
  reread(`turn ${id}`, async () => {
    const view = await api.turns.get(id);
    if (view.session && view.session !== state.session?.id) return;
    putTurn(view);
    emit("turn", view.id);
  });

const readJob = (id) =>
  reread(`job ${id}`, async () => {
    putJob(await api.jobs.get(id));
    emit("job", id);
  });

const readImage = (id) =>
  reread(`image ${id}`, async () => {
    putImage(await api.images.get(id));
    emit("image", id);
  });

function jobChanged(data) {
  const known = state.jobs.get(data.job);
  const turn = data.turn ?? known?.turn;
  if (known && data.state === known.state && !ENDED.has(data.state)) {
    putJob({ id: data.job, progress: data.progress ?? known.progress });
    emit("job", data.job);
  } else if (turn) readTurn(turn);
  else readJob(data.job);
  if (data.state === "running" || data.preview) emit("preview", data.job);
}

function heard(kind, data) {
  if (kind === "job.changed" && data.job) jobChanged(data);
  else if (kind === "image.added" && data.image && !data.turn) readImage(data.image);
  else if (kind.startsWith("image.") && kind !== "image.added" && data.image) readImage(data.image);
  else if (kind === "session.changed") emit("session-changed", data);
  else if (data.turn) readTurn(data.turn);
}

function openStream() {
  stream = new EventSource(api.streamUrl(session, seq));
  stream.onopen = () => status("live");
  stream.onerror = () => {
    if (stream?.readyState === EventSource.CLOSED)
      poll(); // refused: too many streams, or the server is away
    else status("connecting");
  };
  for (const kind of KINDS) {
    stream.addEventListener(kind, (event) => {
      if (event.lastEventId) seq = Number(event.lastEventId);
      heard(kind, JSON.parse(event.data));
    });
  }
}

async function poll(until = Date.now() + RETRY) {
  stream?.close();
  stream = null;
  const mine = session;
  try {
    const page = await api.sessions.events(mine, seq);
    if (mine !== session) return;
    status("polling");
    for (const event of page.events) heard(event.kind, event.data);
    seq = page.after ?? seq;
    for (const job of state.jobs.values())
      if (job.state === "running") readJob(job.id).then(() => emit("preview", job.id));
  } catch {
    if (mine !== session) return;
    status("offline");
  }
  clearTimeout(timer);
  timer = setTimeout(() => (Date.now() > until ? openStream() : poll(until)), POLL);
}

/** Follows another session from event number `after` on; null stops. */
export function follow(id, after = 0) {
  clearTimeout(timer);
  stream?.close();
  stream = null;
  session = id;
  seq = after ?? 0;
  if (id) openStream();
  else status("idle");
}
