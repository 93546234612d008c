// What a picture was checked for: requirement by requirement, then what was measured. Asks for a check and shows what
// comes of it; refuses to judge.
import * as api from "./api.js";
import { h } from "./dom.js";
import { number, t, told } from "./i18n.js";
import { icon, iconButton } from "./icons.js";
import { explained } from "./problem.js";
import { statement } from "./statement.js";
import { ENDED, image, on, putImage, putJob, state } from "./store.js";
import { failed } from "./toast.js";
import { toolSpecs } from "./tools.js";

const MARKS = { true: ["met", "check"], false: ["missed", "close"], null: ["open", "help"] };
const DIGITS = { psnr: 1, ssim: 3, likeness: 3, sharpness: 0 };
const SHARES = new Set(["exposure", "clipped"]);
const shown = new Set(); // sections that follow what happens to their picture

/** The list itself, as `judge` gives it. */
export function checkList(facts) {
  const row = (check) => {
    const [name, mark] = MARKS[String(check.met)];
    const sure = check.certainty === null ? t("check.untold") : t("check.sure", { percent: number(check.certainty * 100, 0) });
    const { text, lang } = statement(check);
    return h(
      "li",
      { class: `check ${name}` },
      h("span", { class: "check-mark", role: "img", "aria-label": t(`check.${name}`) }, icon(mark)),
      h("span", { lang, title: lang === "en" ? undefined : check.text }, text),
      h("span", { class: "quiet", title: sure }, told(`check.kind.${check.kind}`, check.kind)),
      check.certainty !== null && h("span", { class: "check-sure", title: sure }, `${number(check.certainty * 100, 0)} %`),
    );
  };
  return h("ul", { class: "checks" }, facts.checks.map(row));
}

function measures(values) {
  const one = ([name, value]) => {
    if (value === undefined) return null;
    const text =
      value === null
        ? t("measure.equal")
        : SHARES.has(name)
          ? `${number(value * 100, 1)} %`
          : `${number(value, DIGITS[name] ?? 2)}${name === "psnr" ? " dB" : ""}`;
    return [h("dt", { title: told(`measure.${name}.help`, "") }, told(`measure.${name}`, name)), h("dd", {}, text)];
  };
  return h("dl", {}, Object.entries(values).map(one));
}

const latest = (one) =>
  [...state.jobs.values()]
    .filter((job) => job.tool === "judge" && job.inputs?.source === one.handle && job.kind !== "replay")
    .sort((a, b) => Date.parse(a.created) - Date.parse(b.created))
    .at(-1);

/** Has the picture checked. */
export async function check(one) {
  try {
    putJob(await api.jobs.submit(one.session, { tool: "judge", inputs: { source: one.handle } }));
    refresh();
  } catch (error) {
    failed(error);
  }
}

function fill(section) {
  const one = image(section.dataset.checks) ?? section.one;
  const facts = one.scores ?? {};
  const job = latest(one);
  const busy = job && !ENDED.has(job.state);
  const key = JSON.stringify([facts, job?.state]);
  if (section.dataset.signature === key) return;
  section.dataset.signature = key;
  const known = facts.checks !== undefined;
  section.replaceChildren(
    ...[
      h(
        "header",
        { class: "checks-head" },
        h("h4", {}, t("checks")),
        known && facts.checks.length > 0 && h("b", {}, t("checks.count", { met: facts.met, all: facts.checks.length })),
        known && !busy
          ? iconButton("replay", t("checks.again"), () => check(one), { class: "icon-button faint" })
          : h(
              "button",
              { type: "button", class: "button small ghost", disabled: busy, on: { click: () => check(one) } },
              icon("check"),
              t(busy ? "checks.running" : "checks.run"),
            ),
      ),
      job?.state === "failed" && h("p", { class: "verdict different", role: "alert" }, explained(job.error?.code, job.error?.message).text),
      known && (facts.checks.length ? checkList(facts) : h("p", { class: "quiet" }, t("checks.none"))),
      known && measures(facts.measures ?? {}),
      known && facts.models && h("p", { class: "quiet" }, t("checks.by", { models: facts.models.join(", ") })),
    ].filter(Boolean),
  );
}

function refresh() {
  for (const section of shown) {
    if (section.isConnected) fill(section);
    else shown.delete(section);
  }
}

/** The section about a picture, which keeps itself true; empty where no model here can judge. */
export function checksOf(one) {
  const section = h("section", { class: "checks-of", data: { checks: one.id } });
  section.one = one;
  toolSpecs().then(async (tools) => {
    if (!tools.get("judge")?.available) return;
    if (image(one.id) && image(one.id).scores === undefined) putImage(await api.images.get(one.id).catch(() => ({ id: one.id })));
    fill(section);
    shown.add(section);
  });
  return section;
}

on("job image turn", refresh);
