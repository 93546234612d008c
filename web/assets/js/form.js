// A form from a tool's JSON schema, lists and objects included, so that a new tool needs nothing here.
// Writes straight into the values it was given. Refuses nothing: what is wrong, the server says.
import { h } from "./dom.js";
import { paramName, paramValue, t, told } from "./i18n.js";
import { icon, iconButton } from "./icons.js";

const OWN = new Set(["prompt"]); // has a field of its own in the plan

/** The schema a field really has: `anyOf [X, null]` means X, or nothing. */
function settled(schema, root) {
  const options = schema.anyOf ?? [schema];
  const found = options.find((option) => option.type !== "null") ?? schema;
  const named = found.$ref ? root.$defs?.[found.$ref.split("/").pop()] : found;
  return { ...schema, ...named, empty: options.some((option) => option.type === "null") };
}

function choice(schema, value, put, label) {
  const choices = schema.empty ? ["", ...schema.enum] : schema.enum;
  const of = (text) => schema.enum.find((one) => String(one) === text) ?? "";
  return h(
    "select",
    { "aria-label": label, on: { change: (event) => put(of(event.target.value)) } },
    choices.map((one) =>
      h(
        "option",
        { value: one, selected: one === value },
        one === "" ? told(`param.none.${schema.name}`, null) ?? t("param.default") : paramValue(schema.name, one),
      ),
    ),
  );
}

const figure = (schema, value, put, label) =>
  h("input", {
    type: "number",
    "aria-label": label,
    min: schema.minimum ?? schema.exclusiveMinimum,
    max: schema.maximum ?? schema.exclusiveMaximum,
    step: schema.multipleOf ?? (schema.type === "integer" ? 1 : "any"),
    value: value ?? "",
    placeholder: t("param.default"),
    on: { input: (event) => put(event.target.value === "" ? "" : event.target.valueAsNumber) },
  });

const line = (schema, value, put, label) =>
  h("input", {
    type: "text",
    "aria-label": label,
    maxlength: schema.maxLength,
    value: value ?? "",
    on: { input: (event) => put(event.target.value) },
  });

/** Rows that can be added and taken away; `row(at, draw)` builds one. */
function rows(label, count, most, row, add) {
  const box = h("div", { class: "form-rows", role: "group", "aria-label": label });
  const draw = () =>
    box.replaceChildren(
      ...Array.from({ length: count() }, (_, at) => row(at, draw)),
      ...[count() < most && h("button", { type: "button", class: "button link small", on: { click: () => (add(), draw()) } }, t("form.add"))].filter(Boolean),
    );
  draw();
  return box;
}

const away = (label, take, draw) => iconButton("close", t("form.away", { what: label }), () => (take(), draw()));

/** `[...]`: one control an item. */
function list(schema, value, put, label, { root, names }) {
  const items = Array.isArray(value) ? [...value] : [];
  const item = settled(schema.items, root);
  const keep = () => put(items.length ? [...items] : "");
  return rows(
    label,
    () => items.length,
    schema.maxItems ?? 100,
    (at, draw) =>
      h(
        "div",
        { class: "form-row" },
        control(item, items[at], (next) => ((items[at] = next), keep()), `${label} ${at + 1}`, { root, names }),
        away(`${label} ${at + 1}`, () => (items.splice(at, 1), keep()), draw),
      ),
    () => items.push(item.type === "object" ? {} : (item.default ?? item.enum?.[0] ?? "")),
  );
}

/** `{name: value}` for any names: those there are to choose from, else any. */
function map(schema, value, put, label, { root, names }) {
  const pairs = Object.entries(value ?? {});
  const item = settled(schema.additionalProperties, root);
  const known = names?.(schema.names_of) ?? [];
  const keep = () => put(pairs.some(([name]) => name) ? Object.fromEntries(pairs.filter(([name]) => name)) : "");
  if (schema.names_of && known.length === 0 && pairs.length === 0) return h("p", { class: "quiet" }, t("form.none"));
  return rows(
    label,
    () => pairs.length,
    schema.maxProperties ?? 100,
    (at, draw) =>
      h(
        "div",
        { class: "form-row" },
        schema.names_of
          ? choice(
              { enum: [...new Set([...known, pairs[at][0]])] },
              pairs[at][0],
              (next) => ((pairs[at][0] = next), keep()),
              t("form.name"),
            )
          : line({ maxLength: schema.propertyNames?.maxLength }, pairs[at][0], (next) => ((pairs[at][0] = next), keep()), t("form.name")),
        control(item, pairs[at][1], (next) => ((pairs[at][1] = next), keep()), t("form.value"), { root, names }),
        away(pairs[at][0], () => (pairs.splice(at, 1), keep()), draw),
      ),
    () => (pairs.push([known.find((one) => !pairs.some(([name]) => name === one)) ?? "", item.type === "string" ? "" : 1]), keep()),
  );
}

