// The tools by name, as the API declares them, and a plan's steps as chips. Knows no tool by heart but its word in the
// interface's languages; a new tool shows under its own name.
import * as api from "./api.js";
import { h } from "./dom.js";
import { paramName, paramValue, t, told } from "./i18n.js";

let specs = null;

/** The tools as the API declares them, by name; asked for once. */
export async function toolSpecs() {
  specs ??= api.get("/tools").then((answer) => new Map(answer.tools.map((tool) => [tool.name, tool])));
  return specs.catch(() => ((specs = null), new Map()));
}

export const toolName = (name) => told(`tool.${name}`, name);

const ICONS = { generate: "paint", edit: "wand", inpaint: "brush", upscale: "enlarge", enhance: "adjust", find: "search", describe: "recipe", judge: "check", transform: "crop", combine: "compare", cutout: "crop", upload: "attach" };
/** The icon of a tool by name; a new tool has that of a plan. */
export const toolIcon = (name) => ICONS[name] ?? "plan";

/** Whether nobody has said it: a form folds it away, and it is as it always is. */
const usual = (field, value) => field && !field.agent && !field.first && field.default === value;

const detail = (params, fields) =>
  Object.entries(params ?? {})
    .filter(
      ([key, value]) =>
        !usual(fields[key], value) &&
        !["prompt", "negative", "instruction"].includes(key) &&
        value !== null &&
        typeof value !== "object" &&
        value !== "",
    )
    .map(([key, value]) =>
      key === "scale"
        ? `×${value}`
        : key === "count"
          ? value > 1
            ? `×${value}`
            : ""
          : paramValue(key, value, `${paramName(key)} ${value}`),
    )
    .filter(Boolean);

/** The steps of a plan as small chips. */
export function stepChips(steps) {
  if (!steps.length) return null;
  return h(
    "ol",
    { class: "steps", "aria-label": t("plan.steps") },
    steps.map((step) => {
      const details = h("span", { class: "step-details" });
      toolSpecs().then((tools) =>
        details.replaceChildren(
          ...detail(step.params, tools.get(step.tool)?.params.properties ?? {})
            .slice(0, 3)
            .map((text) => h("span", {}, text)),
        ),
      );
      return h(
        "li",
        { class: "step", title: step.words ?? undefined },
        h("b", {}, toolName(step.tool)),
        Object.values(step.inputs ?? {}).map((handle) => h("span", { class: "step-input" }, handle)),
        step.region && h("span", {}, told(`region.${step.region}`, step.region)),
        details,
      );
    }),
  );
}
