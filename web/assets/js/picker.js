// Picks the picture that a step works on, by looking: pictures or masks of the session, or what an earlier step makes.
import * as api from "./api.js";
import { h } from "./dom.js";
import { t, told } from "./i18n.js";
import { byHandle, pictures, state } from "./store.js";

let count = 0;

const masks = () => [...state.images.values()].filter((one) => one.kind === "mask" && !one.purged);

function face(handle) {
  const one = byHandle(handle);
  return [
    one
      ? h("img", { src: api.images.url(one.id, "thumb"), alt: one.alt, width: 44, height: 44, loading: "lazy" })
      : h("span", { class: "pick-none", "aria-hidden": "true" }, handle ? "↳" : "–"),
    h("span", {}, handle ? (handle.startsWith("@") ? t("pick.step", { n: handle.slice(1) }) : handle) : t("pick.none")),
  ];
}

/**
 * A field that shows what is picked and opens the choice. `earlier` are references to earlier steps (`@1`) that give
 * such a thing; `put(handle)` is told, null for none where that may be.
 */
export function pickField(role, value, earlier, put) {
  const name = `pick-${(count += 1)}`;
  const there = (role.name === "mask" ? masks() : pictures()).map((one) => one.handle).reverse();
  const handles = [...new Set([...(role.required ? [] : [""]), ...earlier, ...there, ...(value ? [value] : [])])];
  const shown = h("summary", { class: "pick-shown", title: role.summary });
  const label = told(`role.${role.name}`, role.name);
  const show = (handle) => {
    shown.replaceChildren(h("span", { class: "pick-role" }, label), ...face(handle));
    shown.setAttribute("aria-label", `${label}: ${handle || t("pick.none")}`);
  };
  const box = h(
    "details",
    { class: "pick" },
    shown,
    handles.length === 0
      ? h("p", { class: "quiet" }, t(role.name === "mask" ? "pick.empty.mask" : "pick.empty"))
      : h(
          "div",
          { class: "pick-grid", role: "radiogroup", "aria-label": label },
          handles.map((handle) =>
            h(
              "label",
              { class: "pick-one", title: byHandle(handle)?.alt },
              h("input", {
                type: "radio",
                name,
                value: handle,
                checked: handle === (value ?? ""),
                on: {
                  change() {
                    put(handle || null);
                    show(handle);
                  },
                },
              }),
              face(handle),
            ),
          ),
        ),
  );
  if (!value && role.required && handles.length > 0) box.open = true;
  show(value ?? "");
  return box;
}
