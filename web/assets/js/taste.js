// What the person seems to like: each line with the pictures it came from, to be edited, switched off, forgotten.
// Refuses to decide anything itself: what is learned and what is used is the server's.
import * as api from "./api.js";
import { announce, h } from "./dom.js";
import { modelWord, number, t } from "./i18n.js";
import { iconButton } from "./icons.js";
import { failed } from "./toast.js";

const PLACES = ["style", "light", "palette", "mood", "composition", "time", "weather"];
const wish = ({ kind, where, text }) => ({ kind, where, text });

/** Opens the sheet of the person's taste. */
export async function showTaste() {
  const box = h("dialog", { class: "sheet taste-sheet", "aria-label": t("taste") });
  const body = h("div", { class: "taste-body" });
  box.append(
    h(
      "header",
      {},
      h("h2", {}, t("taste")),
      iconButton("close", t("close"), () => box.close()),
    ),
    body,
  );
  box.addEventListener("click", (event) => event.target === box && box.close());
  box.addEventListener("close", () => box.remove());

  const change = async (what) => {
    try {
      draw(await api.taste.change(what));
      announce(t("taste.saved"));
    } catch (error) {
      failed(error);
    }
  };
  const forget = async () => {
    try {
      await api.taste.forget();
      draw(await api.taste.read());
      announce(t("taste.forgotten"));
    } catch (error) {
      failed(error);
    }
  };
  const draw = (taste) => body.replaceChildren(...contents(taste, change, forget).filter(Boolean));
  try {
    draw(await api.taste.read());
  } catch (error) {
    return void failed(error);
  }
  document.body.append(box);
  box.showModal();
}

const reasons = (line) =>
  line.own
    ? t("taste.own")
    : t("taste.why", {
        liked: line.liked,
        disliked: line.disliked,
        n: line.families,
        liking: number(line.liking * 100, 0),
        usual: number(line.usual * 100, 0),
      });

function row(line, change) {
  const word = modelWord(line.text);
  const edit = () => {
    const input = h("input", { type: "text", maxlength: 80, value: line.text, "aria-label": t("taste.text") });
    const done = () => {
      const text = input.value.trim();
      if (text && text !== line.text) change({ remove: wish(line), add: { ...wish(line), text } });
      else item.replaceWith(row(line, change));
    };
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") (event.preventDefault(), done());
      if (event.key === "Escape") (event.preventDefault(), item.replaceWith(row(line, change)));
    });
    words.replaceChildren(input);
    input.focus();
  };
  const words = h("b", { lang: word.lang }, word.text);
  const item = h(
    "li",
    { class: line.muted ? "taste-line muted" : "taste-line" },
    h(
      "div",
      { class: "taste-what" },
      h("span", { class: "taste-where" }, t(`slot.${line.where}`)),
      words,
      h("span", { class: "spread" }),
      line.muted
        ? h(
            "button",
            { type: "button", class: "button link small", on: { click: () => change({ restore: wish(line) }) } },
            t("taste.restore"),
          )
        : [
            line.where !== "thing" && iconButton("pencil", t("taste.edit"), edit),
            iconButton("close", t(line.own ? "taste.remove" : "taste.mute"), () => change({ remove: wish(line) })),
          ],
    ),
    h("p", { class: "quiet" }, reasons(line)),
    line.images.length > 0 &&
      h(
        "div",
        { class: "taste-pictures" },
        line.images.map((one) =>
          h(
            "a",
            { href: `/s/${one.session}?picture=${encodeURIComponent(one.id)}`, title: one.alt },
            h("img", { src: one.thumb, alt: one.alt, width: 48, height: 48, loading: "lazy" }),
          ),
        ),
      ),
  );
  return item;
}

function adder(change) {
  const kind = h(
    "select",
    { "aria-label": t("taste.kind") },
    ["prefers", "avoids"].map((one) => h("option", { value: one }, t(`taste.${one}`))),
  );
  const where = h(
    "select",
    { "aria-label": t("taste.where") },
    PLACES.map((one) => h("option", { value: one }, t(`slot.${one}`))),
  );
  const input = h("input", { type: "text", maxlength: 80, required: true, placeholder: t("taste.placeholder") });
  input.setAttribute("aria-label", t("taste.text"));
  kind.addEventListener("change", () => (where.hidden = kind.value === "avoids"));
  return h(
    "form",
    {
      class: "taste-add",
      on: {
        submit(event) {
          event.preventDefault();
          const place = kind.value === "avoids" ? "thing" : where.value;
          if (input.value.trim()) change({ add: { kind: kind.value, where: place, text: input.value.trim() } });
        },
      },
    },
    kind,
    where,
    input,
    h("button", { type: "submit", class: "button small" }, t("taste.add")),
  );
}

function contents(taste, change, forget) {
  const group = (kind) => {
    const lines = taste.lines.filter((line) => line.kind === kind);
    return (
      lines.length > 0 && [
        h("h3", {}, t(`taste.${kind}`)),
        h(
          "ul",
          { class: "taste-lines" },
          lines.map((line) => row(line, change)),
        ),
      ]
    );
  };
  let sure = false;
  const reset = h("button", { type: "button", class: "button small ghost" }, t("taste.forget"));
  reset.addEventListener("click", () => {
    if (sure) return void forget();
    sure = true;
    reset.textContent = t("taste.forget.sure");
  });
  return [
    h("p", { class: "quiet" }, t("taste.help")),
    h(
      "label",
      { class: "switch" },
      h("input", {
        type: "checkbox",
        role: "switch",
        checked: taste.on,
        on: { change: (event) => change({ on: event.target.checked }) },
      }),
      h("span", { class: "track", "aria-hidden": "true" }),
      h("span", { class: "switch-text" }, t("taste.on")),
    ),
    ...[group("prefers"), group("avoids")].flat().filter(Boolean),
    taste.lines.length === 0 && h("p", { class: "taste-none" }, t("taste.none", { n: taste.decided })),
    adder(change),
    h(
      "footer",
      { class: "row between" },
      h("p", { class: "quiet" }, t("taste.looked", { n: taste.looked, decided: taste.decided })),
      reset,
    ),
  ].filter(Boolean);
}
