// Makes a picture again, or all that it came from, and says in words how the two compare. Refuses to soften a verdict:
// what differs is named, or that nothing is known to differ.
import * as api from "./api.js";
import { announce, h } from "./dom.js";
import { number, t } from "./i18n.js";
import { icon } from "./icons.js";
import { explained } from "./problem.js";
import { ENDED, putJob } from "./store.js";
import { failed } from "./toast.js";
import { toolName } from "./tools.js";

const POLL = 600;
const SHOWN = 8; // pictures of an ancestry that are shown at once
const replays = new Map(); // image id -> JobView of its latest replay
const drawn = new Map(); // image id -> what draws its newest view

const named = (change) => ({
  ...change,
  name: change.what === "tool" ? toolName(change.name) : change.what === "parent" ? change.name : (change.name ?? ""),
});

/** One reason, in the page's language. */
const reason = (change) => t(`change.${change.what}`, named(change));

/** A verdict in one sentence: *different because torch 2.13.0 → 2.14.0*. */
function sentence({ verdict, score, changes = [] }) {
  if (verdict === "identical") return t("replay.identical");
  if (verdict === "same") return t("replay.same", { score: number(score, 3) });
  if (!changes.length) return t("replay.different", { score: number(score ?? 0, 3) });
  return t("replay.because", { reasons: changes.slice(0, 2).map(reason).join(t("list.comma")) });
}

const reasons = (changes) =>
  h(
    "ul",
    {},
    changes.map((change) => h("li", {}, reason(change))),
  );

const mark = (verdict) => icon(verdict === "different" ? "warning" : "check");

/** The pictures of a replayed ancestry, each beside its original. */
function steps(pictures) {
  const one = (picture) =>
    h(
      "li",
      { class: `remade ${picture.verdict}` },
      picture.image
        ? h("img", { src: api.images.url(picture.image, "thumb"), alt: "", loading: "lazy" })
        : h("span", { class: "none" }),
      picture.made
        ? h("img", { src: `${picture.made}&size=thumb`, alt: "", loading: "lazy" })
        : h("span", { class: "none" }),
      h(
        "span",
        {},
        h("b", {}, picture.handle ?? ""),
        ` ${toolName(picture.tool)} · `,
        picture.verdict === "different" ? sentence(picture) : t(`verdict.${picture.verdict}`),
      ),
    );
  const list = h("ol", { class: "remade-list" }, pictures.slice(0, SHOWN).map(one));
  if (pictures.length <= SHOWN) return list;
  const more = h("button", { type: "button", class: "button link small" }, t("replay.more", { n: pictures.length - SHOWN }));
  more.addEventListener("click", () => {
    list.append(...pictures.slice(SHOWN).map(one));
    more.remove();
  });
  return [list, more];
}

function running(job) {
  const percent = (job.progress ?? 0) * 100;
  return h(
    "div",
    { class: "verdict running", role: "status" },
    h("i", { class: "spinner", "aria-hidden": "true" }),
    h("progress", { max: 100, value: percent, "aria-label": t("replay.short") }),
    t("replay.running", { percent: number(percent, 0) }),
    h(
      "button",
      { type: "button", class: "button link small", on: { click: () => api.jobs.cancel(job.id).then(putJob, failed) } },
      t("cancel"),
    ),
  );
}

function answer(job) {
  if (!job) return null;
  if (job.state === "failed")
    return h("p", { class: "verdict different", role: "alert" }, explained(job.error?.code, job.error?.message).text);
  if (job.state === "cancelled") return h("p", { class: "quiet" }, t("job.cancelled"));
  if (!job.result) return running(job);
  const { verdict, changes = [], pictures = [] } = job.result;
  const count = pictures.filter((one) => one.verdict === "identical").length;
  return [
    h(
      "div",
      { class: `verdict ${verdict}`, role: "status" },
      mark(verdict),
      h(
        "div",
        {},
        h("b", {}, sentence(job.result)),
        pictures.length > 1 && h("p", {}, t("replay.count", { count, n: pictures.length })),
        (changes.length > 2 || (verdict === "same" && changes.length > 0)) && reasons(changes),
      ),
    ),
    pictures.length > 1 && steps(pictures),
  ];
}

/** Asks for it and follows it to its end, wherever its picture is looked at meanwhile. */
async function follow(one, ancestry) {
  const redraw = () => drawn.get(one.id)();
  try {
    let job = await api.images.replay(one.id, ancestry);
    for (;;) {
      putJob(job);
      replays.set(one.id, job);
      redraw();
      if (ENDED.has(job.state)) break;
      await new Promise((done) => setTimeout(done, POLL));
      job = await api.jobs.get(job.id);
    }
    if (job.result) announce(sentence(job.result));
  } catch (error) {
    failed(error);
    redraw();
  }
}

/** Buttons that make `one` again, alone or with all it came from, and the verdict below them. */
export function replayView(one, recipe) {
  const box = h("div", { class: "replay" });
  const button = (ancestry, text, disabled) => {
    const click = (event) => {
      event.currentTarget.disabled = true;
      follow(one, ancestry);
    };
    return h("button", { type: "button", class: "button small", disabled, on: { click } }, icon("replay"), text);
  };
  const redraw = () => {
    const job = replays.get(one.id);
    const busy = Boolean(job) && !ENDED.has(job.state);
    const chain = Object.keys(recipe.inputs ?? {}).length > 0;
    box.replaceChildren(
      h("div", { class: "row" }, button(false, t("replay"), busy), chain ? button(true, t("replay.ancestry"), busy) : ""),
      ...[answer(job)].flat().filter(Boolean),
    );
  };
  drawn.set(one.id, redraw);
  redraw();
  return box;
}