/** A group that can be drawn on the picture: the fields show what was drawn, and may still be typed. */
function drawn(schema, value, put, label, context) {
  const keep = (next) => put((value = next));
  const whole = h("div", { class: "form-drawn" });
  const fill = () => {
    const draw = h("button", { type: "button", class: "button small", on: { click: () => context.draw(value, (next) => (keep(next ?? ""), fill())) } }, icon("crop"), t("form.draw"));
    const fields = group(schema, value, keep, label, context);
    whole.replaceChildren(...(context.draw ? [draw] : []), fields);
  };
  fill();
  return whole;
}

/** `{field: ...}` of known fields. */
function group(schema, value, put, label, context) {
  const inside = { ...value };
  const set = (name) => (next) => {
    if (next === "" || next === null) delete inside[name];
    else inside[name] = next;
    put(Object.keys(inside).length ? { ...inside } : "");
  };
  return h(
    "div",
    { class: "fields form-group", role: "group", "aria-label": label },
    Object.entries(schema.properties ?? {}).map(([name, raw]) => {
      const one = settled(raw, context.root);
      const made = control(one, inside[name] ?? one.default, set(name), paramName(name), context);
      return made && h("label", { class: "field", title: one.description }, h("span", {}, paramName(name)), made);
    }),
  );
}

/** The control for a value of this schema, or null where there is none. `put("")` means: leave it out. */
function control(schema, value, put, label, context) {
  if (schema.enum) return choice(schema, value, put, label);
  if (schema.type === "boolean")
    return h("input", {
      type: "checkbox",
      "aria-label": label,
      checked: value === true,
      on: { change: (event) => put(event.target.checked) },
    });
  if (schema.type === "integer" || schema.type === "number") return figure(schema, value, put, label);
  if (schema.type === "string") return line(schema, value, put, label);
  if (schema.type === "array") return list(schema, value, put, label, context);
  if (schema.type === "object" && schema.drawn) return drawn(schema, value, put, label, context);
  if (schema.type === "object" && schema.properties) return group(schema, value, put, label, context);
  if (schema.type === "object" && schema.additionalProperties) return map(schema, value, put, label, context);
  return null; // what has no shape keeps what the plan says
}

const NESTED = new Set(["array", "object"]);

/**
 * The fields of `schema`: `shown` are those the agent sets and those that say they come first, `more` the others.
 * `names(of)` lists what the keys of a map may be, where the schema says of what (`names_of`); `draw(box, use)` lets a
 * box be drawn on the picture in the role that the schema names (`drawn`).
 */
export function paramForm(schema, params, { names, draw } = {}) {
  const shown = [];
  const folded = [];
  for (const [name, raw] of Object.entries(schema?.properties ?? {})) {
    if (OWN.has(name)) continue;
    const one = { ...settled(raw, schema), name };
    const put = (next) => {
      if (next === "" || next === null) delete params[name];
      else params[name] = next;
    };
    const made = control(one, params[name] ?? one.default, put, paramName(name), { root: schema, names, draw: one.drawn && draw?.(one.drawn) });
    if (!made) continue;
    const tag = NESTED.has(one.type) ? "div" : "label"; // a label names one control
    const wide = NESTED.has(one.type) ? "field wide" : "field";
    (raw.agent || raw.first ? shown : folded).push(h(tag, { class: wide, title: one.description }, h("span", {}, paramName(name)), made));
  }
  const more =
    folded.length > 0 &&
    h("details", { class: "more-fields" }, h("summary", {}, t("plan.more")), h("div", { class: "fields" }, folded));
  return { shown, more };
}
