// The window onto the picture: fits it, zooms, drags, and holds at most one overlay (mask brush, comparison) over it.
// Refuses to know what is shown: stage.js fills `canvas`.
import { byId, h } from "./dom.js";
import { t } from "./i18n.js";
import { emit, selected } from "./store.js";

export const STEP = 1.25;
const MOST = 16;
const NUDGE = 60; // pixels for an arrow key

const view = { scale: 1, x: 0, y: 0, fit: true };
let over = null; // {name, close(), files?(files)} of what lies over the picture

export const canvas = h("div", { class: "canvas" });
export const viewport = h(
  "div",
  { class: "viewport", id: "viewport", tabindex: 0, role: "group", "aria-label": t("stage.label") },
  canvas,
);

/** Puts `layer` over the picture; only one at a time. */
export function cover(layer) {
  over?.close();
  over = layer;
  zoom(null);
  byId("pane-picture").dataset.over = layer.name;
}

/** The name of what lies over the picture. */
export const covered = () => over?.name;

/** What lies over the picture takes files itself, by this function. */
export const filesTo = () => over?.files;

/** Takes away what lies over the picture. */
export function uncover() {
  if (!over) return;
  const was = over;
  over = null;
  was.close();
  byId("pane-picture").dataset.over = "";
  emit("uncovered");
}

/** Where the picture lies when it fits: {left, top, width, height} in the viewport's CSS pixels. */
export function fitted(width, height) {
  const scale = Math.min(viewport.clientWidth / width, viewport.clientHeight / height);
  const size = { width: width * scale, height: height * scale };
  return { ...size, left: (viewport.clientWidth - size.width) / 2, top: (viewport.clientHeight - size.height) / 2 };
}

/** Puts the picture where zoom and drag have it. */
export function place() {
  const one = selected();
  if (!one) return;
  const box = fitted(one.width, one.height);
  Object.assign(canvas.style, {
    width: `${box.width}px`,
    height: `${box.height}px`,
    left: `${box.left}px`,
    top: `${box.top}px`,
  });
  if (view.fit) Object.assign(view, { scale: 1, x: 0, y: 0 });
  canvas.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
  viewport.dataset.zoomed = String(view.scale > 1);
  const percent = Math.round(((box.width * view.scale) / one.width) * 100);
  if (byId("zoom-level")) byId("zoom-level").textContent = `${percent} %`;
}

/** Zooms by `factor` around a point of the viewport (its middle by default); null fits the picture again. */
export function zoom(factor, at) {
  if (factor === null) view.fit = true;
  else {
    const scale = Math.min(MOST, Math.max(1, view.scale * factor));
    const middle = { x: viewport.clientWidth / 2, y: viewport.clientHeight / 2 };
    const from = { x: (at?.x ?? middle.x) - middle.x - view.x, y: (at?.y ?? middle.y) - middle.y - view.y };
    const ratio = scale / view.scale;
    Object.assign(view, {
      x: view.x + from.x * (1 - ratio),
      y: view.y + from.y * (1 - ratio),
      scale,
      fit: scale === 1,
    });
  }
  place();
}

function moves() {
  let from = null;
  viewport.addEventListener("pointerdown", (event) => {
    if (view.scale <= 1 || over || event.target.closest("button")) return;
    from = { x: event.clientX - view.x, y: event.clientY - view.y };
    viewport.setPointerCapture(event.pointerId);
  });
  viewport.addEventListener("pointermove", (event) => {
    if (!from) return;
    Object.assign(view, { x: event.clientX - from.x, y: event.clientY - from.y });
    place();
  });
  for (const end of ["pointerup", "pointercancel"]) viewport.addEventListener(end, () => (from = null));
  viewport.addEventListener(
    "wheel",
    (event) => {
      if (over || !selected()) return;
      event.preventDefault();
      const box = viewport.getBoundingClientRect();
      zoom(event.deltaY < 0 ? STEP : 1 / STEP, { x: event.clientX - box.left, y: event.clientY - box.top });
    },
    { passive: false },
  );
  viewport.addEventListener("dblclick", () => !over && zoom(view.scale > 1 ? null : 2));
  viewport.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [NUDGE, 0], ArrowRight: [-NUDGE, 0], ArrowUp: [0, NUDGE], ArrowDown: [0, -NUDGE] }[
      event.key
    ];
    if (!by || view.scale <= 1 || over || event.target !== viewport) return;
    event.preventDefault();
    event.stopPropagation();
    Object.assign(view, { x: view.x + by[0], y: view.y + by[1] });
    place();
  });
}

/** Makes it answer to hand and keys. */
export function openViewport() {
  moves();
  new ResizeObserver(place).observe(viewport);
}
