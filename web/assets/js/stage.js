// The picture, large: zoom, drag, and the tools around it. A running turn's preview shows here until its picture comes.
// Refuses to know masks and comparisons: those lie over it in modules of their own.
import * as api from "./api.js";
import { byId, h, refill } from "./dom.js";
import { number, t, told } from "./i18n.js";
import { icon, iconButton } from "./icons.js";
import { previewOf } from "./previews.js";
import { depth, image, on, parentOf, pictures, select, selected, state } from "./store.js";
import { altOf } from "./thumb.js";

const STEP = 1.25;
const MOST = 16;

const view = { scale: 1, x: 0, y: 0, fit: true };
let viewport, canvas, picture, caption, bar, ghost, working;
let over = null; // {close()} of whatever lies over the picture

/** Puts `layer` over the picture; only one at a time. */
export function cover(layer) {
  over?.close();
  over = layer;
  zoom(null);
  byId("pane-picture").dataset.over = layer?.name ?? "";
}
export const covered = () => over?.name;
export const uncover = () => over && (over.close(), (over = null), (byId("pane-picture").dataset.over = ""));

/** Where the picture lies when it fits: {left, top, width, height} in the viewport's CSS pixels. */
export function fitted(width, height, margin = 0) {
  const room = { width: viewport.clientWidth - 2 * margin, height: viewport.clientHeight - 2 * margin };
  const scale = Math.min(room.width / width, room.height / height);
  const size = { width: width * scale, height: height * scale };
  return { ...size, left: (viewport.clientWidth - size.width) / 2, top: (viewport.clientHeight - size.height) / 2 };
}

function place() {
  const one = selected();
  if (!one) return;
  const box = fitted(one.width, one.height);
  Object.assign(canvas.style, { width: `${box.width}px`, height: `${box.height}px`, left: `${box.left}px`, top: `${box.top}px` });
  if (view.fit) Object.assign(view, { scale: 1, x: 0, y: 0 });
  canvas.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
  viewport.dataset.zoomed = String(view.scale > 1);
  const percent = Math.round(((box.width * view.scale) / one.width) * 100);
  byId("zoom-level").textContent = `${percent} %`;
}

/** Zooms by `factor` around a point of the viewport (its middle by default); null fits the picture again. */
export function zoom(factor, at) {
  if (factor === null) view.fit = true;
  else {
    const scale = Math.min(MOST, Math.max(1, view.scale * factor));
    const middle = { x: viewport.clientWidth / 2, y: viewport.clientHeight / 2 };
    const from = { x: (at?.x ?? middle.x) - middle.x - view.x, y: (at?.y ?? middle.y) - middle.y - view.y };
    const ratio = scale / view.scale;
    Object.assign(view, { x: view.x + from.x * (1 - ratio), y: view.y + from.y * (1 - ratio), scale, fit: scale === 1 });
  }
  place();
}

function drags() {
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
  viewport.addEventListener("wheel", (event) => {
    if (over || !selected()) return;
    event.preventDefault();
    const box = viewport.getBoundingClientRect();
    zoom(event.deltaY < 0 ? STEP : 1 / STEP, { x: event.clientX - box.left, y: event.clientY - box.top });
  }, { passive: false });
  viewport.addEventListener("dblclick", () => !over && zoom(view.scale > 1 ? null : 2));
  viewport.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (!by || view.scale <= 1 || over || event.target !== viewport) return;
    event.preventDefault();
    event.stopPropagation();
    Object.assign(view, { x: view.x + by[0], y: view.y + by[1] });
    place();
  });
}

/** The next or previous picture of the session. */
export function walk(by) {
  const all = pictures();
  const at = all.findIndex((one) => one.id === state.selected);
  const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
  if (next) select(next.id);
}

/** The job whose preview may take the stage: the running one of the turn that is followed. */
const watched = () => [...state.jobs.values()].find((job) => job.turn === state.follow && job.state === "running" && previewOf(job.id));

function showPreview() {
  const job = watched();
  ghost.hidden = !job;
  byId("pane-picture").dataset.preview = String(Boolean(job));
  if (!job) return;
  ghost.src = previewOf(job.id);
  working.textContent = `${t("job.running", { tool: told(`tool.${job.tool}`, job.tool) })} · ${number((job.progress ?? 0) * 100, 0)} %`;
}

