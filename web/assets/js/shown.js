// The pictures that an answer is about: the one gone back to, two that are compared, those that show something.
// Refuses to make any.
import { compare } from "./compare.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { byHandle, select } from "./store.js";
import { thumb } from "./thumb.js";

const MOST = 12;

/** Those pictures of a turn that are there, by handle. */
export function shownBy(turn) {
  const { intent, image, images = [] } = turn.plan ?? {};
  const named = intent === "select" ? [image] : intent === "answer" ? images : [];
  const there = named.slice(0, MOST).filter(byHandle);
  return there.sort((one, other) => one.slice(1) - other.slice(1));
}

/** Both on the stage, one over the other. */
const beside = (one, other) =>
  h(
    "button",
    {
      type: "button",
      class: "button small ghost",
      on: {
        click() {
          select(other.id);
          compare(one);
        },
      },
    },
    icon("compare"),
    t("turn.compare"),
  );

/** They as small pictures, and the way to look at two at once. */
export function shownRow(turn) {
  const all = shownBy(turn).map(byHandle);
  if (!all.length) return null;
  return [
    h("div", { class: "row" }, all.map((one) => thumb(one, "small"))),
    turn.plan.about === "compare" && all.length === 2 && h("div", { class: "row again" }, beside(...all)),
  ];
}
