// The lineage of a session's pictures as a graph: who was made from whom, and in which role. Layout by dagre (loaded when
// first looked at), drawn as SVG; every node is a button, arrow keys walk from parent to child.
import * as api from "./api.js";
import { h, s } from "./dom.js";
import { t, told } from "./i18n.js";
import { parentOf, pictures, select, state } from "./store.js";
import { altOf } from "./thumb.js";

const SIDE = 60;
const MASK = 34;
const PAD = 10;
const SMALLEST = 0.7; // of its natural width, before it scrolls

/** Pictures, and the masks that something was made with. */
function shown() {
  const used = new Set(pictures().flatMap((one) => (one.parents ?? []).map((parent) => parent.id)));
  return [...state.images.values()].filter((one) => one.kind !== "mask" || used.has(one.id));
}

function laidOut(dagre, nodes) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 16, ranksep: 46, marginx: PAD, marginy: PAD });
  graph.setDefaultEdgeLabel(() => ({}));
  const there = new Set(nodes.map((one) => one.id));
  for (const one of nodes) {
    const side = one.kind === "mask" ? MASK : SIDE;
    graph.setNode(one.id, { width: side, height: side });
  }
  for (const one of nodes) {
    for (const parent of one.parents ?? [])
      if (there.has(parent.id))
        graph.setEdge(parent.id, one.id, { role: parent.role, weight: parent.role === "source" ? 4 : 1 }, parent.role);
  }
  dagre.layout(graph);
  return graph;
}

/** The chain of sources of the selected picture: the layers beneath it. */
function ancestry() {
  const chain = new Set();
  for (let at = state.images.get(state.selected); at && !chain.has(at.id); at = parentOf(at)) chain.add(at.id);
  return chain;
}

const bend = (points) => {
  const [from, to] = [points[0], points.at(-1)];
  const middle = (from.y + to.y) / 2;
  return `M${from.x} ${from.y}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`;
};

function edge(graph, at, chain) {
  const { role, points } = graph.edge(at);
  const lit = chain.has(at.v) && chain.has(at.w) && role === "source";
  const middle = { x: (points[0].x + points.at(-1).x) / 2, y: (points[0].y + points.at(-1).y) / 2 };
  return s(
    "g",
    { class: `edge ${role}${lit ? " lit" : ""}` },
    s("path", { d: bend(points) }),
    role !== "source" && s("text", { x: middle.x, y: middle.y, "text-anchor": "middle" }, told(`role.${role}`, role)),
  );
}

function node(one, box, chain) {
  const side = box.width;
  const [x, y] = [box.x - side / 2, box.y - side / 2];
  const here = one.id === state.selected;
  const lang = one.kind === "mask" ? t("mask.alt", { handle: one.of }) : altOf(one);
  const pick = () => one.kind !== "mask" && select(one.id);
  return s(
    "g",
    {
      class: `node ${one.kind}${here ? " here" : ""}${chain.has(one.id) ? " lit" : ""}`,
      role: "button",
      tabindex: here ? 0 : -1,
      "data-image": one.id,
      "aria-pressed": String(here),
      "aria-label": `${one.handle}: ${lang}`,
      on: { click: pick },
    },
    s("title", {}, `${one.handle} · ${lang}`),
    s("rect", { class: "frame", x: x - 3, y: y - 3, width: side + 6, height: side + 6, rx: 9 }),
    s("image", {
      href: api.images.url(one.id, "thumb"),
      x,
      y,
      width: side,
      height: side,
      preserveAspectRatio: "xMidYMid slice",
      "clip-path": "inset(0 round 6px)",
    }),
    s("text", { class: "node-handle", x: box.x, y: y + side + 16, "text-anchor": "middle" }, one.handle),
  );
}

/** The node to go to from `id` by an arrow key: parents up, children down, neighbours of the same row aside. */
function neighbour(graph, id, key) {
  if (key === "ArrowUp") return graph.predecessors(id)?.[0];
  if (key === "ArrowDown") return graph.successors(id)?.[0];
  const { x, y } = graph.node(id);
  const side = key === "ArrowRight" ? 1 : -1;
  return graph
    .nodes()
    .map((each) => ({ each, ...graph.node(each) }))
    .filter((other) => Math.abs(other.y - y) < SIDE && (other.x - x) * side > 0)
    .sort((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x))[0]?.each;
}

function walks(graph, event) {
  const from = event.target.closest?.("[data-image]")?.dataset.image;
  if (!from) return;
  if (event.key === "Enter" || event.key === " ") event.target.dispatchEvent(new MouseEvent("click"));
  else if (event.key.startsWith("Arrow")) {
    const to = neighbour(graph, from, event.key);
    if (to) event.currentTarget.querySelector(`[data-image="${CSS.escape(to)}"]`)?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Draws the graph into `box`, keeping its scroll and the focused node. */
export async function drawGraph(box) {
  const dagre = await import("@dagrejs/dagre");
  if (box.dataset.view !== "graph") return;
  const nodes = shown();
  const graph = laidOut(dagre.default ?? dagre, nodes);
  const chain = ancestry();
  const { width, height } = graph.graph();
  const focused = document.activeElement?.dataset?.image;
  const picture = s(
    "svg",
    {
      class: "graph",
      css: { width: `clamp(${width * SMALLEST}px, 100%, ${width}px)` },
      viewBox: `0 0 ${width} ${height + 18}`,
      role: "group",
      "aria-label": t("graph.label"),
      on: { keydown: (event) => walks(graph, event) },
    },
    graph.edges().map((at) => edge(graph, at, chain)),
    nodes.map((one) => node(one, graph.node(one.id), chain)),
  );
  const kept = [box.scrollLeft, box.scrollTop];
  box.replaceChildren(
    h("div", { class: "graph-room" }, picture),
    h("p", { class: "quiet graph-help" }, t("graph.help")),
  );
  [box.scrollLeft, box.scrollTop] = kept;
  const here = picture.querySelector(".here");
  here?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (!here) picture.querySelector(".node")?.setAttribute("tabindex", "0");
  if (focused) picture.querySelector(`[data-image="${CSS.escape(focused)}"]`)?.focus();
}
