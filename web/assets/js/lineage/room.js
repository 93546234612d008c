// The whole history, filling the page at an address of its own: graph or time line, the filter, and what is known of the
// picked part. Refuses to change anything by looking: what is picked here is not what the next words are about.
import { address, pathOf } from "../address.js";
import { byId, h, typing } from "../dom.js";
import { number, t } from "../i18n.js";
import { icon, iconButton } from "../icons.js";
import { on, selected, state } from "../store.js";
import { Board } from "./board.js";
import { STEP } from "./camera.js";
import { Details } from "./details.js";
import { Filter } from "./filter.js";
import { drawnOf } from "./fold.js";
import { bare, boxOf, kindOf } from "./model.js";
import { history, readHistory } from "./source.js";
import { Versus } from "./versus.js";

const BUNCH = 200; // ms in which news are gathered
const opened = new Set(); // runs that are unfolded
const now = { view: "graph", level: "all", here: null, fold: null };
let room, board, line, filter, details, versus, leave, nothing;
let reading = 0; // a timer
let choosing = null; // {kind, id, name} of a picture or turn that waits for another one to be compared with

const across = () => board.element.clientWidth > 700;

/** One of several ways to look, as a row of buttons. */
function ways(name, values, label) {
  const set = (value) => {
    if (now[name] !== value) board.view = null; // another graph: looked at as a whole
    now[name] = value;
    show();
    remember();
  };
  return h(
    "div",
    { class: "ways", role: "group", "aria-label": label, data: { name } },
    values.map((value) =>
      h("button", { type: "button", data: { value }, on: { click: () => set(value) } }, t(`history.${value}`)),
    ),
  );
}

function mark() {
  for (const group of room.querySelectorAll(".ways"))
    for (const button of group.children)
      button.setAttribute("aria-pressed", String(button.dataset.value === now[group.dataset.name]));
  room.dataset.view = now.view;
}

/** The address tells what is looked at, so that it can be kept and sent. */
function remember() {
  if (!address().history) return;
  const pair = versus.element.hidden ? {} : now.pair;
  const query = {
    view: now.view === "graph" ? null : now.view,
    level: now.level === "all" ? null : now.level,
    at: now.here,
    ...pair,
  };
  window.history.replaceState(null, "", pathOf(state.session.id, query));
}

function pick(part, by = "hand") {
  if (kindOf(part) === "run" || kindOf(part) === "more") return unfold(part);
  if (choosing && kindOf(boxOf(part)) === choosing.kind) {
    const other = bare(boxOf(part));
    return choosing.kind === "turn" ? compareTurns(choosing.id, other) : compare(choosing.id, other);
  }
  now.here = part;
  if (now.view === "time") line.picked(part);
  else board.picked(part, by !== "hand");
  details.show(part, history());
  room.dataset.details = "open";
  remember();
}

/** Two pictures against each other. */
function compare(a, b) {
  choose(null);
  if (a !== b) versus.open(a, b);
}

/** Two turns against each other. */
function compareTurns(a, b) {
  choose(null);
  if (a !== b) versus.openTurns(a, b);
}

/** The next picture or turn that is picked, whichever `what` is, is compared with it; null for none. */
function choose(what) {
  choosing = what;
  const bar = room.querySelector(".choosing");
  bar.hidden = !what;
  if (!what) return;
  bar.querySelector("span").textContent = t(`choose.${what.kind}`, { name: what.name });
  if (window.matchMedia("(max-width: 760px)").matches) room.dataset.details = "closed"; // the graph lies below it
  if (now.view === "graph") board.focus(now.here);
}

function backToHistory() {
  versus.element.hidden = true;
  remember();
  if (now.view === "graph") board.focus(now.here);
}

/** A run unfolds; what was too far away is gone to. */
function unfold(part) {
  const box = board.drawn.boxes.get(part);
  if (kindOf(part) === "run") opened.add(part);
  const inside = box.members.map((id) => history().boxes.get(id) ?? { parts: [id] });
  now.here = (inside.findLast((one) => one.kind === "image") ?? inside[0]).parts[0];
  if (kindOf(part) === "more") details.show(now.here, history());
  show().then(() => board.focus(now.here));
}

function enter(part) {
  pick(part, "key");
  if (kindOf(part) === "image" || kindOf(part) === "turn") details.title.focus();
}

/** Reads what has changed and shows it; news that come in a bunch are read once. */
function news() {
  clearTimeout(reading);
  reading = setTimeout(async () => {
    await readHistory().catch(() => null); // the light at the top tells when the studio is away; the next news try again
    if (address().history) show();
  }, BUNCH);
}

