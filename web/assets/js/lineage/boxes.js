// How each box of the graph looks and how large it is. Every part is a button with a name that says what it is.
// Refuses to know where it stands and what happens when it is picked.
import { h } from "../dom.js";
import { langTag, number, t, told } from "../i18n.js";
import { icon } from "../icons.js";
import { altOf } from "../thumb.js";
import { toolIcon, toolName } from "../tools.js";
import { kindOf } from "./model.js";

const SIDE = 104;
const HEIGHTS = { turn: 50, text: 42, plan: 30 };

/** Width and height of a box in the graph's own pixels. */
export function sizeOf(box) {
  if (box.kind === "turn") {
    return { width: 224, height: box.parts.reduce((sum, part) => sum + HEIGHTS[kindOf(part)], 2) };
  }
  if (box.kind === "job") return { width: 124, height: 34 };
  if (box.kind === "mask") return { width: 56, height: 76 };
  if (box.kind === "image" || box.kind === "lost") return { width: SIDE, height: SIDE + 24 + (box.parts[1] ? 26 : 0) };
  return { width: 148, height: 92 };
}

const part = (id, kind, label, ...children) =>
  h(
    "button",
    { type: "button", class: `part ${kind}`, data: { part: id }, tabindex: -1, "aria-label": label, title: label },
    children,
  );

const intent = (plan) => told(`history.intent.${plan.intent}`, plan.intent);

const makers = {
  turn: (id, { node: turn }) =>
    part(
      id,
      `words ${turn.state}`,
      t("part.words.label", { text: turn.text }),
      h("span", { class: "clamp", lang: langTag(turn.language) }, turn.text),
      turn.state === "thinking" && h("i", { class: "spinner", "aria-hidden": "true" }),
      turn.state === "failed" && icon("warning"),
    ),
  text: (id, { plan }) =>
    part(id, "rewrite", t("part.rewrite.label", { text: plan.text }), h("span", { class: "clamp", lang: "en" }, plan.text)),
  plan: (id, { plan }) =>
    part(
      id,
      "plan",
      t("part.plan.label", { text: plan.tools.map(toolName).join(", ") || intent(plan) }),
      plan.tools.length
        ? plan.tools.slice(0, 3).map((tool) => [icon(toolIcon(tool)), h("span", {}, toolName(tool))])
        : h("span", {}, intent(plan)),
    ),
  job: jobPart,
  image: imagePart,
  judgement: (id, { node, judgement: judged }) =>
    part(id, "judgement", t("part.judgement.label", { handle: node.handle }), verdictsOf(node, judged)),
  run: bundlePart,
  more: bundlePart,
};

const OPEN = new Set(["running", "queued", "waiting"]);

function jobPart(id, { node: job }) {
  const replay = job.job === "replay";
  const name = replay ? t("replay.short") : toolName(job.tool);
  const end = replay && job.verdict ? t(`verdict.${job.verdict}`) : told(`part.job.${job.state}`, "");
  return part(
    id,
    `job ${job.state} ${replay ? `replay ${job.verdict ?? ""}` : ""}`,
    t("part.job.label", { tool: name, state: end }),
    OPEN.has(job.state)
      ? h("i", { class: "spinner", "aria-hidden": "true" })
      : icon(job.state === "failed" ? "warning" : replay ? "replay" : toolIcon(job.tool)),
    h("span", {}, replay && job.verdict ? t(`verdict.${job.verdict}`) : name),
  );
}

const shot = (one) =>
  h("img", { src: one.thumb, alt: "", draggable: "false", decoding: "async", loading: "lazy" });

/** Stars and the first scores in one short line. */
function verdictsOf(one, judged) {
  const scores = Object.entries(judged?.scores ?? {}).filter(([, value]) => typeof value === "number");
  return [
    one.rating > 0 && h("span", { class: "stars" }, "★".repeat(one.rating)),
    scores.slice(0, 2).map(([name, score]) => h("span", {}, `${told(`score.${name}`, name)} ${number(score, 2)}`)),
  ];
}

function imagePart(id, { kind, node: one, elsewhere }) {
  if (kind === "mask") return part(id, "mask", t("mask.alt", { handle: one.handle }), shot(one), h("small", {}, one.handle));
  if (kind === "lost")
    return part(
      id,
      "lost",
      t("part.lost.label", { handle: one.handle }),
      h("span", { class: "gone" }, icon("clear")),
      h("small", {}, h("b", {}, one.handle), h("span", { class: "by" }, t("part.lost"))),
    );
  const made = one.of_kind === "upload" ? t("picture.upload") : toolName(one.tool ?? "");
  return part(
    id,
    `image ${elsewhere ? "elsewhere" : ""} ${one.trashed ? "trashed" : ""}`,
    t("part.image.label", { handle: one.handle, made, alt: altOf(one) }),
    shot(one),
    h(
      "small",
      {},
      h("b", {}, one.handle),
      h("span", { class: "by" }, icon(toolIcon(one.of_kind === "upload" ? "upload" : one.tool)), h("span", {}, made)),
    ),
  );
}

function bundlePart(id, { kind, pictures, members }) {
  const [first, last] = [pictures[0], pictures.at(-1)];
  const n = pictures.length || members.length;
  const range = first && first !== last ? `${first.handle} … ${last.handle}` : (first?.handle ?? "");
  const tools = [...new Set(pictures.map((one) => one.tool).filter(Boolean))].slice(0, 4);
  return part(
    id,
    kind,
    t(`part.${kind}.label`, { n, range }),
    h("span", { class: "stack", "aria-hidden": "true" }, pictures.slice(-3).map(shot)),
    h(
      "span",
      { class: "bundle-text" },
      h("b", {}, t(`part.${kind}`, { n })),
      h("small", {}, range),
      h(
        "span",
        { class: "by" },
        tools.map((tool) => icon(toolIcon(tool))),
      ),
    ),
  );
}

/** The element of a box, without a place. */
export function drawBox(box) {
  const { width, height } = sizeOf(box);
  return h(
    "div",
    { class: `box ${box.kind}-box`, data: { box: box.id }, css: { width: `${width}px`, height: `${height}px` } },
    box.parts.map((id) => makers[kindOf(id)](id, box)),
  );
}
