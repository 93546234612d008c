// Two pictures over each other with a divider to pull, and what distinguishes them. The divider is a range input, so
// that hand, finger and keyboard all move it (the ready-made slider needs inline styles, which the page forbids).
import * as api from "./api.js";
import { h } from "./dom.js";
import { number, t } from "./i18n.js";
import { iconButton } from "./icons.js";
import { byHandle, parentOf, pictures, selected } from "./store.js";
import { altOf } from "./thumb.js";
import { cover, covered, fitted, uncover, viewport } from "./viewport.js";

/** The picture that the one on the stage is best held against. */
const opposite = (one) =>
  parentOf(one) ??
  pictures()
    .filter((other) => other.id !== one.id)
    .at(-1);

async function facts(box, a, b) {
  const diff = await api.images.diff(a.id, b.id).catch(() => null);
  if (!diff) return;
  const { pixels } = diff;
  const words = diff.prompt.some((word) => word.op !== "same")
    ? h(
        "p",
        { class: "diff", lang: "en" },
        diff.prompt.map((word) => [
          h(
            word.op === "removed" ? "del" : word.op === "added" ? "ins" : "span",
            { class: `word ${word.op}` },
            word.text,
          ),
          " ",
        ]),
      )
    : null;
  box.replaceChildren(
    h(
      "p",
      {},
      pixels.identical
        ? t("compare.identical")
        : t("compare.changed", { share: number(pixels.changed * 100, 1), score: number(pixels.ssim, 3) }),
    ),
    ...(words ? [words] : []),
  );
}

export function compare(other) {
  const one = selected();
  const against = other ?? (one && opposite(one));
  if (!against) return;
  if (covered() === "compare" && !other) return uncover();
  const before = h("img", { src: api.images.url(against.id), alt: altOf(against), draggable: "false" });
  const after = h("img", { class: "after", src: api.images.url(one.id), alt: altOf(one), draggable: "false" });
  const range = h("input", {
    type: "range",
    min: 0,
    max: 100,
    step: 0.5,
    value: 50,
    "aria-label": t("compare.divider", { a: against.handle, b: one.handle }),
  });
  const frame = h(
    "div",
    { class: "compare-frame" },
    before,
    after,
    h("i", { class: "divider", "aria-hidden": "true" }),
    range,
    h("span", { class: "tag left" }, against.handle),
    h("span", { class: "tag right" }, one.handle),
  );
  const pick = h(
    "select",
    { "aria-label": t("compare.with"), on: { change: () => compare(byHandle(pick.value)) } },
    pictures()
      .filter((each) => each.id !== one.id)
      .map((each) => h("option", { value: each.handle, selected: each.id === against.id }, each.handle)),
  );
  const said = h("div", { class: "compare-facts" });
  const head = h(
    "div",
    { class: "overlay-bar" },
    h("label", {}, t("compare.with"), " ", pick),
    said,
    iconButton("close", t("close"), uncover),
  );
  const layer = h(
    "div",
    {
      class: "overlay compare",
      on: { keydown: (event) => event.key === "Escape" && (event.stopPropagation(), uncover()) },
    },
    frame,
    head,
  );
  const place = () => {
    const box = fitted(one.width, one.height);
    for (const side of ["left", "top", "width", "height"]) frame.style[side] = `${box[side]}px`;
  };
  const move = () => frame.style.setProperty("--at", `${range.value}%`);
  range.addEventListener("input", move);
  const watch = new ResizeObserver(place);
  cover({ name: "compare", close: () => (watch.disconnect(), layer.remove()) });
  viewport.append(layer);
  watch.observe(viewport);
  place();
  move();
  range.focus();
  facts(said, against, one);
}
