// Kinds of pictures: what each adds, which is chosen. The choice holds for this tab, and is always in sight.
import * as api from "./api.js";
import { say } from "./composer.js";
import { byId, h } from "./dom.js";
import { HAN, langTag, language, paramName, paramValue, t, told } from "./i18n.js";
import { icon, iconButton } from "./icons.js";
import { emit, on } from "./store.js";
import { showTaste } from "./taste.js";
import { failed } from "./toast.js";

const KEY = "pentimento.preset";
let known = new Map();
let broken = [];

const text = (one) => one[language] || one[language === "zh" ? "en" : "zh"];
const reads = (one) => (one[language] ? undefined : langTag(language === "zh" ? "en" : "zh"));

/** The name of the chosen preset, or undefined; one that is gone is none. */
export const chosenPreset = () => {
  const name = sessionStorage.getItem(KEY);
  return name && (known.size === 0 || known.has(name)) ? name : undefined;
};

/** A preset's title in the page's language, else its name. */
export const presetTitle = (name) => (known.has(name) ? text(known.get(name).title) : name);

function choose(name) {
  if (name) sessionStorage.setItem(KEY, name);
  else sessionStorage.removeItem(KEY);
  emit("preset");
}

/** What is chosen, as a chip that can be taken away; null for nothing. */
export function presetChip() {
  const name = chosenPreset();
  if (!name) return null;
  return h(
    "span",
    { class: "chip preset", title: known.has(name) ? text(known.get(name).about) : undefined },
    icon("preset"),
    h("span", {}, presetTitle(name)),
    iconButton("close", t("preset.drop"), () => choose(null), { class: "icon-button chip-close" }),
  );
}

const phrases = (title, lines, lang) =>
  lines.length > 0 && [h("dt", {}, title), h("dd", { lang }, lines.join(", "))];

function card(preset, close) {
  const mine = chosenPreset() === preset.name;
  const pick = () => {
    choose(mine ? null : preset.name);
    close();
    byId("words").focus();
  };
  const example = text(preset.say);
  return h(
    "li",
    { class: mine ? "preset-card chosen" : "preset-card" },
    h(
      "button",
      { type: "button", class: "preset-pick", "aria-pressed": String(mine), on: { click: pick } },
      h("b", { lang: reads(preset.title) }, text(preset.title)),
      h("span", { lang: reads(preset.about) }, text(preset.about)),
    ),
    h(
      "details",
      {},
      h("summary", {}, t("preset.adds")),
      h(
        "dl",
        {},
        Object.entries(preset.adds).map(([slot, phrase]) => phrases(told(`slot.${slot}`, slot), [phrase], "en")),
        phrases(t("slot.avoid"), preset.avoid, "en"),
        phrases(t("slot.keep"), preset.keep, "en"),
        preset.aspect && phrases(t("preset.aspect"), [preset.aspect.join(" : ")]),
        phrases(
          t("preset.only"),
          preset.only.map((tool) => told(`tool.${tool}`, tool)),
        ),
        Object.entries(preset.tools).map(([tool, params]) =>
          phrases(
            told(`tool.${tool}`, tool),
            Object.entries(params).map(
              ([name, value]) => `${paramName(name)}: ${paramValue(name, value)}`,
            ),
          ),
        ),
      ),
    ),
    example &&
      h(
        "button",
        {
          type: "button",
          class: "button link small",
          on: {
            click() {
              if (!mine) choose(preset.name);
              close();
              say(example);
            },
          },
        },
        t("preset.try", { words: example }),
      ),
  );
}

function sheet() {
  const box = h("dialog", { class: "sheet presets", "aria-label": t("presets") });
  const close = () => box.close();
  box.append(
    h("header", {}, h("h2", {}, t("presets")), iconButton("close", t("close"), close)),
    h("p", { class: "quiet" }, t("presets.help")),
    h(
      "ul",
      { class: "preset-cards" },
      [...known.values()].map((one) => card(one, close)),
    ),
    h(
      "button",
      { type: "button", class: "button link small", on: { click: () => (close(), showTaste()) } },
      t("taste.open"),
    ),
    ...broken.map((line) => h("p", { class: "quiet broken", lang: HAN.test(line) ? undefined : "en" }, line)),
    h("p", { class: "quiet" }, t("presets.own")),
  );
  box.addEventListener("click", (event) => event.target === box && close());
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}

async function look() {
  const answer = await api.get("/presets");
  known = new Map(answer.presets.map((one) => [one.name, one]));
  broken = answer.broken;
  emit("preset");
}

/** The button in the composer that opens the presets. */
export function presetButton() {
  look().catch(() => null); // asked again when the sheet is opened
  const button = iconButton("preset", t("presets.choose"), () => look().then(sheet, failed), {
    id: "choose-preset",
    "aria-haspopup": "dialog",
  });
  on("preset", () => button.classList.toggle("on", Boolean(chosenPreset())));
  return button;
}
