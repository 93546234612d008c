// Two pictures over each other with a divider to pull. The divider is a range input, so that hand, finger and keyboard all
// move it (the ready-made slider needs inline styles, which the page forbids). Refuses to know where it lies.
import * as api from "./api.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { altOf } from "./thumb.js";

/** `a` on the left, `b` on the right: `{frame, range}`. */
export function divider(a, b) {
  const range = h("input", {
    type: "range",
    min: 0,
    max: 100,
    step: 0.5,
    value: 50,
    "aria-label": t("compare.divider", { a: a.handle, b: b.handle }),
  });
  const frame = h(
    "div",
    { class: "compare-frame" },
    h("img", { src: api.images.url(a.id), alt: altOf(a), draggable: "false" }),
    h("img", { class: "after", src: api.images.url(b.id), alt: altOf(b), draggable: "false" }),
    h("i", { class: "divider", "aria-hidden": "true" }),
    range,
    h("span", { class: "tag left" }, a.handle),
    h("span", { class: "tag right" }, b.handle),
  );
  const move = () => frame.style.setProperty("--at", `${range.value}%`);
  range.addEventListener("input", move);
  move();
  return { frame, range };
}
