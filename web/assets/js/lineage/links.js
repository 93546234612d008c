// The lines between boxes: three SVG paths for all of them, so that thousands cost little. Refuses to know positions of
// its own.
import { s } from "../dom.js";

const KINDS = ["words", "pixels", "lit"];
const QUIET = new Set(["about", "next", "mask", "rederived", "replayed"]);

export const meet = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/** A soft line through points given as one flat list. */
function curve(flat) {
  const point = (x, y) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const at = (index) => point(flat[index * 2], flat[index * 2 + 1]);
  const between = (index) => point((flat[index * 2] + flat[index * 2 + 2]) / 2, (flat[index * 2 + 1] + flat[index * 2 + 3]) / 2);
  const last = flat.length / 2 - 1;
  let d = `M${at(0)}`;
  for (let i = 1; i < last; i += 1) d += `Q${at(i)} ${i === last - 1 ? at(last) : between(i)}`;
  return last > 1 ? d : `${d}L${at(last)}`;
}

function frameOf(flat) {
  const frame = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (let i = 0; i < flat.length; i += 2) {
    frame.left = Math.min(frame.left, flat[i] - 1);
    frame.right = Math.max(frame.right, flat[i] + 1);
    frame.top = Math.min(frame.top, flat[i + 1] - 1);
    frame.bottom = Math.max(frame.bottom, flat[i + 1] + 1);
  }
  return frame;
}

/** Boxes on the way from the first words to `box`, itself included. */
export function ancestry(links, box) {
  const found = new Set(box ? [box] : []);
  const into = new Map();
  for (const { from, to, role } of links) if (!QUIET.has(role)) into.set(to, [...(into.get(to) ?? []), from]);
  for (const id of found) for (const from of id.startsWith("more-") ? [] : (into.get(id) ?? [])) found.add(from);
  return found;
}

export class Links {
  constructor() {
    this.paths = KINDS.map((kind) => s("path", { class: kind }));
    this.element = s("svg", { class: "links", "aria-hidden": "true" }, this.paths);
    this.lines = [];
  }

  /** Takes the links and the points of each, in the same order. */
  put(links, points, { width, height }) {
    this.links = links;
    this.lines = links.flatMap((link, index) =>
      points[index] ? [{ ...link, d: curve(points[index]), frame: frameOf(points[index]) }] : [],
    );
    this.element.setAttribute("viewBox", `0 0 ${width} ${height}`);
    Object.assign(this.element.style, { width: `${width}px`, height: `${height}px` });
  }

  /** Draws those that meet `edge`: quiet those of words, lit those between boxes of `lit`. */
  draw(edge, lit) {
    const d = Object.fromEntries(KINDS.map((kind) => [kind, ""]));
    for (const line of this.lines) {
      if (!meet(line.frame, edge)) continue;
      const kind = QUIET.has(line.role) ? "words" : lit.has(line.from) && lit.has(line.to) ? "lit" : "pixels";
      d[kind] += line.d;
    }
    KINDS.forEach((kind, index) => this.paths[index].setAttribute("d", d[kind]));
  }
}
