// Where boxes are drawn: dagre for what hangs together, the pieces side by side in the order of time. Runs in a worker
// of its own, so that the page never waits for it. Takes {number, boxes: [{id, at, width, height}], links, across, room};
// answers {number, places: {id: [x, y]}, paths: [[...x, y]] in the order of `links`, width, height}.
import dagre from "@dagrejs/dagre";

const GAP = 48; // between pieces
const FAR = 800; // a line between sentences that is longer only confuses
const WEIGHT = { source: 8, made: 8, plan: 3 };

/** The pieces that hang together, each with its boxes and links, oldest first. */
function pieces(boxes, links) {
  const lead = new Map(boxes.map((box) => [box.id, box.id]));
  const top = (id) => {
    let at = id;
    while (lead.get(at) !== at) at = lead.get(at);
    lead.set(id, at);
    return at;
  };
  for (const { from, to } of links) lead.set(top(to), top(from));
  const found = new Map();
  for (const box of boxes) {
    const key = top(box.id);
    if (!found.has(key)) found.set(key, { boxes: [], links: [] });
    found.get(key).boxes.push(box);
  }
  for (const link of links) found.get(top(link.from)).links.push(link);
  return [...found.values()];
}

function laidOut({ boxes, links }, across) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: across ? "LR" : "TB", nodesep: 18, ranksep: across ? 40 : 34, edgesep: 10 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { from, to, role, index } of links)
    graph.setEdge(from, to, { index, weight: WEIGHT[role] ?? 1 }, String(index));
  dagre.layout(graph);
  return graph;
}

/**
 * Links that decide where boxes stand. A sentence stands before the work it led to, wherever the one before it stands;
 * only where there is no work does it follow that one.
 */
function leading(links) {
  const busy = new Set(links.filter(({ role }) => role === "plan").map(({ from }) => from));
  return links.map((link, index) => ({ ...link, index })).filter(({ role, to }) => role !== "next" || !busy.has(to));
}

/** The points of a link that decided nothing, as the graph runs; none for one that would run back or far across. */
function direct([x, y], [u, v], [a, b], across) {
  if ((across ? u <= x : v <= y) || Math.hypot(u - x, v - y) > FAR) return null;
  const [from, to] = across ? [[x + a.width / 2, y], [u - b.width / 2, v]] : [[x, y + a.height / 2], [u, v - b.height / 2]];
  const bend = across ? [[from[0] + 24, y], [to[0] - 24, v]] : [[x, from[1] + 24], [u, to[1] - 24]];
  return [from, ...bend, to].flat();
}

/** Pieces in rows (in columns, where the graph runs across), as long as `room` allows. */
function place({ boxes, links, across, room }) {
  const answer = { places: {}, paths: [], width: 0, height: 0 };
  let [x, y, row] = [0, 0, 0];
  for (const piece of pieces(boxes, leading(links))) {
    const graph = laidOut(piece, across);
    const { width, height } = graph.graph();
    const [along, size] = across ? [y, height] : [x, width];
    if (along > 0 && along + size > room) {
      if (across) [x, y] = [x + row + GAP, 0];
      else [x, y] = [0, y + row + GAP];
      row = 0;
    }
    for (const id of graph.nodes()) answer.places[id] = [graph.node(id).x + x, graph.node(id).y + y];
    for (const edge of graph.edges()) {
      const { index, points } = graph.edge(edge);
      answer.paths[index] = points.flatMap((point) => [point.x + x, point.y + y]);
    }
    answer.width = Math.max(answer.width, x + width);
    answer.height = Math.max(answer.height, y + height);
    if (across) [y, row] = [y + height + GAP, Math.max(row, width)];
    else [x, row] = [x + width + GAP, Math.max(row, height)];
  }
  const size = new Map(boxes.map((box) => [box.id, box]));
  links.forEach(({ from, to }, index) => {
    const ends = [answer.places[from], answer.places[to], [size.get(from), size.get(to)]];
    answer.paths[index] ??= direct(...ends, across);
  });
  return answer;
}

self.onmessage = ({ data }) => self.postMessage({ number: data.number, ...place(data) });
