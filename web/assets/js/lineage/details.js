// What is known of one part of the history: a picture with its recipe, a sentence with what became of it, a job with its
// times. Refuses to know the graph: it is told a part and the history.
import { altText } from "../alt.js";
import * as api from "../api.js";
import { h } from "../dom.js";
import { langTag, moment, number, t, told } from "../i18n.js";
import { icon, iconButton } from "../icons.js";
import { explained } from "../problem.js";
import { recipeOf } from "../recipe.js";
import { fact } from "../recipe_fact.js";
import { spans } from "../rewrite.js";
import { state } from "../store.js";
import { altOf } from "../thumb.js";
import { failed } from "../toast.js";
import { stepChips, toolName } from "../tools.js";
import { actsOn, actsOnTurn } from "./acts.js";
import { bare, editsBefore, kindOf } from "./model.js";

const section = (title, ...inside) => h("section", {}, h("h4", {}, title), inside);
const exact = (when) => when && h("time", { datetime: when, title: new Date(when).toLocaleString() }, moment(when));

export class Details {
  /** `pick(part)` goes to another part, `close()` puts the panel away, `leave()` goes back to the conversation. */
  constructor(ways) {
    this.ways = ways;
    this.title = h("h2", { tabindex: -1 });
    this.body = h("div", { class: "details-body" });
    this.element = h(
      "aside",
      { class: "history-details", "aria-label": t("details.label") },
      h("header", {}, this.title, iconButton("close", t("close"), () => ways.close())),
      this.body,
    );
  }

  async show(part, history) {
    this.part = part;
    const kind = kindOf(part);
    const read = { image: api.images.get, judgement: api.images.get, job: api.jobs.get }[kind] ?? api.turns.get;
    const make = { image: this.image, judgement: this.image, job: this.job }[kind] ?? this.turn;
    this.title.textContent = t(`details.${kind}`);
    this.body.replaceChildren(h("p", { class: "quiet" }, "…"));
    try {
      const view = await read(bare(part));
      if (this.part === part) this.body.replaceChildren(...make.call(this, view, history).flat(3).filter(Boolean));
    } catch (error) {
      if (this.part !== part) return;
      this.body.replaceChildren(h("p", { class: "quiet" }, error.message));
      if (error.status !== 404) failed(error);
    }
  }

  thumbs(images) {
    return h(
      "div",
      { class: "details-thumbs" },
      images.map((one) =>
        h(
          "button",
          { type: "button", class: "thumb small", title: one.alt, on: { click: () => this.ways.pick(`image-${one.id}`) } },
          one.purged ? icon("clear") : h("img", { src: api.images.url(one.id, "thumb"), alt: altOf(one) }),
          h("span", { class: "handle" }, one.handle),
        ),
      ),
    );
  }

  image(one, history) {
    this.title.textContent = `${one.handle} · ${one.kind === "upload" ? t("picture.upload") : toolName(one.tool ?? "")}`;
    return [
      one.purged
        ? h("p", { class: "quiet tombstone" }, t("details.lost", { when: moment(one.purged) }))
        : h("img", { class: "details-picture", src: api.images.url(one.id), alt: altOf(one), width: one.width, height: one.height }),
      h("div", { class: "details-alt" }, !one.purged && altText(one), h("span", { class: "quiet" }, exact(one.created))),
      one.trashed && !one.purged && h("p", { class: "quiet" }, t("details.trashed", { when: moment(one.trashed) })),
      one.session !== state.session?.id &&
        !one.purged && // its session may be gone with it
        h("a", { class: "button link small", href: `/s/${one.session}` }, t("details.elsewhere")),
      actsOn(one, this.ways, editsBefore(history, `image-${one.id}`)),
      one.rating != null && h("dl", {}, fact(t("details.stars"), "★".repeat(one.rating) || "☆")),
      recipeOf(one, (parent) => this.ways.pick(`image-${parent.id}`)),
    ];
  }

  turn(turn) {
    return [
      h("p", { class: "said", lang: langTag(turn.language) }, turn.text),
      h("p", { class: "quiet" }, exact(turn.created), ` · ${t(`history.turn.${turn.state}`)}`),
      actsOnTurn(turn, this.ways),
      turn.rewrite && section(t("details.text"), h("p", { class: "diff" }, spans(turn.rewrite, turn.language))),
      turn.plan &&
        section(
          t("details.plan"),
          stepChips(turn.plan.steps ?? []) ?? h("p", {}, told(`history.intent.${turn.plan.intent}`, turn.plan.intent)),
          turn.plan.question && h("p", {}, turn.plan.question),
        ),
      turn.images?.length > 0 && section(t("details.pictures"), this.thumbs(turn.images)),
      turn.reply && section(t("details.reply"), h("p", { lang: langTag(turn.language) }, turn.reply)),
    ];
  }

  job(job) {
    const seconds = job.started && job.ended ? (Date.parse(job.ended) - Date.parse(job.started)) / 1000 : null;
    this.title.textContent = toolName(job.tool);
    return [
      h("p", {}, told(`part.job.${job.state}`, job.state), " · ", exact(job.created)),
      job.error && h("p", { class: "verdict different" }, explained(job.error.code, job.error.message).text),
      h(
        "dl",
        {},
        fact(t("recipe.model"), job.model),
        fact(t("recipe.seed"), String(job.seed)),
        fact(t("details.attempt"), job.attempt > 1 ? job.attempt : null),
        fact(t("details.took"), seconds === null ? null : t("clock.seconds", { n: number(seconds, 1) })),
      ),
      job.params.prompt && section(t("recipe.prompt"), h("p", { lang: "en" }, job.params.prompt)),
      job.images?.length > 0 && section(t("details.pictures"), this.thumbs(job.images)),
    ];
  }
}
