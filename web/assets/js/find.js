// Marks in the brush what is named in words: a small form for its bar, a job of the tool `find`, masks as strokes.
// Words of an image model's vocabulary may be said in the page's language; the model reads English.
import * as api from "./api.js";
import { announce, h } from "./dom.js";
import { modelWord, paramName, paramValue, t } from "./i18n.js";
import { iconButton } from "./icons.js";
import { fromFile } from "./mask_ops.js";
import { explained } from "./problem.js";
import { ENDED, putImage, putJob } from "./store.js";
import { failed, toast } from "./toast.js";
import { toolSpecs } from "./tools.js";

const POLL = 300;

/** The words that the model which finds knows, as {text, word}; none if it knows no list. */
async function vocabulary(tool) {
  const { models = [] } = await api.get("/models").catch(() => ({}));
  const finder = models.find((model) => model.capabilities.includes(tool.capability));
  return (finder?.vocabulary?.subjects ?? []).map((word) => ({ text: modelWord(word).text, word }));
}

async function ended(job) {
  let view = job;
  while (!ENDED.has(view.state)) {
    await new Promise((done) => setTimeout(done, POLL));
    view = await api.jobs.get(job.id);
  }
  putJob(view);
  return view;
}

/** A mask of the session as an operation of the brush, which remembers whose it is while nothing else is painted. */
export async function maskOp(mask, one) {
  const blob = await fetch(api.images.url(mask.id)).then((answer) => answer.blob());
  const { op } = await fromFile(blob, one);
  return op && { ...op, mask: { id: mask.id, handle: mask.handle, of: one.handle } };
}

async function find(painting, what, which) {
  const { one } = painting;
  const inputs = { source: one.handle };
  const job = await ended(await api.jobs.submit(one.session, { tool: "find", inputs, params: { what, which } }));
  if (job.state === "failed") return toast(explained(job.error?.code, job.error?.message).text, "error");
  if (!job.images.length) return toast(t(job.facts?.known === false ? "find.unknown" : "find.none", { what }), "error");
  for (const mask of job.images) {
    putImage(mask);
    const op = await maskOp(mask, one);
    if (op) painting.add(op);
  }
  announce(t("find.done", { what }));
}

/** The form; empty while it is not known whether any model can find. */
export function findForm(painting) {
  const form = h("form", { class: "find-form", hidden: true });
  toolSpecs().then(async (tools) => {
    const tool = tools.get("find");
    if (!tool?.available) return;
    const words = await vocabulary(tool);
    const what = h("input", {
      type: "text",
      maxlength: 200,
      list: "find-words",
      placeholder: t("find.what"),
      "aria-label": t("find.what"),
    });
    const which = h(
      "select",
      { "aria-label": paramName("which") },
      tool.params.properties.which.enum
        .filter((value) => value !== "each") // in the brush they come together anyway
        .map((value) => h("option", { value }, paramValue("which", value))),
    );
    const go = iconButton("search", t("find.go"), () => {}, { type: "submit" });
    form.append(
      what,
      h("datalist", { id: "find-words" }, words.map(({ text }) => h("option", { value: text }))),
      which,
      go,
    );
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const said = what.value.trim();
      if (!said || go.disabled) return what.focus();
      go.disabled = true;
      form.classList.add("busy");
      try {
        await find(painting, words.find(({ text }) => text === said)?.word ?? said, which.value);
      } catch (error) {
        failed(error);
      } finally {
        go.disabled = false;
        form.classList.remove("busy");
      }
    });
  });
  return form;
}
