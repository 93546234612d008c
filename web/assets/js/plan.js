// A plan before it runs: what would be sent to the image model and with which tools, all of it to be changed.
import * as api from "./api.js";
import { byId, h } from "./dom.js";
import { paramForm } from "./form.js";
import { t, told } from "./i18n.js";
import { drawBox } from "./framing.js";
import { icon } from "./icons.js";
import { pickField } from "./picker.js";
import { spans } from "./rewrite.js";
import { send } from "./send.js";
import { ensureSession } from "./sessions.js";
import { byHandle, selected, state } from "./store.js";
import { failed, toast } from "./toast.js";
import { toolName, toolSpecs } from "./tools.js";

const POLL = 700;
const STEPS = 8;
const REGIONS = ["upper left", "top", "upper right", "left", "centre", "right", "lower left", "bottom", "lower right"];
/** The plan itself, or the turn once it has one: the API answers a turn to poll when planning takes long. */
async function planned(answer) {
  let view = answer;
  while (view.id && view.state === "thinking") {
    await new Promise((done) => setTimeout(done, POLL));
    view = await api.turns.get(view.id);
  }
  if (view.state === "failed")
    throw new api.Problem(500, { ...view.error, detail: view.reply ?? view.error?.message });
  return view;
}

/** What earlier steps give that can stand in a role. */
function earlier(plan, at, role, tools) {
  const gives = role === "mask" ? "masks" : "pictures";
  return plan.steps.slice(0, at).flatMap((step, index) => (tools.get(step.tool)?.gives === gives ? [`@${index + 1}`] : []));
}

function inputFields(plan, at, spec, tools) {
  const step = plan.steps[at];
  const put = (role) => (handle) => {
    if (handle) step.inputs[role] = handle;
    else delete step.inputs[role];
    if (role === "mask" && handle) delete step.region;
  };
  const roles = spec?.inputs ?? Object.keys(step.inputs).map((name) => ({ name, required: true, summary: "" }));
  return roles.map((role) => pickField(role, step.inputs[role.name], earlier(plan, at, role.name, tools), put(role.name)));
}

/** A place in words, for a tool that takes one where there is no mask. */
function regionField(step) {
  const put = (event) => {
    if (event.target.value) step.region = event.target.value;
    else delete step.region;
  };
  return h(
    "label",
    { class: "field" },
    h("span", {}, t("plan.region")),
    h(
      "select",
      { on: { change: put } },
      ["", ...REGIONS].map((one) =>
        h("option", { value: one, selected: one === (step.region ?? "") }, one ? told(`region.${one}`, one) : t("pick.none")),
      ),
    ),
  );
}

function stepForm(plan, at, tools, names, remove) {
  const step = plan.steps[at];
  const spec = tools.get(step.tool);
  const prompt =
    typeof step.params.prompt === "string" &&
    h(
      "label",
      { class: "field wide" },
      h("span", {}, t("plan.prompt")),
      h("textarea", {
        rows: 2,
        maxlength: 2000,
        value: step.params.prompt,
        lang: "en",
        on: {
          input(event) {
            step.params.prompt = event.target.value;
            delete step.prompt; // the words the person types win over the structured prompt
            delete step.patch;
          },
        },
      }),
    );
  const draw = (role) => (box, use) => {
    const one = byHandle(step.inputs[role]);
    if (one) drawBox(one, box, use);
    else toast(t("frame.none"));
  };
  const { shown, more } = paramForm(spec?.params, step.params, { names, draw });
  return h(
    "li",
    { class: "plan-step" },
    h(
      "header",
      {},
      h("span", { class: "plan-number" }, at + 1),
      h("b", {}, toolName(step.tool)),
      remove && h("button", { type: "button", class: "button link small", on: { click: remove } }, t("plan.step.drop")),
    ),
    prompt,
    h("div", { class: "picks" }, inputFields(plan, at, spec, tools)),
    h("div", { class: "fields" }, spec?.takes_region && regionField(step), shown),
    more,
  );
}

/** Fixes the chance of every step; empty leaves it to the studio. */
function seedField(request) {
  const put = (event) => (request.seed = event.target.value === "" ? undefined : event.target.valueAsNumber);
  return h(
    "label",
    { class: "field seed" },
    h("span", {}, t("recipe.seed")),
    h("input", {
      type: "number",
      min: 0,
      max: Number.MAX_SAFE_INTEGER,
      step: 1,
      placeholder: t("param.default"),
      value: request.seed ?? "",
      on: { input: put },
    }),
  );
}

/** One more step, of a tool that the person picks; it works on what the step before made, else on what is on the stage. */
function adder(plan, tools, draw) {
  const add = (event) => {
    const spec = tools.get(event.target.value);
    event.target.value = "";
    if (!spec) return;
    const step = { tool: spec.name, inputs: {}, params: {} };
    if (spec.params.properties.prompt) step.params.prompt = "";
    for (const [name, one] of Object.entries(spec.params.properties))
      if (one.enum && spec.params.required?.includes(name)) step.params[name] = one.enum[0];
    const before = earlier(plan, plan.steps.length, "source", tools).at(-1);
    const source = before ?? (selected()?.kind !== "mask" ? selected()?.handle : undefined);
    if (source && spec.inputs.some((role) => role.name === "source" && role.required)) step.inputs.source = source;
    plan.steps.push(step);
    draw();
  };
  return h(
    "select",
    { class: "plan-add", "aria-label": t("plan.step.add"), on: { change: add } },
    h("option", { value: "" }, t("plan.step.add")),
    [...tools.values()]
      .filter((spec) => spec.available)
      .map((spec) => h("option", { value: spec.name, title: spec.summary }, toolName(spec.name))),
  );
}

