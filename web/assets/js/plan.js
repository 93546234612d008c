// A plan before it runs: what would be sent to the image model and with which tools, all of it to be changed.
import * as api from "./api.js";
import { byId, h } from "./dom.js";
import { paramForm } from "./form.js";
import { t, told } from "./i18n.js";
import { icon } from "./icons.js";
import { spans } from "./rewrite.js";
import { send } from "./send.js";
import { ensureSession } from "./sessions.js";
import { byHandle, pictures, state } from "./store.js";
import { failed } from "./toast.js";
import { toolName, toolSpecs } from "./tools.js";

const POLL = 700;
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

function inputFields(step) {
  return Object.entries(step.inputs ?? {}).map(([role, value]) => {
    const offered = role === "mask" ? [...state.images.values()].filter((one) => one.kind === "mask") : pictures();
    const handles = value.startsWith("@") ? [value] : [...new Set([...offered.map((one) => one.handle), value])];
    const select = h(
      "select",
      { "aria-label": told(`role.${role}`, role), on: { change: (event) => (step.inputs[role] = event.target.value) } },
      handles.map((handle) =>
        h(
          "option",
          { value: handle, selected: handle === value },
          byHandle(handle)?.alt ? `${handle} · ${byHandle(handle).alt.slice(0, 40)}` : handle,
        ),
      ),
    );
    return h("label", { class: "field" }, h("span", {}, told(`role.${role}`, role)), select);
  });
}

function stepForm(step, number, spec, remove) {
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
  const { shown, more } = paramForm(spec?.params, step.params);
  return h(
    "li",
    { class: "plan-step" },
    h(
      "header",
      {},
      h("span", { class: "plan-number" }, number),
      h("b", {}, toolName(step.tool)),
      step.region && h("span", { class: "quiet" }, told(`region.${step.region}`, step.region)),
      remove && h("button", { type: "button", class: "button link small", on: { click: remove } }, t("plan.step.drop")),
    ),
    prompt,
    h("div", { class: "fields" }, inputFields(step), shown),
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

const bare = (plan) => JSON.parse(JSON.stringify(plan));

async function show(turn, request, ran) {
  const plan = bare(turn.plan);
  const tools = await toolSpecs();
  const card = h("section", { class: "plan-card", role: "group", "aria-label": t("plan.title"), tabindex: -1 });
  const close = () => card.remove();
  const run = async () => {
    try {
      await send({ ...request, plan });
      close();
      ran();
    } catch (error) {
      failed(error);
    }
  };
  const steps = h("ol", { class: "plan-steps" });
  const draw = () => {
    const last = plan.steps.length - 1;
    const drop = () => (plan.steps.splice(last, 1), draw());
    steps.replaceChildren(
      ...plan.steps.map((step, at) =>
        stepForm(step, at + 1, tools.get(step.tool), at === last && at > 0 ? drop : null),
      ),
    );
  };
  draw();
  const makes = plan.intent === "make";
  card.append(
    ...[
      h(
        "header",
        {},
        h("h3", {}, t("plan.title")),
        h("p", { class: "quiet" }, t(makes ? "plan.nothing.ran" : `plan.intent.${plan.intent}`)),
      ),
      turn.note && h("p", { class: "plan-note" }, turn.note),
      turn.rewrite && h("p", { class: "diff" }, spans(turn.rewrite, turn.language)),
      plan.question && h("p", { class: "reply" }, plan.question),
      !makes && turn.reply && h("p", { class: "reply" }, turn.reply),
      steps,
      h(
        "footer",
        { class: "row" },
        h("button", { type: "button", class: "button primary", on: { click: run } }, icon("play"), t("plan.run")),
        h("button", { type: "button", class: "button ghost", on: { click: close } }, t("plan.discard")),
        makes && seedField(request),
      ),
    ].filter(Boolean),
  );
  card.addEventListener("keydown", (event) => event.key === "Escape" && (close(), byId("words").focus()));
  byId("turns").querySelector(".plan-card")?.remove();
  byId("turns").append(card);
  card.scrollIntoView({ block: "end" });
  card.focus({ preventScroll: true });
}

/** A plan that came from elsewhere, to be looked at and changed, with a `note` on it; it runs when the person says so. */
export async function showPlan(plan, request, note) {
  await ensureSession();
  byId("app").dataset.tab = "talk";
  byId("turns").querySelector(".empty")?.remove();
  return show({ plan, note }, request, () => null);
}

function stopDrafting() {
  const drafts = [...state.turns.values()].filter((turn) => turn.dry && turn.state === "thinking");
  for (const turn of drafts) api.turns.cancel(turn.id).catch(() => null); // it may have ended by itself
}

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
