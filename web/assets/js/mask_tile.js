// A mask as one sees it in the conversation: its picture, dark where it is not marked. Opens it in the brush.
import * as api from "./api.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { touchUp } from "./mask.js";
import { byHandle } from "./store.js";
import { failed } from "./toast.js";

/** A tile that opens the mask over its picture. */
export function maskTile(mask) {
  const of = byHandle(mask.of);
  return h(
    "button",
    {
      type: "button",
      class: "thumb mask-tile",
      title: t("mask.touch", { mask: mask.handle, handle: mask.of }),
      "aria-label": t("mask.touch", { mask: mask.handle, handle: mask.of }),
      on: { click: () => touchUp(mask).catch(failed) },
    },
    of && h("img", { src: api.images.url(of.id, "thumb"), alt: "", loading: "lazy", draggable: "false" }),
    h("img", {
      class: "mask-over",
      src: api.images.url(mask.id, "thumb"),
      alt: t("mask.alt", { handle: mask.of }),
      loading: "lazy",
      draggable: "false",
    }),
    h("span", { class: "handle" }, mask.handle),
  );
}