/** Names that a map's keys may be: the adapters of a family. */
async function adapterNames() {
  const answer = await api.get("/models").catch(() => ({ models: [] }));
  return (family) => answer.models.filter((one) => one.adapts && one.family === family).map((one) => one.name);
}

const bare = (plan) => JSON.parse(JSON.stringify(plan));

/** What a plan made by hand is called in the conversation. */
const byHand = (plan) =>
  plan.steps.map((step) => [toolName(step.tool), step.inputs.source].filter(Boolean).join(" ")).join(", ");

async function show(turn, request, ran) {
  const plan = bare(turn.plan);
  const hand = !request.text;
  const [tools, names] = await Promise.all([toolSpecs(), adapterNames()]);
  const card = h("section", { class: "plan-card", role: "group", "aria-label": t("plan.title"), tabindex: -1 });
  const close = () => card.remove();
  const run = async () => {
    try {
      await send({ ...request, text: request.text || byHand(plan), plan });
      close();
      ran();
    } catch (error) {
      failed(error);
    }
  };
  const steps = h("ol", { class: "plan-steps" });
  const runs = h("button", { type: "button", class: "button primary", on: { click: run } }, icon("play"), t("plan.run"));
  const draw = () => {
    const last = plan.steps.length - 1;
    const drop = () => (plan.steps.splice(last, 1), draw());
    steps.replaceChildren(
      ...plan.steps.map((_step, at) =>
        stepForm(plan, at, tools, names, at === last && (at > 0 || hand) ? drop : null),
      ),
    );
    runs.disabled = plan.intent === "make" && plan.steps.length === 0;
  };
  const makes = plan.intent === "make";
  draw();
  card.append(
    ...[
      h(
        "header",
        {},
        h("h3", {}, t("plan.title")),
        h("p", { class: "quiet" }, t(hand ? "plan.byhand" : makes ? "plan.nothing.ran" : `plan.intent.${plan.intent}`)),
      ),
      turn.note && h("p", { class: "plan-note" }, turn.note),
      turn.rewrite && h("p", { class: "diff" }, spans(turn.rewrite, turn.language)),
      plan.question && h("p", { class: "reply" }, plan.question),
      !makes && turn.reply && h("p", { class: "reply" }, turn.reply),
      steps,
      makes && plan.steps.length < STEPS && adder(plan, tools, draw),
      h(
        "footer",
        { class: "row" },
        runs,
        h("button", { type: "button", class: "button ghost", on: { click: close } }, t("plan.discard")),
        makes && seedField(request),
      ),
    ].filter(Boolean),
  );
  card.addEventListener("keydown", (event) => event.key === "Escape" && (close(), byId("words").focus()));
  byId("turns").querySelector(".plan-card")?.remove();
  byId("turns").append(card);
  card.scrollIntoView({ block: card.offsetHeight > byId("turns").clientHeight ? "start" : "end" });
  card.focus({ preventScroll: true });
}

/** A plan that came from elsewhere, to be looked at and changed, with a `note` on it; `ran` is called once it runs. */
export async function showPlan(plan, request, { note, ran = () => null } = {}) {
  await ensureSession();
  byId("app").dataset.tab = "talk";
  byId("turns").querySelector(".empty")?.remove();
  return show({ plan, note }, request, ran);
}

/** A plan without a language model: tools picked by hand, on what is on the stage. */
export const planByHand = (request, ran) => showPlan({ intent: "make", steps: [] }, { ...request, text: "" }, { ran });

function stopDrafting() {
  const drafts = [...state.turns.values()].filter((turn) => turn.dry && turn.state === "thinking");
  for (const turn of drafts) api.turns.cancel(turn.id).catch(() => null); // it may have ended by itself
}

/** Cropping, turning and resizing of `one`, as a form. */
export const planShape = (one) =>
  showPlan({ intent: "make", steps: [{ tool: "transform", inputs: { source: one.handle }, params: {} }] }, {});

/** Asks for a plan that runs nothing, and shows it; `ran` is called once the person runs it. */
export async function draftPlan(request, ran) {
  const session = await ensureSession();
  const cancel = h("button", { type: "button", class: "button link small" }, t("cancel"));
  const given = new Promise((done) => cancel.addEventListener("click", () => done(null)));
  const waiting = h(
    "p",
    { class: "thinking planning", role: "status" },
    h("i", { class: "spinner", "aria-hidden": "true" }),
    t("plan.drafting"),
    cancel,
  );
  byId("turns").querySelector(".empty")?.remove();
  byId("turns").append(waiting);
  waiting.scrollIntoView({ block: "end" });
  try {
    const view = await Promise.race([api.sessions.plan(session, request).then(planned), given]);
    if (view) await show(view, request, ran);
    else stopDrafting();
  } finally {
    waiting.remove();
  }
}
