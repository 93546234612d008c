// One session in the list: its newest picture, its title, and how to be rid of it. Refuses to delete at one click.
import * as api from "./api.js";
import { h } from "./dom.js";
import { moment, t } from "./i18n.js";
import { iconButton } from "./icons.js";
import { state } from "./store.js";
import { failed } from "./toast.js";

/** A row: `go()` opens the session, `gone()` is told when it was deleted. */
export function sessionRow(one, go, gone) {
  const current = one.id === state.session?.id;
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
    remover(one, gone),
  );
}

/** Deletes at the second click; looking away takes the first one back (a finger always leaves, and counts by blur). */
function remover(one, gone) {
  const name = t("session.delete", { title: one.title || t("session.untitled") });
  const button = iconButton("clear", name, click, { class: "icon-button faint" });
  function arm(sure) {
    button.dataset.sure = sure ? "yes" : "no";
    button.title = sure ? t("session.delete.sure") : name;
    button.setAttribute("aria-label", button.title);
  }
  function click() {
    if (button.dataset.sure !== "yes") return arm(true);
    api.sessions.remove(one.id).then(gone, failed);
  }
  button.addEventListener("blur", () => arm(false));
  button.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && arm(false));
  return button;
}
