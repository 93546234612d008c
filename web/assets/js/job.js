// One tool call at work: its progress, its live preview, its pictures. Refuses to show lost work as done.
import * as api from "./api.js";
import { checkList } from "./checks.js";
import { elapsed } from "./clock.js";
import { coded, h, refill } from "./dom.js";
import { number, t } from "./i18n.js";
import { icon, iconButton } from "./icons.js";
import { maskTile } from "./mask_tile.js";
import { explained } from "./problem.js";
import { previewOf } from "./previews.js";
import { ENDED, image, putJob, state } from "./store.js";
import { failed } from "./toast.js";
import { thumb } from "./thumb.js";
import { toolName } from "./tools.js";

/** How many jobs known here will be taken up before this one. */
const ahead = (job) =>
  [...state.jobs.values()].filter((one) => !ENDED.has(one.state) && one.created < job.created).length;

function wordFor(job) {
  const values = { tool: toolName(job.tool), n: ahead(job) };
  if (job.cancelling) return t("job.cancelling", values);
  if (job.state === "queued" && values.n) return t("job.queued.behind", values);
  if (job.state === "running" && !job.progress) return t("job.preparing", values);
  return t(`job.${job.state}`, values);
}

const pieces = (job) => job.handles?.length || job.images?.length || 0;

export class JobView {
  constructor() {
    this.status = h("div", { class: "job-status" });
    this.tiles = h("div", { class: "tiles" });
    this.facts = h("div", { class: "job-facts" });
    this.element = h("div", { class: "job" }, this.status, this.tiles, this.facts);
    this.bars = [];
  }

  update(job) {
    this.element.dataset.state = job.state;
    const word = ENDED.has(job.state) ? null : wordFor(job);
    refill(this.status, [job.state, job.error, word, job.attempt > 1, state.turns.get(job.turn)?.state], () =>
      this.line(job, word),
    );
    this.bar?.setAttribute("aria-valuenow", String(Math.round((job.progress ?? 0) * 100)));
    this.bar?.firstElementChild.style.setProperty("width", `${Math.round((job.progress ?? 0) * 100)}%`);
    if (this.percent) this.percent.textContent = `${number((job.progress ?? 0) * 100, 0)} %`;
    const made = (job.images ?? []).map((one) => image(one.id) ?? one);
    refill(this.tiles, [job.state, made.map((one) => [one.id, one.alt, one.trashed]), job.handles], () => this.pictures(job, made));
    refill(this.facts, job.facts, () => (job.facts?.checks?.length ? checkList(job.facts) : []));
    this.tiles.dataset.many = String(pieces(job) > 1);
    const seen = previewOf(job.id);
    if (seen && this.pending) this.pending.src = seen;
    if (this.pending) this.pending.hidden = !seen;
  }

  line(job, word) {
    this.bar = this.percent = null;
    if (job.state === "succeeded") return null;
    if (job.state === "failed") {
      const { text, detail } = explained(job.error?.code, job.error?.message);
      return h(
        "div",
        { class: "failure", role: "alert" },
        icon("warning"),
        h(
          "div",
          {},
          h("p", {}, coded(text)),
          detail && h("p", { class: "quiet", lang: "en" }, detail),
        ),
      );
    }
    if (job.state === "cancelled")
      return state.turns.get(job.turn)?.state === "cancelled"
        ? null
        : h("p", { class: "quiet ended" }, t("job.cancelled"));
    this.bar = h(
      "div",
      {
        class: "bar-track",
        role: "progressbar",
        "aria-valuemin": 0,
        "aria-valuemax": 100,
        "aria-label": t("job.progress", { tool: toolName(job.tool) }),
      },
      h("i"),
    );
    this.percent = h("span", { class: "percent" });
    const cancel = () => api.jobs.cancel(job.id).then(putJob, failed);
    return [
      h(
        "span",
        { class: "job-word" },
        word,
        job.state === "running" && elapsed(job.started),
        job.attempt > 1 && h("em", {}, ` · ${t("job.attempt", { n: job.attempt })}`),
      ),
      job.state === "running" && this.percent,
      iconButton("close", t("job.cancel"), cancel, { class: "icon-button faint job-cancel", disabled: job.cancelling }),
      this.bar,
    ];
  }

  pictures(job, made) {
    this.pending = null;
    const tiles = made.map((one) => (one.kind === "mask" ? maskTile(one) : thumb(one)));
    if (ENDED.has(job.state)) return tiles;
    for (let slot = made.length; slot < pieces(job); slot += 1) {
      const preview = slot === made.length ? h("img", { class: "preview", alt: t("job.preview"), hidden: true }) : null;
      this.pending ??= preview;
      tiles.push(
        h(
          "div",
          { class: "thumb pending" },
          preview,
          job.handles?.[slot] && h("span", { class: "handle" }, job.handles[slot]),
        ),
      );
    }
    return tiles;
  }
}
