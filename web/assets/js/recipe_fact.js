// A term and its value in a list of facts. Refuses empty ones.
import { h } from "./dom.js";

/** `<dt>` and `<dd>`, or nothing. */
export const fact = (name, value, extra = {}) =>
  value === undefined || value === null || value === "" || value === false ? null : [h("dt", {}, name), h("dd", extra, value)];