/** The pictures of a followed turn come to the stage by themselves. */
function followTurn() {
  if (over) return showPreview(); // a mask being painted, a comparison: never taken away
  const turn = state.turns.get(state.follow);
  const first = (turn?.images ?? []).map((one) => image(one.id)).filter((one) => one?.kind === "image").at(turn?.plan?.steps?.length > 1 ? -1 : 0);
  if (first && first.id !== state.selected) select(first.id, false);
  else if (turn?.plan?.intent === "select") {
    const chosen = pictures().find((one) => one.handle === turn.plan.image);
    if (chosen && chosen.id !== state.selected && turn.state === "done") select(chosen.id, false);
  }
  showPreview();
}

function layers(one) {
  const count = Math.min(3, depth(one));
  return Array.from({ length: count }, (_, index) => h("i", { class: "layer", "aria-hidden": "true", css: { "--n": String(count - index) } }));
}

function show({ before } = {}) {
  const one = selected();
  byId("pane-picture").dataset.empty = String(!one);
  refill(caption, [one?.id, one?.alt, one?.handle], () => one && describe(one));
  refill(bar, [one?.id, one?.parents], () => one && tools(one));
  if (!one) return canvas.replaceChildren();
  if (picture?.dataset.id !== one.id) {
    uncover();
    view.fit = true;
    const old = before && picture ? picture : null;
    picture = h("img", { class: "picture", data: { id: one.id }, src: api.images.url(one.id), alt: altOf(one), draggable: "false", decoding: "async" });
    canvas.replaceChildren(...layers(one), ...(old ? [old] : []), picture);
    if (old) { // the earlier picture shows through for a moment
      old.alt = "";
      old.classList.add("leaving");
      setTimeout(() => old.remove(), 450);
    }
  }
  picture.alt = altOf(one);
  place();
}

function describe(one) {
  const parent = parentOf(one);
  const made = one.kind === "upload" ? t("picture.upload") : told(`tool.${one.tool}`, one.tool ?? "");
  return [
    h("span", { class: "handle big" }, one.handle),
    h("span", { class: "made" }, made, parent && [" · ", h("button", { type: "button", class: "button link", on: { click: () => select(parent.id) } }, t("picture.from", { handle: parent.handle }))]),
    h("span", { class: "size" }, `${one.width} × ${one.height}`),
    h("span", { class: "alt", lang: "en" }, one.alt),
  ];
}

let tools = () => null;
/** What stands in the bar below the picture: `make(image)` gives the buttons that other modules own. */
export const offer = (make) => {
  tools = (one) => [
    h("div", { class: "group", role: "group", "aria-label": t("stage.zoom") },
      iconButton("zoomOut", t("stage.zoomout"), () => zoom(1 / STEP)),
      h("output", { id: "zoom-level", class: "zoom-level", "aria-label": t("stage.zoom") }),
      iconButton("zoomIn", t("stage.zoomin"), () => zoom(STEP)),
      iconButton("fit", t("stage.fit"), () => zoom(null))),
    h("div", { class: "group" }, make(one)),
    h("div", { class: "group" }, h("a", { class: "icon-button", href: api.images.download(one.id), download: "", title: t("stage.download"), "aria-label": t("stage.download") }, icon("download"))),
  ];
};

export function stage() {
  canvas = h("div", { class: "canvas" });
  ghost = h("img", { class: "unfinished", alt: t("job.preview"), hidden: true });
  viewport = h("div", { class: "viewport", id: "viewport", tabindex: 0, role: "group", "aria-label": t("stage.label") }, canvas, ghost);
  caption = h("div", { class: "caption" });
  working = h("p", { class: "working-line" });
  bar = h("div", { class: "stage-bar", role: "toolbar", "aria-label": t("stage.tools") });
  byId("pane-picture").append(viewport, h("div", { class: "stage-empty" }, h("p", {}, t("stage.empty"))), h("footer", { class: "stage-foot" }, caption, working, bar));
  drags();
  new ResizeObserver(place).observe(viewport);
  on("selected opened", (detail) => show(detail ?? {}));
  on("image", () => show());
  on("turn job image opened", followTurn);
  on("previewed", showPreview);
}

/** Element that overlays are put into. */
export const room = () => viewport;
