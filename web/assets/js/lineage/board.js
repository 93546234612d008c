// The graph on the page: boxes as buttons, links below them, laid out by a worker, only what is in view drawn; keys walk
// from part to part. Refuses to know what picking means; whoever opens it says.
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { drawBox, sizeOf } from "./boxes.js";
import { Camera, STEP } from "./camera.js";
import { carrying } from "./carrying.js";
import { Links, ancestry, meet } from "./links.js";
import { boxOf } from "./model.js";
import { laidOut } from "./places.js";
import { waysOf } from "./ways.js";

const READABLE = 0.4; // below this scale a graph is not fitted but looked at where the picked one is
const NATURAL = 0.8; // the scale at which one looks at a part of a large graph
const AROUND = 0.6; // of the window is drawn beyond its edges

/** Whether `edge` holds all that is seen, and not so much more that too much would be drawn. */
const holds = (edge, seen) =>
  seen.left > edge.left &&
  seen.right < edge.right &&
  seen.top > edge.top &&
  seen.bottom < edge.bottom &&
  edge.right - edge.left < 4 * (seen.right - seen.left);

export class Board {
  /** `pick(part)` a click, `enter(part)` the Enter key or a double click, `drop(a, b)` one picture carried onto another. */
  constructor({ pick, enter, drop }) {
    Object.assign(this, { pick, enter, drop, drawn: null, shown: new Map(), here: null, focused: null, view: null, fitted: null });
    this.links = new Links();
    this.boxes = h("div", { class: "boxes" });
    this.world = h("div", { class: "world" }, this.links.element, this.boxes);
    this.element = h("div", { class: "board", role: "group", "aria-label": t("graph.label") }, this.world);
    this.camera = new Camera(this.element, this.world, () => {
      this.fitted = null; // whoever fits says so afterwards
      this.refresh();
    });
    this.element.addEventListener("click", (event) => this.clicked(event));
    this.element.addEventListener("dblclick", (event) => this.clicked(event, true));
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("focusin", ({ target }) => {
      if (target.matches(":focus-visible")) this.focus(target.dataset.part, false); // a hand sees what it presses
    });
    carrying(this.element, (a, b) => this.drop(a, b));
    new ResizeObserver(() => this.resized()).observe(this.element);
  }

  resized() {
    if (!this.element.clientWidth || !this.places) return;
    if (this.unseen || this.fitted === "look") this.look();
    else if (this.fitted) this.fit();
    this.refresh(true);
    if (this.places[this.here && boxOf(this.here)]) this.camera.reveal(this.frame(boxOf(this.here)));
  }

  /** Draws `drawn` (see fold.js) with part `here` picked; what was looked at stays where it was. */
  async show(drawn, { across, here }) {
    const boxes = [...drawn.boxes.values()].map((box) => ({ id: box.id, at: box.at, ...sizeOf(box) }));
    this.asked = Symbol("the newest question");
    const mine = this.asked;
    this.element.setAttribute("aria-busy", "true");
    const room = Math.max(900, ...boxes.map((box) => (across ? box.height : box.width) * 8));
    const links = drawn.links.map(({ from, to, role }) => ({ from, to, role }));
    const { places, paths, width, height } = await laidOut({ boxes, links, across, room });
    if (mine !== this.asked) return;
    this.element.removeAttribute("aria-busy");
    const before = this.anchor();
    const walking = this.boxes.contains(document.activeElement);
    const size = new Map(boxes.map((box) => [box.id, box]));
    Object.assign(this, { drawn, places, width, height, across, size, here });
    this.ways = waysOf(drawn, places, across);
    this.links.put(drawn.links, paths, { width, height });
    this.clear();
    const kept = before && places[before.id];
    if (!this.view) this.look();
    else if (kept) {
      const { x, y, scale } = this.camera;
      this.camera.put(x + before.x - (kept[0] * scale + x), y + before.y - (kept[1] * scale + y), scale);
    } else this.refresh(true);
    if (walking) this.focus(drawn.boxes.has(boxOf(this.focused ?? "")) ? this.focused : here);
  }

  clear() {
    for (const element of this.shown.values()) element.remove();
    this.shown.clear();
    this.edge = null;
  }

  /** The picked or focused box and where it is on the window, to be kept there. */
  anchor() {
    const id = [this.focused, this.here].filter(Boolean).map(boxOf).find((one) => this.places?.[one]);
    if (!id) return null;
    const { x, y, scale } = this.camera;
    return { id, x: this.places[id][0] * scale + x, y: this.places[id][1] * scale + y };
  }

