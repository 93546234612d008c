// The picture, large: zoom, drag, and the tools around it. A running turn's preview shows here until its picture comes.
// Refuses to know masks and comparisons: those lie over it in modules of their own.
import * as api from "./api.js";
import { carryPicture } from "./carry.js";
import { byId, h, refill } from "./dom.js";
import { moment, number, t, told } from "./i18n.js";
import { icon, iconButton } from "./icons.js";
import { trash, trashButton } from "./marks.js";
import { previewOf } from "./previews.js";
import { ENDED, byHandle, depth, image, on, pictures, select, selected, sourcesOf, state } from "./store.js";
import { altOf } from "./thumb.js";
import { STEP, canvas, covered, openViewport, place, uncover, viewport, zoom } from "./viewport.js";

let picture, caption, bar, unfinished, working, arrived;

/** The next or previous picture of the session. */
export function walk(by) {
  const all = pictures();
  const at = all.findIndex((one) => one.id === state.selected);
  const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
  if (next) select(next.id);
}

/** The job whose preview may take the stage: a running one of the turns that are followed. */
const watched = () =>
  [...state.jobs.values()].find((job) => state.follow.has(job.turn) && job.state === "running" && previewOf(job.id));

function showPreview() {
  const job = watched();
  unfinished.hidden = !job;
  byId("pane-picture").dataset.preview = String(Boolean(job));
  if (!job) return;
  unfinished.src = previewOf(job.id);
  const percent = number((job.progress ?? 0) * 100, 0);
  working.textContent = `${t("job.running", { tool: told(`tool.${job.tool}`, job.tool) })} · ${percent} %`;
}

/** The picture that a turn brings to the stage: its first, the last of several steps, its best or the one it chose. */
function broughtBy(turn) {
  const best = ENDED.has(turn.state) && turn.review?.best && byHandle(turn.review.best);
  if (best) return best;
  const made = (turn.images ?? []).map((one) => image(one.id)).filter((one) => one?.kind === "image");
  if (made.length) return made.at(turn.plan?.steps?.length > 1 || turn.review?.attempts.some((one) => one.change) ? -1 : 0);
  if (turn.plan?.intent === "select" && turn.state === "done") return byHandle(turn.plan.image);
}

/** What the newest of the followed turns brings, of those that have something to bring. */
const coming = () => [...state.follow].map((id) => broughtBy(state.turns.get(id))).findLast(Boolean);

/** It comes by itself; but a mask being painted, or a comparison, is never taken away: there it is only announced. */
function followTurn() {
  const next = coming();
  const fresh = next && next.id !== state.selected;
  arrived.hidden = !fresh || !covered();
  if (fresh && covered()) arrived.textContent = t("stage.arrived", { handle: next.handle });
  else if (fresh) select(next.id, false);
  showPreview();
}

function layers(one) {
  const count = Math.min(3, depth(one));
  return Array.from({ length: count }, (_, index) =>
    h("i", { class: "layer", "aria-hidden": "true", css: { "--n": String(count - index) } }),
  );
}

function show({ before } = {}) {
  const one = selected();
  byId("pane-picture").dataset.empty = String(!one);
  refill(caption, [one?.id, one?.alt, one?.handle, one?.trashed, sourcesOf(one).map((source) => source.handle)], () => one && describe(one));
  const drawn = [one?.id, one?.parents, one?.star, one?.rating, one?.trashed, pictures().length, state.session?.walk];
  refill(bar, drawn, () => one && tools(one));
  if (!one) return canvas.replaceChildren();
  if (picture?.dataset.id !== one.id) {
    uncover();
    zoom(null);
    const old = before && picture ? picture : null;
    picture = h("img", {
      class: "picture",
      data: { id: one.id },
      src: api.images.url(one.id),
      alt: altOf(one),
      draggable: "false",
      decoding: "async",
    });
    canvas.replaceChildren(...layers(one), ...(old ? [old] : []), picture);
    if (old) {
      // the earlier picture shows through for a moment
      old.alt = "";
      old.classList.add("leaving");
      setTimeout(() => old.remove(), 450);
    }
  }
  picture.alt = altOf(one);
  picture.classList.toggle("trashed", Boolean(one.trashed));
  place();
}

function describe(one) {
  const made = one.kind === "upload" ? t("picture.upload") : told(`tool.${one.tool}`, one.tool ?? "");
  return [
    h("span", { class: "handle big" }, one.handle),
    h(
      "span",
      { class: "made" },
      made,
      sourcesOf(one).map((source, at) => [
        at ? t("list.comma") : " · ",
        h(
          "button",
          { type: "button", class: "button link", on: { click: () => select(source.id) } },
          at ? source.handle : t("picture.from", { handle: source.handle }),
        ),
      ]),
    ),
    h("span", { class: "size" }, `${one.width} × ${one.height}`),
    one.trashed &&
      h(
        "span",
        { class: "caption-trash" },
        icon("clear"),
        t("details.trashed", { when: moment(one.trashed) }),
        h("button", { type: "button", class: "button small", id: "restore", on: { click: () => trash(one) } }, icon("restore"), t("library.restore")),
      ),
    h("span", { class: "alt", lang: "en" }, one.alt),
  ];
}

let tools = () => null;
/** What stands in the bar below the picture: `make(image)` gives the buttons that other modules own. */
export const offer = (make) => {
  tools = (one) => [
    h(
      "div",
      { class: "group", role: "group", "aria-label": t("stage.zoom") },
      iconButton("zoomOut", t("stage.zoomout"), () => zoom(1 / STEP)),
      h("output", { id: "zoom-level", class: "zoom-level", "aria-label": t("stage.zoom") }),
      iconButton("zoomIn", t("stage.zoomin"), () => zoom(STEP)),
      iconButton("fit", t("stage.fit"), () => zoom(null)),
    ),
    h("div", { class: "group" }, make(one)),
    h(
      "div",
      { class: "group" },
      trashButton(one),
      iconButton("download", t("stage.download"), () => carryPicture(one), { id: "carry" }),
    ),
  ];
};

export function stage() {
  unfinished = h("img", { class: "unfinished", alt: t("job.preview"), hidden: true });
  arrived = h("button", { type: "button", class: "button small arrived", hidden: true, on: { click: uncover } });
  viewport.append(unfinished, h("div", { role: "status" }, arrived));
  caption = h("div", { class: "caption" });
  working = h("p", { class: "working-line" });
  bar = h("div", { class: "stage-bar", role: "toolbar", "aria-label": t("stage.tools") });
  byId("pane-picture").append(
    viewport,
    h("div", { class: "stage-empty" }, h("p", {}, t("stage.empty"))),
    h("footer", { class: "stage-foot" }, caption, working, bar),
  );
  openViewport();
  on("selected opened", (detail) => show(detail ?? {}));
  on("image", () => show());
  on("turn job image opened uncovered", followTurn);
  on("sent", uncover); // the conversation goes on: its picture shall be seen
  on("previewed", showPreview);
}
