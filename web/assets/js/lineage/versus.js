// Two pictures held against each other, related or not: with a divider, side by side or as a map of what differs; and the
// difference of their words, recipes and judgements. Two turns likewise, by their words, plans and pictures. Refuses to
// choose them.
import * as api from "../api.js";
import { bareChanges, checkTable, measures, pixelLine, recipeTable, wordLine } from "../differences.js";
import { divider } from "../divider.js";
import { h } from "../dom.js";
import { langTag, t } from "../i18n.js";
import { iconButton } from "../icons.js";
import { altOf } from "../thumb.js";
import { failed } from "../toast.js";
import { turnFacts, turnPair } from "./turns.js";

const LOOKS = ["slider", "beside", "map"];
const section = (title, ...inside) => h("section", {}, h("h4", {}, title), inside);

const shot = (one) =>
  h(
    "figure",
    {},
    h("img", { src: api.images.url(one.id), alt: altOf(one), draggable: "false" }),
    h("figcaption", {}, one.handle),
  );

/** How the two hang together, in words. */
const kinship = ({ how, by }, a, b) =>
  t(`related.${how}`, { a: a.handle, b: b.handle, by: by?.handle ?? t("related.earlier") });

export class Versus {
  /** `close()` goes back to the history, `changed(a, b)` is told which two are looked at. */
  constructor({ close, changed }) {
    this.changed = changed;
    this.look = "slider";
    this.title = h("h2", { tabindex: -1 });
    this.stage = h("div", { class: "versus-stage" });
    this.facts = h("div", { class: "details-body versus-facts" });
    this.looks = h(
      "div",
      { class: "ways", role: "group", "aria-label": t("versus.look") },
      LOOKS.map((look) =>
        h("button", { type: "button", data: { look }, on: { click: () => this.show(look) } }, t(`versus.${look}`)),
      ),
    );
    this.element = h(
      "section",
      { class: "versus", "aria-label": t("versus.label"), hidden: true },
      h(
        "header",
        {},
        this.title,
        this.looks,
        iconButton("swap", t("versus.swap"), () => this.swap()),
        iconButton("close", t("close"), close),
      ),
      this.stage,
      this.facts,
    );
  }

  /** Shows the pictures with these ids. */
  open(a, b) {
    this.swap = () => this.open(b, a);
    this.element.hidden = false; // before the address is written, which says what is shown
    this.changed(a, b);
    return this.read("images", a, b, async () => {
      const [one, two, diff] = await Promise.all([api.images.get(a), api.images.get(b), api.images.diff(a, b)]);
      const by = diff.related?.by ? await api.images.get(diff.related.by).catch(() => null) : null;
      return () => {
        Object.assign(this, { a: one, b: two, diff, kin: diff.related && { how: diff.related.how, by } });
        this.title.textContent = `${one.handle} → ${two.handle}`;
        this.show(this.look);
        this.tell();
      };
    });
  }

  /** Shows the turns with these ids. */
  openTurns(a, b) {
    this.swap = () => this.openTurns(b, a);
    this.element.hidden = false; // before the address is written, which says what is shown
    this.changed(`turn-${a}`, `turn-${b}`);
    return this.read("turns", a, b, async () => {
      const [one, two, diff] = await Promise.all([api.turns.get(a), api.turns.get(b), api.turns.diff(a, b)]);
      return () => {
        this.title.textContent = t("versus.turns");
        this.stage.replaceChildren(turnPair(one, two));
        this.facts.replaceChildren(...turnFacts(diff, langTag(two.language), (left, right) => this.open(left, right)));
      };
    });
  }

  /** Reads two things of a kind, then draws them with what `get` gives, unless others were asked for meanwhile. */
  async read(kind, a, b, get) {
    this.asked = `${kind} ${a} ${b}`;
    const mine = this.asked;
    this.element.dataset.kind = kind;
    this.looks.hidden = kind === "turns";
    this.stage.dataset.look = kind === "turns" ? "turns" : this.look;
    this.stage.replaceChildren(h("p", { class: "quiet nothing" }, "…"));
    this.facts.replaceChildren();
    try {
      const draw = await get();
      if (mine !== this.asked) return;
      draw();
      this.title.focus();
    } catch (error) {
      if (mine !== this.asked) return;
      this.stage.replaceChildren(h("p", { class: "quiet nothing" }, error.message));
      failed(error);
    }
  }

  show(look) {
    this.look = look;
    const { a, b, diff } = this;
    for (const button of this.looks.children) button.setAttribute("aria-pressed", String(button.dataset.look === look));
    this.looks.querySelector('[data-look="map"]').hidden = !diff.map;
    this.stage.dataset.look = look;
    if (a.purged || b.purged)
      return void this.stage.replaceChildren(h("p", { class: "quiet nothing" }, t("compare.gone")));
    if (look === "beside") return void this.stage.replaceChildren(shot(a), shot(b));
    if (look === "map")
      return void this.stage.replaceChildren(
        h(
          "figure",
          {},
          h("img", { src: diff.map, alt: t("versus.map.alt", { a: a.handle, b: b.handle }) }),
          h("figcaption", {}, t("versus.map.help")),
        ),
      );
    const { frame } = divider(a, b);
    frame.style.setProperty("--ratio", String(b.width / b.height));
    this.stage.replaceChildren(frame);
  }

  tell() {
    const { a, b, diff, kin } = this;
    const words = wordLine(diff.prompt);
    const changes = bareChanges(diff.recipe);
    this.facts.replaceChildren(
      ...[
        kin && h("p", {}, kinship(kin, a, b)),
        section(t("versus.pixels"), h("p", {}, pixelLine(diff.pixels)), diff.pixels && measures(diff.pixels)),
        section(t("versus.words"), words ?? h("p", { class: "quiet" }, t("versus.words.same"))),
        diff.checks?.length > 0 && section(t("versus.checks"), checkTable(diff.checks, a.handle, b.handle)),
        section(
          t("versus.recipe"),
          changes.length ? recipeTable(changes, a.handle, b.handle) : h("p", { class: "quiet" }, t("versus.recipe.same")),
        ),
      ].filter(Boolean),
    );
  }
}
