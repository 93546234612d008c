// Builds elements. Data only ever becomes text or attributes; refuses markup from strings.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [kind, fn] of Object.entries(value)) element.addEventListener(kind, fn);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "css") for (const [key, to] of Object.entries(value)) element.style.setProperty(key, to);
    else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An HTML element: `h("p", {class: "words", on: {click}}, "text", child, [more])`. */
export const h = (tag, props, ...children) => fill(document.createElement(tag), props, children);

/** An SVG element, likewise. */
export const s = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children);

/** A sentence in which `backticks` mark what is typed into a terminal. */
export const coded = (text) => text.split("`").map((part, index) => (index % 2 ? h("code", {}, part) : part));

export const byId = (id) => document.getElementById(id);

/** Replaces the contents of `parent` only when `signature` has changed, so that focus and half-typed text survive. */
export function refill(parent, signature, build) {
  const key = JSON.stringify(signature);
  if (parent.dataset.signature === key) return;
  parent.dataset.signature = key;
  parent.replaceChildren(...[build()].flat(3).filter(Boolean));
}

/** Says `text` to screen readers, once. */
export function announce(text) {
  const line = byId("announce");
  line.textContent = "";
  requestAnimationFrame(() => (line.textContent = text));
}

/** Whether typing goes to a text field, where single-key shortcuts must stay silent. */
export const typing = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !/^(range|checkbox|radio|button)$/.test(target.type ?? "");
