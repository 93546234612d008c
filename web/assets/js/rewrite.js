// What became of the words: theirs, added, left out: by colour and by the kind of line, and in words on hover.
// The text can be changed and run again. Refuses to hide what found no place.
import { h } from "./dom.js";
import { langTag, t } from "./i18n.js";
import { icon } from "./icons.js";
import { presetTitle } from "./presets.js";
import { likewise, send } from "./send.js";
import { showTaste } from "./taste.js";
import { failed } from "./toast.js";

/** Who added it: nobody in particular, a preset, the person's taste. */
const adder = (span) => (span.origin === "added" && span.by ? span.by.split(":")[0] : span.origin);

const explain = (span) =>
  span.origin === "user"
    ? span.from && span.from !== span.text
      ? t("span.user.from", { from: span.from })
      : t("span.user")
    : t(`span.${adder(span)}`, { preset: presetTitle(span.by?.split(":")[1]) });

/** Words that were said in another script stand small above what became of them. */
const worded = (span, language) =>
  span.from && span.origin === "user" && langTag(language) !== "en"
    ? h("ruby", {}, span.text, h("rt", { lang: langTag(language) }, span.from))
    : span.text;

/** The diff alone. */
export function spans(rewrite, language) {
  return rewrite.spans.map((span, index) => {
    const mine = span.origin === "left_out" ? langTag(language) : "en";
    const tag = span.origin === "added" ? "ins" : span.origin === "left_out" ? "del" : "span";
    const next = rewrite.spans[index + 1];
    const comma = next && span.origin !== "left_out" && next.origin !== "left_out" ? ", " : " ";
    return [
      h(
        tag,
        {
          class: `span ${span.origin} ${adder(span)}`,
          lang: mine,
          title: explain(span),
          tabindex: 0,
          "aria-label": `${span.text}: ${explain(span)}`,
        },
        worded(span, language),
      ),
      comma,
    ];
  });
}

function legend(rewrite) {
  const there = new Set(rewrite.spans.map(adder));
  return h(
    "p",
    { class: "legend" },
    ["user", "added", "preset", "taste", "left_out"]
      .filter((origin) => there.has(origin))
      .map((origin) => {
        const key = h("i", { class: `key ${origin}`, "aria-hidden": "true" });
        return origin === "taste"
          ? h("button", { type: "button", class: "legend-taste", on: { click: showTaste } }, key, t("legend.taste"))
          : h("span", {}, key, t(`legend.${origin}`));
      }),
  );
}

/** A plan as it was, its pictures' text replaced: what the person wrote wins over what was structured. */
function withPrompt(plan, index, prompt) {
  const steps = plan.steps.map((step, at) => {
    if (at !== index || step.params.prompt === prompt) return step;
    const { prompt: _structured, patch: _patch, ...rest } = step;
    return { ...rest, params: { ...rest.params, prompt } };
  });
  return { ...plan, steps };
}

function editor(turn, index, done) {
  const box = h("textarea", {
    class: "rewrite-edit",
    rows: 3,
    maxlength: 2000,
    "aria-label": t("rewrite.edit"),
    value: turn.plan.steps[index].params.prompt,
  });
  const resend = (plan) => send({ ...likewise(turn), ...plan }).then(done, failed);
  const run = () => box.value.trim() && resend({ plan: withPrompt(turn.plan, index, box.value.trim()) });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      run();
    } else if (event.key === "Escape") done();
  });
  return h(
    "div",
    { class: "rewrite-editor" },
    box,
    h(
      "div",
      { class: "row" },
      h(
        "button",
        { type: "button", class: "button small primary", on: { click: run } },
        icon("play"),
        t("rewrite.run"),
      ),
      h(
        "button",
        {
          type: "button",
          class: "button small ghost",
          title: t("rewrite.mine.help"),
          on: { click: () => resend({ rewrite: false }) },
        },
        t("rewrite.mine"),
      ),
      h("button", { type: "button", class: "button small ghost", on: { click: done } }, t("cancel")),
    ),
  );
}

/** What the image model is told in a turn: as a diff where it was rewritten, else as it stands; and a way to change it. */
export function rewriteView(turn) {
  const index = (turn.plan?.steps ?? []).findIndex((step) => step.params?.prompt);
  if (!turn.rewrite && index < 0) return null;
  const box = h("div", { class: "rewrite" });
  const show = () =>
    box.replaceChildren(
      turn.rewrite
        ? h("p", { class: "diff" }, spans(turn.rewrite, turn.language))
        : h("p", { class: "diff" }, turn.plan.steps[index].params.prompt),
      h(
        "div",
        { class: "row between" },
        turn.rewrite ? legend(turn.rewrite) : h("p", { class: "legend" }, t("rewrite.none")),
        index >= 0 && turn.state !== "thinking"
          ? h(
              "button",
              { type: "button", class: "button link small", on: { click: edit } },
              icon("pencil"),
              t("rewrite.change"),
            )
          : "",
      ),
    );
  const edit = () => {
    box.replaceChildren(editor(turn, index, show));
    box.querySelector("textarea").focus();
  };
  show();
  return box;
}
