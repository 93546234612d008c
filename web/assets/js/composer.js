// Where the person speaks: words, what they are about, a mask, how freely to paint. Refuses to send twice.
import * as api from "./api.js";
import { announce, byId, h, refill } from "./dom.js";
import { attempts, creativity, habits, rewriteSwitch } from "./habits.js";
import { t } from "./i18n.js";
import { icon, iconButton } from "./icons.js";
import { WORDS } from "./limits.js";
import { attachPainted } from "./mask.js";
import { draftPlan, planByHand } from "./plan.js";
import { chosenPreset, presetButton, presetChip, presetTitle } from "./presets.js";
import { send } from "./send.js";
import { ENDED, emit, on, putTurn, said, selected, setMask, state } from "./store.js";
import { failed } from "./toast.js";
import { pickFiles, uploading } from "./upload.js";

let words;
let busy = false;
let opened; // resolves `ready`
const ready = new Promise((done) => (opened = done)); // until then nobody knows which session is spoken to
let unasked = null; // id of the question that the person does not want to answer

/** The turn whose question the next words answer, if any. */
function asking() {
  const last = said().at(-1);
  return last?.state === "asking" && last.id !== unasked ? last : null;
}

const draftKey = () => `draft ${state.session?.id ?? "new"}`;

function grow() {
  words.style.height = "auto";
  words.style.height = `${Math.min(words.scrollHeight, 220)}px`;
}

/** What the next message carries besides its words and mask. */
function circumstances() {
  const request = habits();
  const about = selected();
  if (about && about.kind !== "mask") request.focus = about.handle;
  if (asking()) request.answers = asking().id;
  request.preset = chosenPreset();
  return request;
}

/** What the person sees around the words now, and what is painted: kept as a mask before anything else moves on. */
async function carried() {
  const shown = circumstances();
  await attachPainted();
  return { ...shown, mask: state.mask?.handle };
}

/** Runs `work` while the composer is locked; what goes wrong is said, and the words stay. */
async function locked(work) {
  if (busy) return;
  busy = true;
  byId("composer").classList.add("busy");
  try {
    await work();
  } catch (error) {
    failed(error);
    keepDraft();
  } finally {
    busy = false;
    byId("composer").classList.remove("busy");
  }
}

/** The draft outlives a reload; it belongs to its session, which the first message only makes. */
const keepDraft = () => sessionStorage.setItem(draftKey(), words.value);

function clear() {
  words.value = "";
  for (const key of [draftKey(), "draft new"]) sessionStorage.removeItem(key);
  setMask(null);
  grow();
  showStop();
}

const submit = () =>
  locked(async () => {
    await ready;
    const text = words.value.trim();
    if (!text) return void words.focus();
    await send({ text, ...(await carried()) });
    clear();
    announce(t("composer.sent"));
  });

const planFirst = () =>
  locked(async () => {
    await ready;
    const text = words.value.trim();
    if (!text) return void (await planByHand(await carried(), clear));
    await draftPlan({ text, ...(await carried()) }, clear);
  });

/** Puts `text` into the box, ready to be changed or sent. */
export function say(text, now = false) {
  words.value = text;
  grow();
  showStop();
  words.focus();
  if (now) submit();
}

/** The last words said, to be changed. */
function recall(event) {
  const last = said().at(-1);
  if (!last) return;
  event.preventDefault();
  say(last.text);
}

const presetKey = () => chosenPreset() && [chosenPreset(), presetTitle(chosenPreset())];

function chips() {
  const about = selected();
  const row = byId("composer-about");
  refill(row, [about?.id, about?.alt, state.mask, uploading(), asking()?.id, presetKey()], () => [
    presetChip(),
    about &&
      about.kind !== "mask" &&
      h(
        "span",
        { class: "chip about", title: about.alt },
        h("img", { src: api.images.url(about.id, "thumb"), alt: about.alt, width: 22, height: 22 }),
        h("span", {}, t("composer.about", { handle: about.handle })),
      ),
    asking() &&
      h(
        "span",
        { class: "chip answering", title: asking().plan?.question },
        h("span", {}, t("composer.answering")),
        iconButton("close", t("composer.answering.drop"), () => ((unasked = asking().id), chips()), {
          class: "icon-button chip-close",
        }),
      ),
    state.mask &&
      h(
        "span",
        { class: "chip mask" },
        h("img", {
          src: api.images.url(state.mask.id, "thumb"),
          alt: t("mask.alt", { handle: state.mask.of }),
          width: 22,
          height: 22,
        }),
        h("span", {}, t("composer.mask", { handle: state.mask.handle })),
        iconButton("close", t("composer.mask.drop"), () => setMask(null), { class: "icon-button chip-close" }),
      ),
    uploading() > 0 &&
      h(
        "span",
        { class: "chip uploading", role: "status" },
        h("i", { class: "spinner", "aria-hidden": "true" }),
        t("upload.running", { n: uploading() }),
      ),
  ]);
}

async function stop() {
  const open = [...state.turns.values()].filter((turn) => !ENDED.has(turn.state));
  for (const turn of open) await api.turns.cancel(turn.id).then(putTurn, failed);
  emit("turn");
}

/** One button, two meanings: while something runs and nothing is typed, it stops. */
function showStop() {
  const working = [...state.turns.values()].some((turn) => !ENDED.has(turn.state));
  const stops = working && !words.value.trim();
  byId("stop").hidden = !stops;
  byId("send").hidden = stops;
}

export function composer() {
  words = h("textarea", {
    id: "words",
    rows: 1,
    maxlength: WORDS,
    placeholder: t("composer.placeholder"),
    "aria-label": t("composer.label"),
    enterkeyhint: "send",
    on: {
      input() {
        grow();
        showStop();
        keepDraft();
      },
      keydown(event) {
        if (event.key === "ArrowUp" && !words.value) return void recall(event);
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        if (event.altKey) planFirst();
        else submit();
      },
    },
  });
  const form = byId("composer");
  form.replaceChildren(
    h("div", { id: "composer-about", class: "composer-about" }),
    h(
      "div",
      { class: "composer-box" },
      words,
      h(
        "div",
        { class: "composer-tools" },
        iconButton("attach", t("composer.attach"), pickFiles),
        presetButton(),
        creativity(),
        rewriteSwitch(),
        attempts(),
        h("span", { class: "spread" }),
        h(
          "button",
          {
            type: "button",
            id: "plan-first",
            class: "button ghost small",
            title: t("plan.first.help"),
            on: { click: planFirst },
          },
          icon("plan"),
          h("span", { class: "plan-first-text" }, t("plan.first")),
        ),
        iconButton("stop", t("composer.stop"), stop, { id: "stop", class: "icon-button stop", hidden: true }),
        h(
          "button",
          {
            type: "submit",
            id: "send",
            class: "icon-button send",
            title: t("composer.send"),
            "aria-label": t("composer.send"),
          },
          icon("send"),
        ),
      ),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  on("selected mask opened uploads image turn preset", chips);
  on("turn opened", showStop);
  let early = true; // what is typed before the first session is there stays
  on("opened", () => {
    const typed = early ? words.value : "";
    early = false;
    if (typed && state.session) sessionStorage.removeItem("draft new");
    words.value = typed || (sessionStorage.getItem(draftKey()) ?? "");
    grow();
    opened();
  });
}
