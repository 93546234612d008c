// How one likes to be served: how freely gaps are filled, whether words are rewritten, how often what came out is to
// be mended. The browser remembers it.
import { byId, h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { toolSpecs } from "./tools.js";

const LEVELS = ["low", "medium", "high"];
const remembered = (key, otherwise) => localStorage.getItem(`pentimento.${key}`) ?? otherwise;
const remember = (key, value) => localStorage.setItem(`pentimento.${key}`, value);

/** What every message carries of it. */
export const habits = () => ({
  creativity: remembered("creativity", "medium"),
  rewrite: remembered("rewrite", "on") === "on",
  attempts: chosen(),
});

/** How many attempts the person has asked for; undefined leaves it to the studio. */
function chosen() {
  const kept = remembered("attempts", null);
  return kept === null ? undefined : Number(kept);
}

/** Attempts to mend what was not met; hidden where nobody can judge. */
export function attempts() {
  const now = chosen() ?? Number(byId("app").dataset.attempts);
  const word = (number) => t(number ? "attempts.some" : "attempts.none", { n: number });
  const select = h(
    "select",
    { "aria-label": t("attempts"), on: { change: (event) => remember("attempts", event.target.value) } },
    [0, 1, 2, 3].map((number) => h("option", { value: number, selected: number === now, title: word(number) }, `${number}`)),
  );
  const field = h("label", { class: "attempts", title: t("attempts.help"), hidden: true }, icon("check"), select);
  toolSpecs().then((tools) => (field.hidden = !tools.get("judge")?.available));
  return field;
}

/** Three steps, as one choice. */
export function creativity() {
  const now = remembered("creativity", "medium");
  return h(
    "fieldset",
    { class: "creativity", title: t("creativity.help") },
    h("legend", { class: "sr" }, t("creativity")),
    h("span", { class: "creativity-text", "aria-hidden": "true" }, t("creativity")),
    LEVELS.map((level, index) =>
      h(
        "label",
        {},
        h("input", {
          type: "radio",
          name: "creativity",
          value: level,
          checked: level === now,
          "aria-label": t(`creativity.${level}`),
          on: { change: () => remember("creativity", level) },
        }),
        h(
          "span",
          { class: "dots", "aria-hidden": "true", title: t(`creativity.${level}`) },
          LEVELS.slice(0, index + 1).map(() => h("i")),
        ),
      ),
    ),
  );
}

/** Whether the words are rewritten for the image model at all. */
export function rewriteSwitch() {
  return h(
    "label",
    { class: "switch", title: t("rewrite.help") },
    h("input", {
      type: "checkbox",
      role: "switch",
      checked: remembered("rewrite", "on") === "on",
      on: { change: (event) => remember("rewrite", event.target.checked ? "on" : "off") },
    }),
    h("span", { class: "track", "aria-hidden": "true" }),
    h("span", { class: "switch-text" }, t("rewrite.toggle")),
  );
}
