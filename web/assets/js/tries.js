// A turn's own judging: its attempts with what each met, what was missed and what was done about it. Shows what the
// turn says of itself; refuses to judge and to choose.
import { checkList } from "./checks.js";
import { h } from "./dom.js";
import { t, told } from "./i18n.js";
import { icon } from "./icons.js";
import { statement } from "./statement.js";
import { byHandle, state } from "./store.js";
import { thumb } from "./thumb.js";

/** Whether a job was added to judge and mend what the plan's own jobs have made. */
export const added = (job, turn) => job.step > (turn.plan?.steps?.length ?? 0);

/** Whether it stands among the attempts, once it has ended, and not by itself. */
export const toldThere = (job, turn) =>
  added(job, turn) && (job.tool === "judge" || job.tool === "find") && job.state === "succeeded";

const verdict = (turn, handle) =>
  [...state.jobs.values()]
    .filter((job) => job.turn === turn.id && job.tool === "judge" && job.inputs?.source === handle)
    .sort((a, b) => a.step - b.step)
    .at(-1);

function changed(change, of) {
  const missed = change.failed.map(statement);
  return h(
    "p",
    { class: "try-change" },
    `${t("try.missed", { of })} `,
    h("q", {}, missed.map((one, at) => [at > 0 && t("list.comma"), h("span", { lang: one.lang }, one.text)])),
    ` → ${told(`try.${change.way}`, change.way)}`,
  );
}

function row(turn, attempt, number, all) {
  const ended = attempt.pictures.length > 0;
  const list = attempt.pictures.map((one) => {
    const facts = verdict(turn, one.image)?.facts;
    const picture = byHandle(one.image);
    const kept = turn.review.best === one.image && turn.review.ended;
    return h(
      "details",
      { class: "try-picture", data: { kept: String(Boolean(kept)) } },
      h(
        "summary",
        {},
        picture && thumb(picture, "tiny"),
        h(
          "span",
          { class: "try-head" },
          h("b", {}, all > 1 ? t("try.number", { n: number, all }) : t("checks")),
          h("span", { class: "try-score" }, t("checks.count", { met: one.met, all: one.count })),
          kept && all + turn.review.attempts[0].pictures.length > 2 && h("span", { class: "try-kept" }, icon("check"), t("try.kept")),
        ),
      ),
      facts?.checks && checkList(facts),
    );
  });
  const open = !ended && turn.state === "working";
  return h(
    "li",
    {},
    attempt.change && changed(attempt.change, attempt.of),
    list,
    !ended && attempt.change && !open && h("p", { class: "quiet ended" }, t("try.none")),
  );
}

/** What the attempts depend on, to know when to draw them anew. */
export const triesOf = (turn) => [
  turn.review,
  turn.state,
  [...state.jobs.values()].filter((job) => job.turn === turn.id && job.tool === "judge").map((job) => job.state),
  (turn.review?.attempts ?? []).flatMap((attempt) => attempt.pictures.map((one) => byHandle(one.image)?.id)),
];

/** The attempts in order; nothing where none has been judged. */
export function tries(turn) {
  const attempts = (turn.review?.attempts ?? []).filter((one) => one.change || one.pictures.some((made) => made.count));
  if (!attempts.some((one) => one.pictures.length)) return null;
  return h(
    "ol",
    { class: "tries", "aria-label": t("tries") },
    attempts.map((attempt, at) => row(turn, attempt, at + 1, attempts.length)),
  );
}
