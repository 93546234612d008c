// The search box, the chips of what it was read as, and filters to choose for whoever does not type them.
import * as api from "../api.js";
import { byId, h, refill } from "../dom.js";
import { number, t, told } from "../i18n.js";
import { icon } from "../icons.js";
import { toolName, toolSpecs } from "../tools.js";
import { on, search, shelf } from "./shelf.js";
import { swapped, without, written } from "./terms.js";

const MAKING = ["generate", "edit", "inpaint", "upscale"];
const PAUSE = 250;
const RATINGS = [5, 4, 3, 2, 1];
const SPANS = ["today", "7d", "30d", "365d"];
const SORTS = ["best", "new", "old", "rating"];
let input, timer;

const value = (term) => {
  if (term.key === "tool") return toolName(term.value);
  if (term.key === "is") return told(`library.is.${term.value}`, term.value);
  if (term.key === "like") return t("library.like.this");
  if (term.key === "sort") return told(`library.sort.${term.value}`, term.value);
  return term.value;
};

function chip(term) {
  const name = term.key === "words" ? value(term) : `${told(`library.key.${term.key}`, term.key)}: ${value(term)}`;
  const text = term.negated ? t("library.not", { what: name }) : name;
  return h(
    "li",
    { class: term.negated ? "chip term not" : "chip term" },
    h("span", {}, text),
    h(
      "button",
      {
        type: "button",
        class: "icon-button chip-close",
        "aria-label": t("library.term.drop", { what: text }),
        on: { click: () => ask(without(shelf.q, term.text)) },
      },
      icon("close"),
    ),
  );
}

/** Searches for `q` and shows it in the box. */
export function ask(q) {
  clearTimeout(timer);
  input.value = q;
  return search(q);
}

/** The words of the query, taken by their meaning; or back to words. */
function byMeaning() {
  const about = shelf.terms.filter((term) => term.key === "about");
  if (about.length)
    return ask(`${about.map((term) => term.value).join(" ")} ${swapped(shelf.q, shelf.terms, "about", "")}`.trim());
  const words = shelf.terms.filter((term) => term.key === "words" && !term.negated);
  const rest = words.reduce((left, term) => without(left, term.text), shelf.q);
  const said = words.map((term) => term.value.replaceAll('"', "").replace(/\*$/, "")).join(" ");
  return said ? ask(`${written("about", said)} ${rest}`.trim()) : byId("search").focus();
}

/** Sets one filter, or takes it away with an empty value. */
export const filter = (key, to) => ask(swapped(shelf.q, shelf.terms, key, to));

function choice(key, options, name = told(`library.key.${key}`, key)) {
  const select = h(
    "select",
    { class: "choice-filter", "aria-label": name, on: { change: () => filter(key, select.value) } },
    h("option", { value: "" }, name),
    options.map(([to, text]) => h("option", { value: to }, text)),
  );
  on("found", () => {
    const now = shelf.terms.find((term) => term.key === key && !term.negated)?.value ?? "";
    select.value = [...select.options].some((one) => one.value === now) ? now : "";
    select.classList.toggle("set", select.value !== "");
  });
  return select;
}

function meaningButton() {
  const button = h(
    "button",
    { type: "button", class: "choice-filter", title: t("library.meaning.help"), "aria-pressed": "false", on: { click: byMeaning } },
    t("library.meaning"),
  );
  on("found", () => {
    const set = shelf.terms.some((term) => term.key === "about");
    button.setAttribute("aria-pressed", String(set));
    button.classList.toggle("set", set);
  });
  return button;
}

/** Whether pictures can be of this model: not one that talks, looks or adapts another. */
const makes = (one) => !one.adapts && one.capabilities.some((can) => MAKING.includes(can));

async function filters() {
  byId("filters").append(meaningButton());
  const [tools, models] = await Promise.all([toolSpecs(), api.get("/models").catch(() => ({ models: [] }))]);
  byId("filters").append(
    choice(
      "tool",
      [...tools.keys()].map((name) => [name, toolName(name)]),
    ),
    choice(
      "rating",
      RATINGS.map((stars) => [`>=${stars}`, t("library.rating.from", { n: stars })]),
    ),
    choice(
      "after",
      SPANS.map((span) => [span === "today" ? "1d" : span, t(`library.span.${span}`)]),
      t("library.when"),
    ),
    choice(
      "model",
      models.models.filter(makes).map((one) => [one.name, one.name]),
    ),
    choice(
      "sort",
      SORTS.map((sort) => [sort, t(`library.sort.${sort}`)]),
    ),
  );
}

function showTerms() {
  refill(byId("terms"), shelf.terms, () => shelf.terms.map(chip));
  const n = shelf.items.length;
  const some = shelf.more ? t("library.count.more", { n: number(n) }) : t("library.count", { n });
  byId("count").textContent = some;
  byId("none").hidden = n > 0;
  byId("none-meaning").hidden = !shelf.terms.some((term) => term.key === "words" && !term.negated);
  byId("none-text").textContent = t(shelf.q ? "library.none" : "library.empty");
  byId("complaint").hidden = true;
}

export function searchBox() {
  byId("none-meaning").addEventListener("click", byMeaning);
  input = byId("search");
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => search(input.value), PAUSE);
  });
  byId("search-form").addEventListener("submit", (event) => {
    event.preventDefault();
    ask(input.value).then(() => byId("wall").focus());
  });
  on("found", showTerms);
  on("failed", (error) => {
    byId("complaint").textContent = error.detail || error.message;
    byId("complaint").hidden = false;
  });
  filters();
}
