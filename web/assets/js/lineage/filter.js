// Which of the history is looked for: by words, tool, model and stars. Refuses to hide that it filters: it counts.
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { toolName } from "../tools.js";
import { turnsOf } from "./model.js";

const PAUSE = 180; // ms after a key before it is looked for

const choices = (name, label, changed) =>
  h("select", { "aria-label": label, data: { name }, on: { change: changed } }, h("option", { value: "" }, label));

/** Every word of `words` stands somewhere in `texts`. */
const holds = (texts, words) => {
  const text = texts.filter(Boolean).join("\n").toLocaleLowerCase();
  return words.every((word) => text.includes(word));
};

export class Filter {
  /** `changed()` is called when something else is looked for. */
  constructor(changed) {
    let timer = 0;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(changed, PAUSE);
    };
    this.words = h("input", {
      type: "search",
      class: "search",
      placeholder: t("filter.words"),
      "aria-label": t("filter.words"),
      on: { input: later },
    });
    this.tool = choices("tool", t("filter.tool"), changed);
    this.model = choices("model", t("filter.model"), changed);
    this.rating = choices("rating", t("filter.rating"), changed);
    for (const stars of [1, 2, 3, 4, 5])
      this.rating.append(h("option", { value: stars }, stars === 5 ? "★★★★★" : t("filter.stars", { stars: "★".repeat(stars) })));
    this.count = h("output", { class: "quiet filter-count" });
    this.element = h("div", { class: "history-filter", role: "search" }, this.words, this.tool, this.model, this.rating, this.count);
  }

  /** Offers the tools and models that there are. */
  offer({ boxes }) {
    const pictures = [...boxes.values()].filter((box) => box.kind === "image").map((box) => box.node);
    const fill = (select, values, name) => {
      const there = [...select.options].slice(1).map((option) => option.value);
      for (const value of values) if (!there.includes(value)) select.append(h("option", { value }, name(value)));
      select.hidden = select.options.length < 3;
    };
    fill(this.tool, new Set(pictures.map((one) => one.tool).filter(Boolean)), toolName);
    fill(this.model, new Set(pictures.map((one) => one.model).filter(Boolean)), (name) => name);
    this.rating.hidden = !pictures.some((one) => one.rating > 0);
  }

  /** Looks for nothing any more. */
  clear() {
    for (const each of [this.words, this.tool, this.model, this.rating]) each.value = "";
  }

  /** What passes, as a function of a box, or null when nothing is looked for. */
  passes(history) {
    const words = this.words.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const [tool, model, rating] = [this.tool.value, this.model.value, Number(this.rating.value)];
    if (!words.length && !tool && !model && !rating) return null;
    const turnOf = turnsOf(history);
    const picture = ({ id, node }) => {
      if ((tool && node.tool !== tool) || (model && node.model !== model) || (rating && !(node.rating >= rating))) return false;
      const turn = words.length ? turnOf(id) : null;
      return holds([node.handle, node.alt, node.words, turn?.node.text, turn?.plan?.text], words);
    };
    const said = ({ node, plan }) =>
      words.length > 0 && !tool && !model && !rating && holds([node.text, plan?.text, node.reply], words);
    return (box) => (box.kind === "turn" ? said(box) : box.kind === "image" && picture(box));
  }

  /** Says how many of how many are shown. */
  say(shown, all) {
    this.count.textContent = shown === all ? t("filter.all", { n: all }) : t("filter.some", { shown, n: all });
  }
}
