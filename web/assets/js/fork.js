// Going on from any picture or turn: here, where the next words are about it, or in a new session that knows where it
// came from. Refuses to take anything away.
import * as api from "./api.js";
import { byId, h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { openSession, toStudio } from "./sessions.js";
import { byHandle, putImage, select, state } from "./store.js";
import { failed } from "./toast.js";

/** Continues from `kind` ("images" or "turns") `id`; `into` is "session" or "new". */
export async function fork(kind, id, into) {
  try {
    const view = await api[kind].fork(id, into);
    if (into === "new" || view.id !== state.session?.id) await openSession(view.id);
    else {
      Object.assign(state.session, { focus: view.focus, walk: view.walk });
      for (const one of view.images) putImage(one);
      toStudio();
      const there = byHandle(view.focus);
      if (there) select(there.id, false);
      state.follow.clear();
    }
    byId("app").dataset.tab = "talk";
    byId("words").focus();
  } catch (error) {
    failed(error);
  }
}

/** Where the open session was forked from, with a way there; null for one that began by itself. */
export function originLine() {
  const origin = state.session?.origin;
  if (!origin) return null;
  if (origin.title === null) return h("p", { class: "origin quiet" }, icon("branch"), t("origin.gone"));
  const title = origin.title || t("session.untitled");
  const go = (event) => {
    event.preventDefault();
    openSession(origin.session);
  };
  return h(
    "p",
    { class: "origin quiet" },
    icon("branch"),
    h(
      "a",
      { class: "button link", href: `/s/${origin.session}`, on: { click: go } },
      t("origin.from", { handle: origin.handle, title }),
    ),
  );
}
