// The right-hand room: every picture as a list, as a graph, and how the selected one was made.
import { byId, h, refill } from "./dom.js";
import { drawGraph } from "./graph.js";
import { moment, t, told } from "./i18n.js";
import { iconButton } from "./icons.js";
import { showRecipe } from "./recipe.js";
import { on, parentOf, pictures, select, state } from "./store.js";
import { altOf } from "./thumb.js";
import * as api from "./api.js";

const VIEWS = ["list", "graph", "recipe"];
let view = "list";
let body;

function row(one) {
  const turn = state.turns.get(one.turn);
  const parent = parentOf(one);
  const made = one.kind === "upload" ? t("picture.upload") : told(`tool.${one.tool}`, one.tool ?? "");
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: "history-row",
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
          " ",
          made,
          parent && h("span", { class: "quiet" }, ` ← ${parent.handle}`),
        ),
        h("span", { class: "history-words" }, turn?.text ?? one.alt),
        h("time", { class: "quiet", datetime: one.created }, moment(one.created)),
      ),
    ),
  );
}

function list() {
  const all = pictures().reverse();
  return all.length
    ? h("ol", { class: "history-list" }, all.map(row))
    : h("p", { class: "quiet nothing" }, t("history.none"));
}

function draw() {
  body.dataset.view = view;
  for (const tab of byId("history-tabs").children) {
    const on = tab.dataset.view === view;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
  }
  if (view === "recipe") return void showRecipe(body);
  const known = [...state.images.values()].map((one) => [one.id, one.alt, one.parents?.length]);
  if (view === "list") refill(body, ["list", known], list);
  else refill(body, ["graph", known], () => h("p", { class: "quiet nothing" }, t("history.none")));
  if (view === "graph" && pictures().length) drawGraph(body);
  mark();
}

function mark() {
  for (const each of body.querySelectorAll("[data-image]")) {
    const here = each.dataset.image === state.selected;
    each.setAttribute("aria-pressed", String(here));
    if (here) each.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
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

function widen(event) {
  const wide = byId("app").dataset.wide !== "true";
  byId("app").dataset.wide = String(wide);
  event.currentTarget.setAttribute("aria-pressed", String(wide));
}

export function historyRoom() {
  body = h("div", { id: "history-body", class: "history-body", role: "tabpanel", tabindex: -1 });
  byId("pane-history").append(
    h(
      "header",
      { class: "history-head-bar" },
      tabs(),
      iconButton("trace", t("history.wide"), widen, {
        class: "icon-button faint wide-toggle",
        "aria-pressed": "false",
      }),
    ),
    body,
  );
  on("opened image turn", draw);
  on("selected", () => (view === "list" ? mark() : draw()));
  draw();
}
