// One mask being painted over a picture, by hand or by keys: strokes, brush, cursor. How strokes become pixels is
// mask_ops.js; what becomes of the mask is mask.js, which owns the bar's last words as `acts`.
import { announce, h, typing } from "./dom.js";
import { findForm } from "./find.js";
import { t, told } from "./i18n.js";
import { maskBar } from "./mask_bar.js";
import { scaled, shape } from "./mask_ops.js";
import { uncover, fitted, viewport } from "./viewport.js";

const REGIONS = {
  7: "upper left",
  8: "top",
  9: "upper right",
  4: "left",
  5: "centre",
  6: "right",
  1: "lower left",
  2: "bottom",
  3: "lower right",
};
const STEP = 0.02; // of the shorter side, for the keyboard's brush

/** `ops` are strokes to go on with; `acts` are `use()` and `file()`, what the bar offers beyond painting. */
export class Painting {
  constructor(Konva, one, ops, acts) {
    Object.assign(this, {
      Konva,
      one,
      ops: [...ops],
      acts,
      undone: [],
      size: 0.12,
      erasing: false,
      cursor: { x: 0.5, y: 0.5 },
      down: false,
    });
    this.canvas = h("div", { class: "mask-canvas", tabindex: 0, role: "application", "aria-label": t("mask.canvas") });
    this.ring = h("i", { class: "brush-ring", "aria-hidden": "true" });
    this.element = h(
      "div",
      { class: "overlay mask", on: { keydown: (event) => this.key(event) } },
      this.canvas,
      this.ring,
      findForm(this),
      maskBar(this),
    );
    this.listen();
  }

  open() {
    viewport.append(this.element);
    this.surface = new this.Konva.Stage({ container: this.canvas, width: 10, height: 10 });
    this.layer = new this.Konva.Layer({ listening: false });
    this.surface.add(this.layer);
    this.watch = new ResizeObserver(() => this.place());
    this.watch.observe(viewport);
    this.place();
    this.canvas.focus();
  }

  close() {
    this.watch.disconnect();
    this.surface.destroy();
    this.element.remove();
  }

  place() {
    this.box = fitted(this.one.width, this.one.height);
    for (const side of ["left", "top", "width", "height"]) this.canvas.style[side] = `${this.box[side]}px`;
    this.surface.size({ width: this.box.width, height: this.box.height });
    this.draw();
    this.showRing();
  }

  draw() {
    this.layer.destroyChildren();
    for (const op of this.ops) this.layer.add(shape(this.Konva, op, this.box));
    this.layer.batchDraw();
    this.undoButton.disabled = !this.ops.length;
    this.redoButton.disabled = !this.undone.length;
  }

  add(op) {
    this.ops.push(op);
    this.undone = [];
    this.draw();
  }

  undo(from = this.ops, to = this.undone) {
    if (from.length) to.push(from.pop());
    this.draw();
  }

  begin() {
    this.down = true;
    this.add({
      kind: this.erasing ? "erase" : "paint",
      size: this.size,
      points: [this.cursor.x, this.cursor.y, this.cursor.x, this.cursor.y],
    });
  }

  move() {
    if (this.down) {
      this.ops.at(-1).points.push(this.cursor.x, this.cursor.y);
      this.layer.children.at(-1).points(scaled(this.ops.at(-1).points, this.box));
      this.layer.batchDraw();
    }
    this.showRing();
  }

  showRing() {
    const across = this.size * Math.min(this.box.width, this.box.height);
    Object.assign(this.ring.style, {
      width: `${across}px`,
      height: `${across}px`,
      left: `${this.box.left + this.cursor.x * this.box.width}px`,
      top: `${this.box.top + this.cursor.y * this.box.height}px`,
    });
    this.ring.dataset.erasing = String(this.erasing);
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    this.cursor = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  }

  listen() {
    this.canvas.addEventListener("pointerdown", (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      this.at(event);
      this.begin();
    });
    this.canvas.addEventListener("pointermove", (event) => {
      this.at(event);
      this.move();
    });
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => (this.down = false));
  }

  resize(size) {
    this.size = Math.min(0.6, Math.max(0.01, size));
    this.slider.value = String(this.size);
    this.showRing();
  }

  pick(erasing) {
    this.erasing = erasing;
    this.brush.setAttribute("aria-pressed", String(!erasing));
    this.eraser.setAttribute("aria-pressed", String(erasing));
    if (this.box) this.showRing();
  }

  key(event) {
    if (typing(event.target)) return;
    const step = event.shiftKey ? STEP * 4 : STEP;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const acts = {
      " ": () => (this.down ? (this.down = false) : this.begin()),
      "[": () => this.resize(this.size / 1.2),
      "]": () => this.resize(this.size * 1.2),
      b: () => this.pick(false),
      e: () => this.pick(true),
      i: () => this.add({ kind: "invert" }),
      x: () => this.add({ kind: "clear" }),
      z: () => this.undo(),
      Z: () => this.undo(this.undone, this.ops),
      y: () => this.undo(this.undone, this.ops),
      Enter: () => this.acts.use(),
      Escape: () => uncover(),
    };
    const inCanvas = event.target === this.canvas;
    if (inCanvas && moves[event.key]) {
      const [x, y] = moves[event.key];
      this.cursor = { x: Math.min(1, Math.max(0, this.cursor.x + x)), y: Math.min(1, Math.max(0, this.cursor.y + y)) };
      this.move();
    } else if (inCanvas && REGIONS[event.key]) {
      const at = Number(event.key) - 1;
      this.add({ kind: "region", cell: [at % 3, 2 - Math.floor(at / 3)] });
      announce(t("mask.region", { region: told(`region.${REGIONS[event.key]}`, REGIONS[event.key]) }));
    } else if (acts[event.key] && (inCanvas || !" Enter".includes(event.key))) acts[event.key]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
