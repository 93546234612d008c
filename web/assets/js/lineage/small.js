// The graph in the narrow room beside the picture, and what is known of a picked part there. A click on a picture puts it
// on the stage.
import { altText } from "../alt.js";
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { openHistory } from "../sessions.js";
import { depth, image, select, state } from "../store.js";
import { Board } from "./board.js";
import { Details } from "./details.js";
import { drawnOf } from "./fold.js";
import { bare, boxOf, kindOf } from "./model.js";
import { recipeOf } from "../recipe.js";
import { actsOn } from "./acts.js";
import { history, readHistory } from "./source.js";

/** The graph of the open session: `element` and `show()`; `other(part)` is called with a part that is no picture. */
export function smallGraph(other) {
  const opened = new Set();
  let level = "pictures";
  let session = null;
  const pick = (part) => {
    const box = board.drawn.boxes.get(boxOf(part));
    if (kindOf(part) === "run") opened.add(part);
    if (box.members) {
      const inside = box.members.filter((id) => image(bare(id))?.kind === "image");
      if (inside.length) select(bare(inside.at(-1)));
      return show();
    }
    if (kindOf(part) === "image" && image(bare(part)) && box.kind === "image" && !box.elsewhere) return select(bare(part));
    other(part);
  };
  const board = new Board({
    pick,
    enter: pick,
    drop: (a, b) => openHistory({ a: bare(a), b: bare(b) }),
  });
  const toggle = h("label", { class: "graph-level" }, h("input", { type: "checkbox", on: { change } }), t("graph.words"));
  function change(event) {
    level = event.target.checked ? "all" : "pictures";
    show();
  }
  async function show() {
    await readHistory().catch(() => null);
    if (session !== state.session?.id) board.view = null;
    session = state.session?.id;
    const here = state.selected && `image-${state.selected}`;
    const whole = history();
    return board.show(drawnOf(whole, { level, passes: null, opened, pick: here }), { across: false, here });
  }
  return { element: h("div", { class: "small-graph" }, board.element, toggle), show };
}

/** What is known of a part, or of the picture on the stage when nothing else was picked. */
export function detailsOf(part, one) {
  const ways = { pick: (each) => select(bare(each)), compare: (a, b) => openHistory({ a, b }) };
  if (part) {
    const details = new Details(ways);
    details.show(part, history());
    return details.element;
  }
  return h(
    "div",
    { class: "recipe-room" },
    h("header", { class: "recipe-head" }, h("span", { class: "handle big" }, one.handle), altText(one)),
    actsOn(one, ways, depth(one)),
    recipeOf(one, (parent) => select(parent.id)),
  );
}
