// The right-hand room: every picture as a list, as a graph, and how the selected one was made. Graph and recipe load when
// first looked at.
import { byId, h, refill } from "./dom.js";
import { moment, t, told } from "./i18n.js";
import { iconButton } from "./icons.js";
import { openHistory } from "./sessions.js";
import { trashBadge } from "./marks.js";
import { on, pictures, select, selected, sourcesOf, state } from "./store.js";
import { altOf } from "./thumb.js";
import { Rows } from "./windowed.js";
import * as api from "./api.js";

const VIEWS = ["list", "graph", "recipe"];
const ROW = 70; // pixels
let view = "list";
let body, rows, graph;
let part = null; // what was picked in the graph and is no picture of the stage

function row(one) {
  const turn = state.turns.get(one.turn);
  const sources = sourcesOf(one);
  const made = one.kind === "upload" ? t("picture.upload") : told(`tool.${one.tool}`, one.tool ?? "");
  return h(
      "button",
      {
        type: "button",
        class: one.trashed ? "history-row trashed" : "history-row",
        data: { image: one.id },
        "aria-pressed": String(one.id === state.selected),
        on: { click: () => select(one.id) },
      },
      h("img", {
        src: api.images.url(one.id, "thumb"),
        alt: altOf(one),
        width: 56,
        height: 56,
        loading: "lazy",
        draggable: "false",
      }),
      h(
        "span",
        { class: "history-text" },
        h(
          "span",
          { class: "history-head" },
          h("b", {}, one.handle),
          h("span", { class: "history-made" }, made),
          sources.length > 0 && h("span", { class: "quiet" }, `← ${sources.map((source) => source.handle).join(" ")}`),
          trashBadge(one),
        ),
        h("span", { class: "history-words" }, turn?.text ?? one.alt),
        h("time", { class: "quiet", datetime: one.created }, moment(one.created)),
      ),
  );
}

const none = () => h("p", { class: "quiet nothing" }, t("history.none"));

function list() {
  const all = pictures().reverse();
  const before = rows?.items ?? [];
  refill(body, ["list", all.length > 0], () => {
    if (!all.length) return none();
    rows ??= new Rows({ scroller: body, height: ROW, name: "history-list", build: row });
    return rows.list;
  });
  if (all.length) rows.show(all);
  if (before[0] !== all[0]) body.scrollTop = 0;
}

async function drawGraph() {
  refill(body, ["graph", pictures().length > 0], () => (pictures().length ? h("div", { class: "graph-room" }) : none()));
  if (!pictures().length) return;
  const { smallGraph } = await import("./lineage/small.js");
  if (view !== "graph") return;
  graph ??= smallGraph((picked) => {
    part = picked;
    showHistory("recipe");
  });
  const place = body.querySelector(".graph-room");
  if (place && !place.contains(graph.element)) place.append(graph.element);
  graph.show();
}

async function drawRecipe() {
  const { detailsOf } = await import("./lineage/small.js");
  if (view !== "recipe") return;
  const one = selected();
  delete body.dataset.signature;
  body.replaceChildren(part || one ? detailsOf(part, one) : none());
}

function draw() {
  body.dataset.view = view;
  for (const tab of byId("history-tabs").children) {
    const on = tab.dataset.view === view;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
  }
  if (view === "recipe") return void drawRecipe();
  if (view === "graph") return void drawGraph();
  list();
  mark();
}

function mark() {
  for (const each of body.querySelectorAll("[data-image]"))
    each.setAttribute("aria-pressed", String(each.dataset.image === state.selected));
  rows?.reveal(rows.items.findIndex((one) => one.id === state.selected));
}

/** Shows one of `list`, `graph`, `recipe`. */
export function showHistory(name) {
  view = name;
  draw();
}

/** Shows how the picture on the stage was made, wherever the history is (on a phone: its own tab). */
export function showHow() {
  byId("app").dataset.tab = "history";
  showHistory("recipe");
  byId("history-tabs").querySelector('[data-view="recipe"]').focus();
}

function tabs() {
  const bar = h(
    "div",
    { id: "history-tabs", class: "history-tabs", role: "tablist", "aria-label": t("tab.history") },
    VIEWS.map((name) =>
      h(
        "button",
        {
          type: "button",
          role: "tab",
          id: `history-${name}`,
          "aria-controls": "history-body",
          data: { view: name },
          on: { click: () => showHistory(name) },
        },
        t(`history.${name}`),
      ),
    ),
  );
  bar.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    showHistory(VIEWS[(VIEWS.indexOf(view) + by + VIEWS.length) % VIEWS.length]);
    byId(`history-${view}`).focus();
  });
  return bar;
}

export function historyRoom() {
  body = h("div", { id: "history-body", class: "history-body", role: "tabpanel", tabindex: -1 });
  byId("pane-history").append(
    h(
      "header",
      { class: "history-head-bar" },
      tabs(),
      iconButton("trace", t("history.whole.open"), () => openHistory(), { id: "whole-history", class: "icon-button faint" }),
    ),
    body,
  );
  on("opened image turn earlier", draw);
  on("selected", () => {
    part = null;
    if (view === "list") mark();
    else draw();
  });
  draw();
}
