// The history of the open session, read from the studio in pages and then only what has changed. Refuses to forget a page
// it has, and to read twice at once.
import * as api from "../api.js";
import { state } from "../store.js";
import { historyOf } from "./model.js";

const NONE = { nodes: [], edges: [] };
let kept = null; // {session, seq, nodes: Map by id, edges: Map by ends and kind}
let made = historyOf(NONE);
let reading = null;

const key = ({ from, to, kind, role }) => `${from} ${to} ${kind} ${role ?? ""}`;

function take({ nodes, edges, seq }, fresh) {
  const changed = fresh ? new Set(nodes.map((node) => node.id)) : null;
  if (changed) for (const [name, { from, to }] of kept.edges) if (changed.has(from) || changed.has(to)) kept.edges.delete(name);
  for (const node of nodes) kept.nodes.set(node.id, node);
  for (const edge of edges) kept.edges.set(key(edge), edge);
  kept.seq = seq;
}

async function readAll(session, told) {
  kept = { session, seq: 0, nodes: new Map(), edges: new Map() };
  let first = null;
  for (let cursor = null; ; ) {
    const page = await api.sessions.graph(session, { cursor });
    first ??= page.seq; // what changed while reading is asked for again
    take(page);
    told?.(kept.nodes.size);
    cursor = page.cursor;
    if (!cursor) break;
  }
  kept.seq = first;
}

async function read(session, told) {
  if (kept?.session !== session) await readAll(session, told);
  else {
    const news = await api.sessions.graph(session, { since: kept.seq });
    if (news.whole) await readAll(session, told);
    else if (!news.nodes.length) return void (kept.seq = news.seq);
    else take(news, true);
  }
  made = historyOf({ nodes: [...kept.nodes.values()], edges: [...kept.edges.values()] }, session);
}

/** What was read last. */
export const history = () => (kept && kept.session === state.session?.id ? made : historyOf(NONE));

/** The history of the open session as it is now; `told(count)` hears how much is read so far. Throws a Problem. */
export async function readHistory(told) {
  const session = state.session?.id;
  if (!session) return history();
  while (reading) await reading.catch(() => null); // one after the other: each asks for what came after the one before
  reading = read(session, told);
  try {
    await reading;
  } catch (error) {
    kept = null;
    throw error;
  } finally {
    reading = null;
  }
  return history();
}
