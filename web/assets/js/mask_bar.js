// The tools of the brush. Sets `brush`, `eraser`, `slider`, `undoButton`, `redoButton` and `finish` on the painting,
// which keeps them true.
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { icon, iconButton } from "./icons.js";
import { uncover } from "./viewport.js";

export function maskBar(painting) {
  Object.assign(painting, {
    brush: iconButton("brush", t("mask.brush"), () => painting.pick(false), { "aria-pressed": "true" }),
    eraser: iconButton("eraser", t("mask.eraser"), () => painting.pick(true), { "aria-pressed": "false" }),
    slider: h("input", {
      type: "range",
      min: 0.01,
      max: 0.6,
      step: 0.005,
      value: painting.size,
      "aria-label": t("mask.size"),
      on: { input: (event) => painting.resize(Number(event.target.value)) },
    }),
    undoButton: iconButton("undo", t("mask.undo"), () => painting.undo()),
    redoButton: iconButton("redo", t("mask.redo"), () => painting.undo(painting.undone, painting.ops)),
    finish: h(
      "button",
      { type: "button", class: "button primary small", on: { click: () => painting.acts.use() } },
      icon("check"),
      t("mask.done"),
    ),
  });
  return h(
    "div",
    { class: "overlay-bar", role: "toolbar", "aria-label": t("mask.tools") },
    painting.brush,
    painting.eraser,
    painting.slider,
    painting.undoButton,
    painting.redoButton,
    iconButton("invert", t("mask.invert"), () => painting.add({ kind: "invert" })),
    iconButton("clear", t("mask.clear"), () => painting.add({ kind: "clear" })),
    iconButton("attach", t("mask.file"), () => painting.acts.file()),
    h("span", { class: "spread" }),
    iconButton("close", t("cancel"), uncover),
    painting.finish,
  );
}
