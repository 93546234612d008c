// A box drawn over the picture on the stage, by hand or by keys: what a crop keeps. Knows pixels of the picture only;
// what becomes of the box is its caller's.
import { announce, byId, h } from "./dom.js";
import { t } from "./i18n.js";
import { icon, iconButton } from "./icons.js";
import { select } from "./store.js";
import { cover, fitted, uncover, viewport } from "./viewport.js";

const GRIPS = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];
const STEP = 0.01; // of each side, for an arrow key

const clamp = (value, least, most) => Math.min(most, Math.max(least, value));
/** Whole pixels, inside the picture, one at least. */
const settled = ({ left, top, right, bottom }, { width, height }) => {
  const [x, y] = [clamp(Math.round(Math.min(left, right)), 0, width - 1), clamp(Math.round(Math.min(top, bottom)), 0, height - 1)];
  return {
    left: x,
    top: y,
    width: Math.max(1, clamp(Math.round(Math.max(left, right)), 0, width) - x),
    height: Math.max(1, clamp(Math.round(Math.max(top, bottom)), 0, height) - y),
  };
};

class Frame {
  constructor(one, box, use) {
    Object.assign(this, { one, use, from: null });
    this.box = box?.width && box?.height ? { left: 0, top: 0, ...box } : { left: 0, top: 0, width: one.width, height: one.height };
    this.said = h("output", { class: "frame-size", "aria-live": "polite" });
    this.kept = h("div", { class: "frame-kept" }, GRIPS.map((grip) => h("i", { class: "frame-grip", data: { grip } })));
    this.area = h("div", { class: "frame-area", tabindex: 0, role: "application", "aria-label": t("frame.label") }, this.kept);
    const bar = h(
      "div",
      { class: "overlay-bar", role: "toolbar", "aria-label": t("frame.tools") },
      this.said,
      iconButton("fit", t("frame.whole"), () => this.put({ left: 0, top: 0, right: one.width, bottom: one.height })),
      iconButton("close", t("cancel"), uncover),
      h("button", { type: "button", class: "button primary small", on: { click: () => this.done() } }, icon("check"), t("frame.use")),
    );
    this.element = h("div", { class: "overlay frame", on: { keydown: (event) => this.key(event) } }, this.area, bar);
    this.listen();
  }

  open() {
    viewport.append(this.element);
    this.watch = new ResizeObserver(() => this.place());
    this.watch.observe(viewport);
    this.place();
    this.area.focus();
  }

  close() {
    this.watch.disconnect();
    this.element.remove();
  }

  done() {
    this.use(this.box);
    uncover();
  }

  place() {
    this.seen = fitted(this.one.width, this.one.height);
    for (const side of ["left", "top", "width", "height"]) this.area.style[side] = `${this.seen[side]}px`;
    this.put(this.edges());
  }

  edges() {
    const { left, top, width, height } = this.box;
    return { left, top, right: left + width, bottom: top + height };
  }

  put(edges) {
    this.box = settled(edges, this.one);
    const scale = this.seen.width / this.one.width;
    for (const side of ["left", "top", "width", "height"]) this.kept.style[side] = `${this.box[side] * scale}px`;
    this.said.textContent = `${this.box.width} × ${this.box.height}`;
  }

  /** Shifts the whole box, and stops at the picture's edge. */
  shift({ left, top, right, bottom }, across, down) {
    const x = clamp(across, -left, this.one.width - right);
    const y = clamp(down, -top, this.one.height - bottom);
    this.put({ left: left + x, top: top + y, right: right + x, bottom: bottom + y });
  }

  at(event) {
    const seen = this.area.getBoundingClientRect();
    return { x: ((event.clientX - seen.left) / seen.width) * this.one.width, y: ((event.clientY - seen.top) / seen.height) * this.one.height };
  }

  listen() {
    this.area.addEventListener("pointerdown", (event) => {
      this.area.setPointerCapture(event.pointerId);
      const whole = this.box.width === this.one.width && this.box.height === this.one.height;
      const grip = event.target.dataset.grip ?? (event.target === this.kept && !whole ? "all" : "new");
      this.from = { ...this.at(event), grip, edges: this.edges() };
    });
    this.area.addEventListener("pointermove", (event) => this.from && this.drag(this.at(event)));
    for (const end of ["pointerup", "pointercancel"]) this.area.addEventListener(end, () => (this.from = null));
  }

  drag({ x, y }) {
    const { grip, edges } = this.from;
    if (grip === "all") return this.shift(edges, x - this.from.x, y - this.from.y);
    if (grip === "new") return this.put({ left: this.from.x, top: this.from.y, right: x, bottom: y });
    this.put({
      left: grip.includes("w") ? x : edges.left,
      right: grip.includes("e") ? x : edges.right,
      top: grip.includes("n") ? y : edges.top,
      bottom: grip.includes("s") ? y : edges.bottom,
    });
  }

  key(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const by = event.target === this.area && moves[event.key];
    const edges = this.edges();
    const [x, y] = [STEP * this.one.width, STEP * this.one.height].map((step, at) => (by ? by[at] : 0) * Math.max(1, step));
    if (by && event.shiftKey) this.put({ ...edges, right: Math.max(edges.left + 1, edges.right + x), bottom: Math.max(edges.top + 1, edges.bottom + y) });
    else if (by) this.shift(edges, x, y);
    else if (event.key === "Enter" && event.target === this.area) this.done();
    else if (event.key === "Escape") uncover();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Lets a box be drawn over `one`, beginning with `box` if there is one; `use({left, top, width, height})` gets it. */
export function drawBox(one, box, use) {
  const before = byId("app").dataset.tab;
  select(one.id);
  byId("app").dataset.tab = "picture";
  const frame = new Frame(one, box, use);
  cover({
    name: "frame",
    close() {
      frame.close();
      byId("app").dataset.tab = before;
    },
  });
  frame.open();
  announce(t("frame.help"));
}
