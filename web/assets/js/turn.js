// One turn: the words, what became of them, the work, the pictures, the reply.
import { againRow } from "./again.js";
import * as api from "./api.js";
import { elapsed } from "./clock.js";
import { coded, h, refill } from "./dom.js";
import { langTag, moment, t } from "./i18n.js";
import { icon } from "./icons.js";
import { JobView } from "./job.js";
import { presetTitle } from "./presets.js";
import { explained } from "./problem.js";
import { rewriteView } from "./rewrite.js";
import { likewise, send } from "./send.js";
import { shownBy, shownRow } from "./shown.js";
import { byHandle, state } from "./store.js";
import { failed } from "./toast.js";
import { stepChips } from "./tools.js";
import { toldThere, tries, triesOf } from "./tries.js";

const choiceThumb = (choice) => {
  const one = byHandle(choice);
  return one && h("img", { src: api.images.url(one.id, "thumb"), alt: one.alt, width: 36, height: 36 });
};

/** A preset that was read out of the words is taken back by saying them again without it. */
const withoutPreset = (turn) =>
  h(
    "button",
    {
      type: "button",
      class: "button link small preset-drop",
      title: t("turn.preset.without.help"),
      on: { click: () => send({ ...likewise(turn), preset: "none" }).catch(failed) },
    },
    t("turn.preset.without"),
  );

export class TurnCard {
  constructor(turn) {
    this.jobs = new Map();
    this.words = h("div", { class: "turn-words" });
    this.rewrite = h("div", { class: "turn-rewrite" });
    this.steps = h("div", { class: "turn-steps" });
    this.work = h("div", { class: "turn-work" });
    this.shown = h("div", { class: "turn-shown" });
    this.tries = h("div", { class: "turn-tries" });
    this.reply = h("div", { class: "turn-reply", "aria-live": "polite" });
    this.element = h(
      "article",
      { class: "turn", data: { turn: turn.id }, "aria-label": t("turn.label", { text: turn.text }) },
      this.words,
      h("div", { class: "turn-trace" }, this.rewrite, this.steps, this.work, this.shown, this.tries, this.reply),
    );
  }

  update(turn) {
    this.element.dataset.state = turn.state;
    refill(this.words, [turn.text, turn.focus, turn.mask, turn.preset && presetTitle(turn.preset), turn.plan?.preset], () => this.said(turn));
    refill(this.rewrite, [turn.rewrite, turn.plan, turn.state === "thinking"], () => rewriteView(turn));
    refill(this.steps, [turn.plan?.steps, turn.state === "thinking"], () =>
      turn.state === "thinking" && !turn.plan ? this.thinking(turn) : stepChips(turn.plan?.steps ?? []),
    );
    this.showJobs(turn);
    refill(this.shown, shownBy(turn), () => shownRow(turn));
    refill(this.tries, triesOf(turn), () => tries(turn));
    refill(this.reply, [turn.reply, turn.error, turn.state, turn.plan?.question], () => this.answered(turn));
  }

  said(turn) {
    const lang = langTag(turn.language);
    const preset = turn.preset === "none" ? null : turn.preset;
    return [
      h(
        "div",
        { class: "said-line" },
        h("p", { class: "said", lang }, turn.text),
        h("time", { datetime: turn.created }, moment(turn.created)),
      ),
      (turn.focus || turn.mask || preset) &&
        h(
          "p",
          { class: "said-about" },
          turn.focus && h("span", {}, t("turn.about", { handle: turn.focus })),
          turn.mask && h("span", {}, t("turn.mask", { handle: turn.mask })),
          preset && h("span", {}, t(turn.plan?.preset ? "turn.preset.said" : "turn.preset", { preset: presetTitle(preset) })),
          preset && turn.plan?.preset && !turn.dry && withoutPreset(turn),
        ),
    ];
  }

  thinking(turn) {
    return h(
      "p",
      { class: "thinking", role: "status" },
      h("i", { class: "spinner", "aria-hidden": "true" }),
      h("span", {}, t("turn.thinking"), elapsed(turn.created)),
    );
  }

  showJobs(turn) {
    const jobs = [...state.jobs.values()]
      .filter((job) => job.turn === turn.id && job.kind !== "replay")
      .sort((a, b) => a.step - b.step);
    for (const job of jobs) {
      if (!this.jobs.has(job.id)) {
        const view = new JobView();
        this.jobs.set(job.id, view);
        this.work.append(view.element);
      }
      this.jobs.get(job.id).update(job);
      this.jobs.get(job.id).element.hidden = toldThere(job, turn);
    }
  }

  answered(turn) {
    const reply = turn.reply && h("p", { class: "reply", lang: langTag(turn.language) }, turn.reply);
    if (turn.state === "asking") return this.question(turn);
    if (turn.state === "failed") return [this.failure(turn, reply), againRow(turn)];
    return [
      reply,
      turn.state === "cancelled" && h("p", { class: "quiet ended" }, t("turn.cancelled")),
      againRow(turn),
    ];
  }

  question(turn) {
    const answer = (text) => send({ text, answers: turn.id, focus: turn.focus ?? undefined }).catch(failed);
    const choices = turn.plan?.choices ?? [];
    return h(
      "div",
      { class: "question" },
      h("p", { class: "reply", lang: langTag(turn.language) }, turn.plan?.question ?? turn.reply),
      choices.length > 0 &&
        h(
          "div",
          { class: "choices", role: "group", "aria-label": t("question.choices") },
          choices.map((choice) =>
            h(
              "button",
              { type: "button", class: "choice", on: { click: () => answer(choice) } },
              choiceThumb(choice),
              h("span", {}, choice),
            ),
          ),
        ),
    );
  }

  failure(turn, reply) {
    const ends = new Set((turn.jobs ?? []).map((job) => job.state));
    if (ends.has("failed")) return ends.has("succeeded") && reply; // the job has said why, in its own box
    const { text, detail } = explained(turn.error?.code, turn.error?.message);
    return h(
      "div",
      { class: "failure", role: "alert" },
      icon("warning"),
      h("div", {}, reply || [h("p", {}, coded(text)), detail && h("p", { class: "quiet", lang: "en" }, detail)]),
    );
  }
}