  /** Everything, or where the picked one is when everything would be too small to read. */
  look() {
    this.unseen = !this.element.clientWidth;
    if (this.unseen) return;
    this.view = true;
    this.camera.fit(this.width, this.height, READABLE);
    const id = this.here && boxOf(this.here);
    const place = this.places[id] ?? Object.values(this.places).at(-1);
    if (this.camera.scale === READABLE && place) this.camera.centre(place, this, NATURAL);
    else this.fitted = "look"; // and stays so in a smaller window, as beside the details
  }

  fit() {
    this.camera.fit(this.width, this.height);
    this.fitted = "fit";
  }

  frame(id) {
    const [x, y] = this.places[id];
    const { width, height } = this.size.get(id);
    return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
  }

  /** Draws what has come into view; with `all`, the links anew. */
  refresh(all = false) {
    if (!this.places || !this.element.clientWidth) return;
    const seen = this.camera.seen(0.1);
    if (!all && this.edge && holds(this.edge, seen)) return;
    this.edge = this.camera.seen(AROUND);
    for (const [id, element] of this.shown) {
      if (meet(this.frame(id), this.edge) || element.contains(document.activeElement)) continue;
      element.remove();
      this.shown.delete(id);
    }
    for (const box of this.drawn.boxes.values()) if (meet(this.frame(box.id), this.edge)) this.draw(box);
    this.mark();
  }

  draw(box) {
    if (this.shown.has(box.id)) return this.shown.get(box.id);
    const element = drawBox(box);
    const { left, top } = this.frame(box.id);
    element.style.transform = `translate(${left}px, ${top}px)`;
    this.shown.set(box.id, element);
    this.boxes.append(element);
    return element;
  }

  mark() {
    if (!this.edge) return;
    const lit = ancestry(this.drawn.links, this.here && boxOf(this.here));
    this.links.draw(this.edge, lit);
    for (const [id, element] of this.shown) element.classList.toggle("lit", lit.has(id));
    const parts = this.boxes.querySelectorAll("[data-part]");
    const first = this.focused ?? this.here;
    const reach = [...parts].some((each) => each.dataset.part === first) ? first : parts[0]?.dataset.part;
    for (const each of parts) {
      each.setAttribute("aria-pressed", String(each.dataset.part === this.here));
      each.tabIndex = each.dataset.part === reach ? 0 : -1;
    }
  }

  /** Shows which part is picked. */
  picked(part, reveal = true) {
    this.here = part;
    if (!this.places) return;
    this.mark();
    if (reveal && this.places[boxOf(part)]) this.camera.reveal(this.frame(boxOf(part)));
  }

  /** Makes `part` the one that keys start from, drawn and in view. */
  focus(part, take = true) {
    if (!part || !this.places) return;
    this.focused = part;
    const box = this.drawn.boxes.get(boxOf(part));
    if (!box) return;
    const element = this.draw(box);
    this.camera.reveal(this.frame(box.id));
    if (take) element.querySelector(`[data-part="${CSS.escape(part)}"]`)?.focus({ preventScroll: true });
    this.element.scrollTo(0, 0);
    this.mark();
  }

  clicked(event, twice = false) {
    const part = event.target.closest?.("[data-part]")?.dataset.part;
    if (part) (twice ? this.enter : this.pick)(part);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const part = event.target.dataset?.part;
    const act = this.acts(part)[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  acts(part) {
    const go = (to) => () => this.focus(to);
    const { above, below, beside } = this.ways ?? {};
    const zooms = {
      "+": () => this.camera.zoom(STEP),
      "=": () => this.camera.zoom(STEP),
      "-": () => this.camera.zoom(1 / STEP),
      0: () => this.fit(),
    };
    if (!part || !this.ways) return zooms;
    const [up, down, back, on] = this.across
      ? ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]
      : ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
    return {
      ...zooms,
      [up]: go(above(part)[0]),
      [down]: go(below(part)[0]),
      [back]: go(beside(part, -1)),
      [on]: go(beside(part, 1)),
      Home: go([...this.drawn.boxes.values()][0].parts[0]),
      End: go([...this.drawn.boxes.values()].at(-1).parts[0]),
      Enter: () => this.enter(part),
      " ": () => this.pick(part),
    };
  }
}
