// A small form from a tool's JSON schema, so that a new tool needs nothing here. Writes straight into `params`.
import { h } from "./dom.js";
import { t, told } from "./i18n.js";

const OWN = new Set(["prompt"]); // has a field of its own in the plan

/** The schema a field really has: `anyOf [X, null]` means X, or nothing. */
function settled(schema, root) {
  const options = schema.anyOf ?? [schema];
  const found = options.find((option) => option.type !== "null") ?? schema;
  const named = found.$ref ? root.$defs?.[found.$ref.split("/").pop()] : found;
  return { ...schema, ...named, empty: options.some((option) => option.type === "null") };
}

function field(name, schema, params) {
  const value = params[name] ?? schema.default ?? "";
  const put = (next) => {
    if (next === "" || next === null) delete params[name];
    else params[name] = next;
  };
  const label = told(`param.${name}`, name.replaceAll("_", " "));
  const hint = schema.description;
  if (schema.enum) {
    const choices = schema.empty ? ["", ...schema.enum] : schema.enum;
    const of = (text) => schema.enum.find((one) => String(one) === text) ?? "";
    return [
      label,
      hint,
      h(
        "select",
        { on: { change: (event) => put(of(event.target.value)) } },
        choices.map((one) =>
          h(
            "option",
            { value: one, selected: one === value },
            one === "" ? t("param.default") : told(`value.${one}`, one),
          ),
        ),
      ),
    ];
  }
  if (schema.type === "boolean")
    return [
      label,
      hint,
      h("input", { type: "checkbox", checked: value === true, on: { change: (event) => put(event.target.checked) } }),
    ];
  if (schema.type === "integer" || schema.type === "number") {
    const low = schema.minimum ?? schema.exclusiveMinimum;
    const high = schema.maximum ?? schema.exclusiveMaximum;
    return [
      label,
      hint,
      h("input", {
        type: "number",
        min: low,
        max: high,
        step: schema.multipleOf ?? (schema.type === "integer" ? 1 : "any"),
        value,
        placeholder: t("param.default"),
        on: { input: (event) => put(event.target.value === "" ? "" : event.target.valueAsNumber) },
      }),
    ];
  }
  if (schema.type === "string")
    return [
      label,
      hint,
      h("input", {
        type: "text",
        maxlength: schema.maxLength,
        value,
        on: { input: (event) => put(event.target.value) },
      }),
    ];
  return null; // structured values keep what the plan says
}

/** The fields of `schema`: `shown` are those the agent sets, `more` the others, folded away. */
export function paramForm(schema, params) {
  const shown = [];
  const folded = [];
  for (const [name, raw] of Object.entries(schema?.properties ?? {})) {
    if (OWN.has(name)) continue;
    const made = field(name, settled(raw, schema), params);
    if (!made) continue;
    const [label, hint, input] = made;
    (raw.agent ? shown : folded).push(h("label", { class: "field", title: hint }, h("span", {}, label), input));
  }
  const more =
    folded.length > 0 &&
    h("details", { class: "more-fields" }, h("summary", {}, t("plan.more")), h("div", { class: "fields" }, folded));
  return { shown, more };
}
