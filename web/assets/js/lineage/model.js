// What a history consists of, from sentence to pixel, as boxes with links between them. A box holds parts that can be
// picked one by one: a turn its words, the text made of them and the plan; a picture its pixels and its judgement.
// Pure: refuses the page, the API and any idea of where things are drawn. Parts have the ids of the API's nodes.

const ROLES = { step: "plan", plan: "plan", next: "next", made: "made", replayed: "replayed" };
/** What a tool was given; the other roles only say where a picture came from. */
export const GIVEN = new Set(["source", "mask", "style", "reference"]);

export const kindOf = (part) => part.slice(0, part.indexOf("-"));
export const bare = (part) => part.slice(part.indexOf("-") + 1);

/** The box that a part stands in: `plan-7` in `turn-7`. */
export function boxOf(part) {
  const kind = kindOf(part);
  if (kind === "plan" || kind === "text") return `turn-${bare(part)}`;
  return kind === "judgement" ? `image-${bare(part)}` : part;
}

const KINDS = {
  turn: () => "turn",
  job: () => "job",
  image: (node) => (node.purged ? "lost" : node.of_kind === "mask" ? "mask" : "image"),
};

/**
 * The history of the nodes and edges of `GET .../graph` of a session: `boxes` by id, oldest first; `links` {from, to, role} from the
 * words to the pictures; `kin` {from, to, role} from picture to picture.
 */
export function historyOf({ nodes, edges }, session = null) {
  const found = new Map();
  for (const node of nodes)
    if (KINDS[node.kind])
      found.set(node.id, {
        id: node.id,
        kind: KINDS[node.kind](node),
        node,
        at: Date.parse(node.created) || 0,
        elsewhere: node.kind === "image" && node.session !== session,
        parts: [node.id],
      });
  for (const node of nodes) {
    const box = found.get(boxOf(node.id));
    if (!box || KINDS[node.kind]) continue;
    box[node.kind] = node;
    box.parts.push(...(node.kind === "plan" && node.text ? [`text-${bare(node.id)}`, node.id] : [node.id]));
  }
  const [links, kin] = [[], []];
  // Of a picture that came without the job that made it, only its kin says what it came from.
  const told = new Set(edges.filter(({ kind, from }) => kind === "made" && found.has(from)).map(({ to }) => to));
  for (const { from, to, kind, role } of edges) {
    const ends = { from: boxOf(from), to: boxOf(to) };
    if (ends.from === ends.to || !found.has(ends.from) || !found.has(ends.to)) continue;
    if (kind === "lineage") kin.push({ ...ends, role });
    if (kind === "input" || (kind === "lineage" && !(GIVEN.has(role) && told.has(to)))) links.push({ ...ends, role });
    else if (ROLES[kind]) links.push({ ...ends, role: ROLES[kind] });
  }
  const used = new Set(kin.map((edge) => edge.from));
  for (const box of found.values()) if (box.kind === "mask" && !used.has(box.id)) found.delete(box.id);
  const boxes = new Map([...found.values()].sort((a, b) => a.at - b.at).map((box) => [box.id, box]));
  return { boxes, links: links.filter(({ from, to }) => boxes.has(from) && boxes.has(to)), kin };
}

/** How many edits in a row led to a picture. */
export function editsBefore({ boxes, kin }, id) {
  const source = new Map(kin.filter(({ role }) => role === "source").map(({ from, to }) => [to, from]));
  const seen = new Set();
  for (let at = source.get(id); boxes.has(at) && !seen.has(at); at = source.get(at)) seen.add(at);
  return seen.size;
}

/** The turn that a picture was made in, by walking up from it; undefined for uploads and tool calls without words. */
export function turnsOf({ boxes, links }) {
  const job = new Map();
  const turn = new Map();
  for (const { from, to, role } of links) {
    if (role === "made") job.set(to, from);
    if (role === "plan" && boxes.get(from)?.kind === "turn") turn.set(to, from);
  }
  return (id) => boxes.get(turn.get(job.get(id)));
}
