// What a file says of itself, as a report: credentials, labels, recipes. Everything in it is somebody's claim and is
// quoted as text; refuses to call the absence of marks a proof, and to act on any of it without a button.
import { h } from "./dom.js";
import { moment, t, told } from "./i18n.js";
import { icon } from "./icons.js";
import { fact } from "./recipe_fact.js";

const KNOWN = { trusted: "check", unknown: "help", ended: "help", changed: "warning", broken: "warning", elsewhere: "help" };
const TONE = { trusted: "same", changed: "different", broken: "different" };
const BY_MODEL = new Set(["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"]);
const quoted = (text) => h("blockquote", { class: "claim", dir: "auto" }, text);

/** What the file as a whole is said to be, in one sentence: as `Marks.claimed` in orchestrator/domain/marks.py. */
function kindOf(marks) {
  const label = marks.aigc?.Label === "1" ? "trainedAlgorithmicMedia" : null;
  const said = [marks.source_type, marks.credentials?.source_type, label];
  const kind = said.find((one) => BY_MODEL.has(one)) ?? said.find(Boolean);
  return kind && told(`found.type.${kind}`, kind);
}

function credentials(found) {
  const facts = [
    fact(t("found.signer"), found.signer),
    fact(t("found.signed"), found.signed && moment(found.signed)),
    fact(t("found.generator"), found.generator),
    fact(t("found.actions"), found.actions.map((name) => told(`found.${name}`, name.replace("c2pa.", ""))).join(", ")),
    fact(t("found.ingredients"), found.ingredients.map((one) => one.title || one.relation).join(", ")),
    fact(t("found.findings"), found.findings.length > 0 && found.findings.join(", "), { lang: "en" }),
    fact(t("found.address"), found.address, { lang: "en" }),
  ];
  return h(
    "section",
    {},
    h("h4", {}, t("found.credentials")),
    h(
      "div",
      { class: `verdict ${TONE[found.verdict] ?? ""}` },
      icon(KNOWN[found.verdict]),
      h("div", {}, h("b", {}, t(`found.${found.verdict}`)), h("p", {}, t(`found.${found.verdict}.help`))),
    ),
    h("dl", {}, facts),
  );
}

function recipe(found, use) {
  return h(
    "section",
    { class: "found-recipe" },
    h("h4", {}, t("found.recipe", { writer: told(`writer.${found.writer}`, found.writer) })),
    found.prompt && quoted(found.prompt),
    h(
      "dl",
      {},
      fact(t("param.negative"), found.negative && quoted(found.negative)),
      fact(t("recipe.seed"), found.seed === null ? null : String(found.seed)),
      fact(t("param.steps"), found.steps),
      fact(t("param.guidance"), found.guidance),
      fact(t("param.strength"), found.strength),
      fact(t("found.sampler"), found.sampler),
      fact(t("recipe.size"), found.width && `${found.width} × ${found.height}`),
      fact(t("recipe.model"), found.model),
      fact("LoRA", found.loras.join(", ")),
    ),
    h("details", {}, h("summary", {}, t("found.text")), quoted(found.text)),
    use &&
      (found.prompt || found.recipe) &&
      h(
        "div",
        { class: "row" },
        h("button", { type: "button", class: "button small", on: { click: () => use(found) } }, icon("plan"), t("found.use")),
      ),
  );
}

/** The report of `marks`; with `use`, each recipe gets a button that calls it. */
export function report(marks, use) {
  const label = marks.aigc && Object.entries(marks.aigc).filter(([, value]) => value);
  const parts = [
    marks.credentials && credentials(marks.credentials),
    (kindOf(marks) || label || marks.creator) &&
      h(
        "section",
        {},
        h("h4", {}, t("found.labels")),
        h(
          "dl",
          {},
          fact(t("found.type"), kindOf(marks)),
          fact("AIGC", label && label.map(([name, value]) => `${name} ${value}`).join(", "), { lang: "en" }),
          fact(t("found.creator"), marks.creator),
        ),
      ),
    ...marks.recipes.map((one) => recipe(one, use)),
    marks.unread?.length && h("p", { class: "quiet found-unread" }, t("found.unread", { names: marks.unread.join(t("list.comma")) })),
  ].filter(Boolean);
  const none = !marks.credentials && h("p", { class: "quiet" }, t(parts.length ? "found.unsigned" : "found.none"));
  return h("div", { class: "recipe found-marks" }, parts, none, parts.length > 0 && h("p", { class: "quiet" }, t("found.claims")));
}
