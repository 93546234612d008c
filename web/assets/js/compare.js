// Two pictures over each other on the stage, and in a line what distinguishes them; the rest is said by the history.
import * as api from "./api.js";
import { pixelLine, wordLine } from "./differences.js";
import { divider } from "./divider.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { iconButton } from "./icons.js";
import { openHistory } from "./sessions.js";
import { byHandle, parentOf, pictures, selected } from "./store.js";
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
  const whole = () => openHistory({ a: a.id, b: b.id });
  box.replaceChildren(
    h(
      "p",
      {},
      pixelLine(diff.pixels),
      " ",
      h("button", { type: "button", class: "button link", on: { click: whole } }, t("compare.all")),
    ),
    ...[wordLine(diff.prompt)].filter(Boolean),
  );
}

export function compare(other) {
  const one = selected();
  const against = other ?? (one && opposite(one));
  if (!against) return;
  if (covered() === "compare" && !other) return uncover();
  const { frame, range } = divider(against, one);
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
  const watch = new ResizeObserver(place);
  cover({ name: "compare", close: () => (watch.disconnect(), layer.remove()) });
  viewport.append(layer);
  watch.observe(viewport);
  place();
  range.focus();
  facts(said, against, one);
}
