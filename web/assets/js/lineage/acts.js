// What one may do with a picture or a turn of the history. Each button says what it does; nothing is overwritten by any.
import { h } from "../dom.js";
import { fork } from "../fork.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { cleanUp } from "./cleanup.js";

const LONG = 3; // edits in a row from which a chain may be worth making anew

const button = (name, text, click, extra = "") =>
  h("button", { type: "button", class: `button small ${extra}`, on: { click } }, icon(name), text);

/** Going on from something: `kind` is "images" or "turns". */
const forks = (kind, id) => [
  button("branch", t("act.continue"), () => fork(kind, id, "session")),
  button("plus", t("act.new"), () => fork(kind, id, "new"), "ghost"),
];

/** The row of buttons for a picture that `edits` edits led to; null for one that is no more. */
export function actsOn(one, ways, edits = 0) {
  if (one.purged || one.trashed || one.kind === "mask") return null;
  return h(
    "div",
    { class: "row acts" },
    forks("images", one.id),
    ways.choose && button("compare", t("act.compare"), () => ways.choose(one), "ghost"),
    edits >= LONG && button("broom", t("cleanup"), () => cleanUp(one, ways.compare), "ghost"),
  );
}

/** The row of buttons for a turn; one that has led nowhere can only be compared. */
export function actsOnTurn(turn, ways) {
  const led = Boolean(turn.images?.length || turn.focus);
  const acts = [
    led && forks("turns", turn.id),
    ways.chooseTurn && button("compare", t("act.compare.turn"), () => ways.chooseTurn(turn), "ghost"),
  ].filter(Boolean);
  return acts.length ? h("div", { class: "row acts" }, acts) : null;
}
