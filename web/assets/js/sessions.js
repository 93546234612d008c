// The list of sessions in its drawer, and which one is open. Refuses to make an empty session before it is needed.
import * as api from "./api.js";
import { byId, h } from "./dom.js";
import { moment, t } from "./i18n.js";
import { iconButton } from "./icons.js";
import { follow } from "./live.js";
import { on, open, selected, state } from "./store.js";
import { toast } from "./toast.js";

const SETTLED = 800; // ms on one picture before it counts as the focus

let making = null;

/** The open session's id; made now if the page is still empty. */
export async function ensureSession() {
  if (state.session) return state.session.id;
  making ??= api.sessions.create().then((view) => {
    state.session = view;
    history.replaceState(null, "", `/s/${view.id}`);
    follow(view.id, view.seq);
    showTitle();
    return view.id;
  });
  return making.finally(() => (making = null));
}

/** Shows session `id` (null: an empty page) and makes it the address, unless `push` is false. */
export async function openSession(id, push = true) {
  try {
    const view = id ? await api.sessions.get(id) : null;
    if (push) history.pushState(null, "", id ? `/s/${id}` : "/new");
    open(view);
    follow(view?.id ?? null, view?.seq);
    showTitle();
  } catch (error) {
    toast(error.message, "error");
    if (id) openSession(null);
  }
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
    toast(error.message, "error");
  }
  showTitle();
}

function row(one, drawer, reload) {
  const current = one.id === state.session?.id;
  const go = () => {
    drawer.close();
    openSession(one.id);
  };
  return h(
    "li",
    { class: current ? "session current" : "session" },
    h(
      "button",
      { type: "button", class: "session-open", "aria-current": current ? "page" : undefined, on: { click: go } },
      one.cover
        ? h("img", {
            src: api.images.url(one.cover.id, "thumb"),
            alt: one.cover.alt,
            width: 44,
            height: 44,
            loading: "lazy",
          })
        : h("span", { class: "cover-none", "aria-hidden": "true" }),
      h(
        "span",
        { class: "session-text" },
        h("b", {}, one.title || t("session.untitled")),
        h("small", {}, `${moment(one.updated)} · ${t("session.pictures", { n: one.images })}`),
      ),
    ),
    iconButton(
      "clear",
      t("session.delete", { title: one.title || t("session.untitled") }),
      async (event) => {
        const button = event.currentTarget;
        if (button.dataset.sure !== "yes") {
          Object.assign(button.dataset, { sure: "yes" });
          button.setAttribute("aria-label", t("session.delete.sure"));
          button.title = t("session.delete.sure");
          return;
        }
        await api.sessions.remove(one.id).catch((error) => toast(error.message, "error"));
        if (current) openSession(null);
        reload();
      },
      { class: "icon-button faint" },
    ),
  );
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
      { type: "button", class: "button new-session", on: { click: () => (box.close(), openSession(null)) } },
      t("session.new"),
    ),
    search,
    list,
    more,
  );
  let cursor = null;
  const load = async (fresh = true) => {
    try {
      const page = await api.sessions.page(fresh ? null : cursor, search.value.trim());
      if (fresh) list.replaceChildren();
      list.append(...page.items.map((one) => row(one, box, load)));
      if (!list.children.length) list.append(h("li", { class: "quiet" }, t("session.none")));
      cursor = page.cursor;
      more.hidden = !cursor;
    } catch (error) {
      toast(error.message, "error");
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

export function sessionDrawer() {
  const { box, load } = drawer();
  byId("open-sessions").addEventListener("click", () => {
    load();
    box.showModal();
  });
  byId("title").addEventListener("change", rename);
  byId("title").addEventListener("keydown", (event) => event.key === "Enter" && event.target.blur());
  window.addEventListener("popstate", () => openSession(location.pathname.match(/^\/s\/(.+)$/)?.[1] ?? null, false));
  let timer = 0;
  on("selected", ({ byPerson }) => {
    const focus = selected()?.handle;
    if (!byPerson || !state.session || selected()?.kind === "mask") return;
    clearTimeout(timer); // looking through pictures writes once, when it has settled
    const session = state.session.id;
    timer = setTimeout(() => api.sessions.change(session, { focus }).catch(() => null), SETTLED);
  });
  on("session-changed", async () => {
    if (!state.session) return;
    const view = await api.sessions.get(state.session.id).catch(() => null);
    if (!view || view.id !== state.session.id || document.activeElement === byId("title")) return;
    Object.assign(state.session, { title: view.title, focus: view.focus });
    showTitle();
  });
}

/** What the address asks for: a session, an empty page, or the newest session. */
export async function openFromAddress() {
  const named = byId("app").dataset.session;
  if (named) return openSession(named, false);
  if (location.pathname === "/new") return openSession(null, false);
  const page = await api.sessions.page().catch(() => ({ items: [] }));
  return openSession(page.items[0]?.id ?? null, false);
}
