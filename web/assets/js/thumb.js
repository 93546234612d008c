// A small picture that can be put on the stage.
import * as api from "./api.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { trashBadge } from "./marks.js";
import { select, state } from "./store.js";

/** What is said of a picture instead of showing it. */
export const altOf = (one) => one.alt || t("picture.untold", { handle: one.handle });

/** A thumbnail that puts its picture on the stage. */
export function thumb(one, size = "") {
  return h(
    "button",
    {
      type: "button",
      class: `thumb ${size} ${one.trashed ? "trashed" : ""}`,
      data: { image: one.id },
      "aria-pressed": String(state.selected === one.id),
      title: one.alt,
      on: { click: () => select(one.id) },
    },
    h("img", { src: api.images.url(one.id, "thumb"), alt: altOf(one), loading: "lazy", draggable: "false" }),
    h("span", { class: "handle" }, one.handle),
    trashBadge(one),
  );
}
