// The list of sessions in its drawer, and which one is open. Refuses to make an empty session before it is needed.
import { address, pathOf } from "./address.js";
import * as api from "./api.js";
import { byId, h } from "./dom.js";
import { t } from "./i18n.js";
import { iconButton } from "./icons.js";
import { follow } from "./live.js";
import { sessionRow } from "./session_row.js";
import { emit, image, on, open, putImage, select, selected, state } from "./store.js";
import { failed } from "./toast.js";

const SETTLED = 800; // ms on one picture before it counts as the focus

let making = null;
let wanted = 0; // counts what was asked to be opened: of two, the later one is shown, whichever comes first

/** The open session's id; made now if the page is still empty. */
export async function ensureSession() {
  if (state.session) return state.session.id;
  making ??= api.sessions.create().then((view) => {
    state.session = view;
    history.replaceState(null, "", pathOf(view.id));
    follow(view.id, view.seq);
    showTitle();
    return view.id;
  });
  return making.finally(() => (making = null));
}

/** Shows session `id` (null: an empty page) and makes it the address, unless `push` is false. */
export async function openSession(id, push = true) {
  const mine = (wanted += 1);
  try {
    const view = id ? await api.sessions.get(id) : null;
    if (mine !== wanted) return;
    if (push) history.pushState(null, "", pathOf(id));
    open(view);
    showRoom().catch(failed);
    follow(view?.id ?? null, view?.seq);
    showTitle();
  } catch (error) {
    if (mine !== wanted) return;
    failed(error);
    if (id) openSession(null);
  }
}

/** The whole history or the three rooms, as the address says. */
async function showRoom() {
  const whole = address().history && state.session;
  if (whole) {
    const { enterHistory } = await import("./lineage/room.js");
    if (!address().history) return;
    byId("app").dataset.room = "history";
    await enterHistory(leaveHistory);
  } else byId("app").dataset.room = "studio";
}

/** Fills the page with the history of the open session, with what `query` names; back leads here again. */
export function openHistory(query = {}) {
  if (!state.session) return;
  history.pushState(null, "", pathOf(state.session.id, query));
  showRoom().catch(failed);
}

/** Shows the three rooms again, where the whole history was. */
export function toStudio() {
  if (!address().history) return;
  history.pushState(null, "", pathOf(state.session?.id ?? null));
  showRoom().catch(failed);
}

function leaveHistory() {
  toStudio();
  byId("viewport").focus();
}

function showTitle() {
  const input = byId("title");
  input.hidden = !state.session;
  input.value = state.session?.title ?? "";
  document.title = state.session?.title ? `${state.session.title} · Pentimento` : "Pentimento";
}

async function rename(event) {
  const title = event.target.value.trim();
  if (!title || title === state.session.title) return showTitle();
  try {
    Object.assign(state.session, { title: (await api.sessions.change(state.session.id, { title })).title });
  } catch (error) {
    failed(error);
  }
  showTitle();
}

function drawer() {
  const list = h("ul", { class: "session-list" });
  const more = h("button", { type: "button", class: "button ghost small", hidden: true }, t("session.more"));
  const search = h("input", {
    type: "search",
    class: "search",
    placeholder: t("session.search"),
    "aria-label": t("session.search"),
  });
  const box = h(
    "dialog",
    { class: "drawer", "aria-label": t("sessions") },
    h(
      "header",
      {},
      h("h2", {}, t("sessions")),
      iconButton("close", t("close"), () => box.close()),
    ),
    h(
      "button",
      { type: "button", class: "button new-session", autofocus: true, on: { click: () => go(null) } },
      t("session.new"),
    ),
    search,
    list,
    more,
  );
  const go = (id) => (box.close(), openSession(id));
  const gone = (id) => {
    if (id === state.session?.id) openSession(null);
    load();
  };
  const row = (one) =>
    sessionRow(
      one,
      () => go(one.id),
      () => gone(one.id),
    );
  let cursor = null;
  let asked = 0; // an answer that another question has overtaken is dropped
  const load = async (fresh = true) => {
    const mine = (asked += 1);
    try {
      const page = await api.sessions.page(fresh ? null : cursor, search.value.trim());
      if (mine !== asked) return;
      if (fresh) list.replaceChildren();
      list.append(...page.items.map((one) => row(one)));
      if (!list.children.length) list.append(h("li", { class: "quiet" }, t("session.none")));
      cursor = page.cursor;
      more.hidden = !cursor;
    } catch (error) {
      failed(error);
    }
  };
  let timer = 0;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(load, 250);
  });
  more.addEventListener("click", () => load(false));
  box.addEventListener("click", (event) => event.target === box && box.close());
  document.body.append(box);
  return { box, load };
}

/** Tells the studio which picture is looked at. */
async function settle(id, focus) {
  if (state.session?.id !== id || state.session.focus === focus) return;
  const view = await api.sessions.change(id, { focus }).catch(() => null);
  if (view && state.session?.id === id) Object.assign(state.session, { focus: view.focus, walk: view.walk });
}

export function sessionDrawer() {
  const { box, load } = drawer();
  byId("open-sessions").addEventListener("click", () => {
    load();
    box.showModal();
  });
  byId("title").addEventListener("change", rename);
  byId("title").addEventListener("keydown", (event) => event.key === "Enter" && event.target.blur());
  window.addEventListener("popstate", () => {
    const { session } = address();
    if (session && session === state.session?.id) showRoom().catch(failed);
    else openSession(session, false);
  });
  let timer = 0;
  on("selected", ({ byPerson }) => {
    const focus = selected()?.handle;
    if (!byPerson || !state.session || selected()?.kind === "mask") return;
    clearTimeout(timer); // looking through pictures writes once, when it has settled
    const session = state.session.id;
    // An undo right behind the click has gone on from there: late news of it would stand in the way of the redo.
    timer = setTimeout(() => selected()?.handle === focus && settle(session, focus), SETTLED);
  });
  on("session-changed", async () => {
    if (!state.session) return;
    const view = await api.sessions.get(state.session.id).catch(() => null);
    if (!view || view.id !== state.session.id || document.activeElement === byId("title")) return;
    Object.assign(state.session, { title: view.title, focus: view.focus, walk: view.walk });
    showTitle();
  });
}

/** The picture that the address names (`?picture=`), on the stage and in the conversation. */
async function showNamedPicture() {
  const name = new URLSearchParams(location.search).get("picture");
  const { session } = state;
  if (!name || !session) return;
  const one = image(name) ?? (await api.images.get(name).catch(() => null)); // it may be from before what was read
  if (one?.session !== session.id || session !== state.session) return;
  putImage(one);
  history.replaceState(null, "", location.pathname);
  select(one.id);
  if (one.turn) emit("sought", one.turn);
}

/** What the address asks for: a session, an empty page, or the newest session. */
export async function openFromAddress() {
  const named = byId("app").dataset.session;
  if (named) return openSession(named, false).then(showNamedPicture);
  if (location.pathname === "/new") return openSession(null, false);
  const page = await api.sessions.page().catch(() => ({ items: [] }));
  return openSession(page.items[0]?.id ?? null, false);
}
