// What one may do with a picture of the history. Each button says what it does; nothing is overwritten by any.
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { select, state } from "../store.js";

/** The conversation goes on from `one`: it comes to the stage, and the next words are about it. */
function continueHere(one, { leave }) {
  leave();
  select(one.id);
  document.getElementById("app").dataset.tab = "talk";
  document.getElementById("words").focus();
}

const button = (name, text, click, extra = "") =>
  h("button", { type: "button", class: `button small ${extra}`, on: { click } }, icon(name), text);

/** The row of buttons for a picture. */
export function actsOn(one, ways) {
  const here = state.images.has(one.id) && !one.deleted && one.kind !== "mask";
  if (!here) return null;
  return h(
    "div",
    { class: "row acts" },
    button("branch", t("act.continue"), () => continueHere(one, ways)),
    ways.choose && button("compare", t("act.compare"), () => ways.choose(one), "ghost"),
  );
}
