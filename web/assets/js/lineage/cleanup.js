// "Clean this up": a long chain of edits made anew from its cleanest picture, shown as a plan before anything runs, and
// the old against the new after it. Refuses to replace anything: both stay.
import * as api from "../api.js";
import { h } from "../dom.js";
import { t } from "../i18n.js";
import { icon, iconButton } from "../icons.js";
import { explained } from "../problem.js";
import { ENDED, emit, putTurn } from "../store.js";
import { failed, toast } from "../toast.js";
import { stepChips } from "../tools.js";

const POLL = 700;

async function ended(turn) {
  let view = turn;
  while (!ENDED.has(view.state)) {
    await new Promise((done) => setTimeout(done, POLL));
    view = await api.turns.get(view.id);
    putTurn(view);
    emit("turn", view.id);
  }
  return view;
}

/** What would be done, in a sentence and as steps. */
function plan(found) {
  return [
    h("p", {}, t("cleanup.what", { n: found.edits, handle: found.handle, base: found.base.handle })),
    h(
      "ul",
      { class: "cleanup-facts" },
      found.merged > 0 && h("li", {}, t("cleanup.merged", { n: found.merged })),
      found.reapplied > 0 && h("li", {}, t("cleanup.reapplied", { n: found.reapplied })),
      found.dropped.map((one) =>
        h("li", { title: one.why }, t("cleanup.dropped", { handle: one.handle })),
      ),
    ),
    stepChips(found.plan.steps),
    found.plan.steps.map(
      (step, at) => step.params?.prompt && h("p", { class: "quiet", lang: "en" }, `${at + 1}. ${step.params.prompt}`),
    ),
    h("p", { class: "quiet" }, t("cleanup.both")),
  ];
}

/** Offers it for picture `one`; `compare(old, new)` shows the two once it is done. */
export async function cleanUp(one, compare) {
  let found;
  try {
    found = await api.images.rederive(one.id, {});
  } catch (error) {
    return error.status === 409 ? toast(t("cleanup.nothing", { handle: one.handle })) : failed(error);
  }
  const body = h("div", { class: "cleanup-body" }, plan(found));
  const go = h("button", { type: "button", class: "button primary" }, icon("broom"), t("cleanup.run"));
  const box = h(
    "dialog",
    { class: "sheet cleanup", "aria-label": t("cleanup") },
    h(
      "header",
      {},
      h("h2", {}, t("cleanup")),
      iconButton("close", t("close"), () => box.close()),
    ),
    body,
    h("footer", { class: "row" }, go),
  );
  const run = async () => {
    go.disabled = true;
    body.append(
      h(
        "p",
        { class: "verdict running", role: "status" },
        h("i", { class: "spinner", "aria-hidden": "true" }),
        t("cleanup.running"),
      ),
    );
    try {
      const turn = await ended(await api.images.rederive(one.id, { run: true, plan: found.plan, text: t("cleanup.said", { handle: one.handle }) }));
      const made = turn.images.at(-1);
      box.close();
      if (turn.state === "done" && made) compare(one.id, made.id);
      else failed({ message: explained(turn.error?.code, turn.error?.message).text });
    } catch (error) {
      box.close();
      failed(error);
    }
  };
  go.addEventListener("click", run);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  go.focus();
}