async function show() {
  const whole = history();
  mark();
  filter.offer(whole);
  const passes = filter.passes(whole);
  const pictures = [...whole.boxes.values()].filter((box) => box.kind === "image");
  filter.say(passes ? pictures.filter(passes).length : pictures.length, pictures.length);
  nothing.hidden = whole.boxes.size > 0;
  if (now.view === "time") return void line.show(whole, passes, now.here);
  const drawn = drawnOf(whole, {
    level: now.level,
    passes,
    opened,
    pick: now.here && boxOf(now.here),
    fold: now.fold ?? undefined,
  });
  foldButton.setAttribute("aria-pressed", String([...drawn.boxes.values()].some((box) => box.kind === "run")));
  await board.show(drawn, { across: across(), here: now.here });
}

let foldButton;

/** Folds every run again, or leaves none folded. */
function fold() {
  now.fold = foldButton.getAttribute("aria-pressed") !== "true";
  opened.clear();
  show();
}

function build() {
  board = new Board({ pick, enter, drop: (a, b) => compare(bare(a), bare(b)) });
  filter = new Filter(() => {
    board.view = null; // what is left is looked at anew
    show();
  });
  details = new Details({
    pick: (part) => pick(part, "key"),
    close: () => (room.dataset.details = "closed"),
    leave: () => leave(),
    choose: (one) => choose({ kind: "image", id: one.id, name: one.handle }),
    chooseTurn: (turn) => choose({ kind: "turn", id: turn.id, name: turn.text.slice(0, 40) }),
    compare,
  });
  versus = new Versus({
    close: backToHistory,
    changed: (a, b) => {
      now.pair = { a, b };
      remember();
    },
  });
  nothing = h("p", { class: "quiet nothing", hidden: true }, t("history.none"));
  foldButton = iconButton("fold", t("history.fold"), fold);
  const zoom = h(
    "div",
    { class: "group zooms", role: "group", "aria-label": t("stage.zoom") },
    iconButton("zoomOut", t("stage.zoomout"), () => board.camera.zoom(1 / STEP)),
    iconButton("zoomIn", t("stage.zoomin"), () => board.camera.zoom(STEP)),
    iconButton("fit", t("stage.fit"), () => board.fit()),
  );
  room = h(
    "section",
    { id: "history-room", class: "history-room", "aria-label": t("history.whole") },
    h(
      "header",
      { class: "history-bar" },
      h("button", { type: "button", class: "button small ghost", id: "leave-history", on: { click: () => leave() } }, icon("back"), t("history.back")),
      ways("view", ["graph", "time"], t("history.view")),
      h("div", { class: "graph-only" }, ways("level", ["all", "pictures"], t("history.level")), foldButton, zoom),
      filter.element,
    ),
    h(
      "div",
      { class: "history-main" },
      board.element,
      nothing,
      h(
        "div",
        { class: "choosing", role: "status", hidden: true },
        h("span", {}),
        iconButton("close", t("cancel"), () => choose(null), { class: "icon-button faint" }),
      ),
      versus.element,
    ),
    details.element,
  );
  room.addEventListener("keydown", keys);
  byId("app").append(room);
}

function keys(event) {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (typing(event.target) && event.target.value) return;
  event.stopPropagation();
  if (choosing) return choose(null);
  if (!versus.element.hidden) return backToHistory();
  if (room.dataset.details === "open" && details.element.contains(event.target)) {
    room.dataset.details = "closed";
    return now.view === "graph" && board.focus(now.here);
  }
  leave();
}

/** Shows the history of the open session as the address says; `back()` is called by one who has seen enough. */
export async function enterHistory(back) {
  leave = back;
  if (!room) {
    const { TimeLine } = await import("./timeline.js");
    build();
    line = new TimeLine({ pick: (part) => pick(part, "key"), enter });
    room.querySelector(".history-main").append(line.element);
    on("turn job image", () => address().history && news());
    on("opened", () => {
      opened.clear();
      board.view = null;
      now.here = null;
    });
  }
  const { query } = address();
  now.view = query.get("view") === "time" ? "time" : "graph";
  now.level = query.get("level") === "pictures" ? "pictures" : "all";
  now.here = query.get("at") ?? (selected() ? `image-${selected().id}` : null);
  versus.element.hidden = true;
  room.dataset.details = "closed";
  choose(null);
  board.element.setAttribute("aria-busy", "true");
  nothing.hidden = false;
  nothing.textContent = t("history.reading", { n: 0 });
  await readHistory((n) => (nothing.textContent = t("history.reading", { n: number(n, 0) })));
  nothing.textContent = t("history.none");
  await show();
  const [a, b] = [query.get("a"), query.get("b")];
  if (a && b && [a, b].every((part) => part.startsWith("turn-"))) return void versus.openTurns(bare(a), bare(b));
  if (a && b) return void versus.open(a, b);
  if (query.get("at") && history().boxes.has(boxOf(now.here))) pick(now.here, "key");
  board.focus(now.here ?? [...(board.drawn?.boxes.values() ?? [])].at(-1)?.parts[0]);
}
