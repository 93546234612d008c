// Two turns against each other: what was said, the text made of it, the plan and what came of each. Refuses to fetch.
import * as api from "../api.js";
import { recipeTable, wordLine } from "../differences.js";
import { h } from "../dom.js";
import { langTag, moment, t } from "../i18n.js";
import { icon } from "../icons.js";
import { altOf } from "../thumb.js";

const section = (title, ...inside) => h("section", {}, h("h4", {}, title), inside);
const same = (key) => h("p", { class: "quiet" }, t(key));

const SHOWN = 2; // pictures of each, large

/** The words of both, with their times and first pictures. */
export const turnPair = (a, b) =>
  h(
    "div",
    { class: "turn-pair" },
    [a, b].map((turn) =>
      h(
        "figure",
        {},
        h("blockquote", { class: "said", lang: langTag(turn.language) }, turn.text),
        h("figcaption", {}, h("time", { datetime: turn.created }, moment(turn.created))),
        turn.images.slice(0, SHOWN).map((one) => h("img", { src: api.images.url(one.id), alt: altOf(one) })),
      ),
    ),
  );

const shot = (one) =>
  one
    ? h(
        "span",
        { class: "thumb small" },
        one.purged ? icon("clear") : h("img", { src: api.images.url(one.id, "thumb"), alt: altOf(one) }),
        h("span", { class: "handle" }, one.handle),
      )
    : h("span", { class: "quiet" }, "–");

function pairs(pictures, compare) {
  return h(
    "ul",
    { class: "turn-pictures" },
    pictures.map(({ a, b }) =>
      h(
        "li",
        {},
        shot(a),
        shot(b),
        a && b && h("button", { type: "button", class: "button link small", on: { click: () => compare(a.id, b.id) } }, t("versus.pair")),
      ),
    ),
  );
}

/** Everything in which they differ, section by section, said in `lang`; `compare(a, b)` is called with two pictures of theirs. */
export function turnFacts(diff, lang, compare) {
  const [a, b] = [t("versus.turn.a"), t("versus.turn.b")];
  const changes = [...diff.asked, ...diff.plan];
  return [
    h("p", {}, t(`related.turn.${diff.related.how}`)),
    section(t("versus.said"), wordLine(diff.said, lang) ?? same("versus.words.same")),
    section(t("versus.words"), wordLine(diff.text) ?? same("versus.words.same")),
    section(t("details.plan"), changes.length ? recipeTable(changes, a, b) : same("versus.plan.same")),
    diff.pictures.length > 0 && section(t("details.pictures"), pairs(diff.pictures, compare)),
    section(t("details.reply"), wordLine(diff.reply, lang) ?? same("versus.words.same")),
  ].filter(Boolean);
}
