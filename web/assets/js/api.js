// Speaks the JSON API. Every maker carries an Idempotency-Key, so that trying again never makes a thing twice.
// Refuses to show anything: errors are thrown as Problem with a sentence for the person.
import { language } from "./i18n.js";
import { explained } from "./problem.js";

const ROOT = "/api/v1";
const TRIES = 3;

/**
 * What went wrong: `message` for the person in the page's language, `detail` a sentence of others behind it,
 * `code` the problem's type, `status` 0 when the server was not reached.
 */
export class Problem extends Error {
  constructor(status, body = {}) {
    const code = body.code ?? (status === 0 ? "offline" : status >= 500 ? "internal" : "unknown");
    const { text, detail } = explained(code, body.detail || body.title);
    super(text);
    Object.assign(this, { status, code, detail, errors: body.errors ?? [] });
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** A fresh key. Not crypto.randomUUID: that is missing on plain http away from localhost. */
const freshKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function once(method, path, { json, form, key }) {
  const headers = { Accept: "application/json", "Accept-Language": language, "X-Requested-With": "pentimento" };
  if (json !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  const body = json === undefined ? form : JSON.stringify(json);
  // A change of a title or a mark is small, and is not lost when the page is left at once.
  const keepalive = method === "PATCH" && body.length < 10_000;
  const response = await fetch(ROOT + path, { method, headers, body, keepalive, credentials: "same-origin" });
  if (response.status === 204) return null;
  if (response.status === 401) {
    location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`);
    throw new Problem(401, await response.json().catch(() => ({})));
  }
  const data = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(response.status, data);
  return data;
}

/** One call; a network failure is tried again, which the key makes safe. */
export async function call(method, path, options = {}) {
  const making = method === "POST" ? { key: freshKey(), ...options } : options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(method, path, making);
    } catch (error) {
      if (error instanceof Problem) throw error;
      if (attempt === TRIES) throw new Problem(0);
      await pause(400 * attempt);
    }
  }
}

const at = encodeURIComponent;
export const get = (path) => call("GET", path);
const post = (path, json = {}) => call("POST", path, { json });

export const sessions = {
  page: (cursor, q) => get(`/sessions?limit=30${cursor ? `&cursor=${at(cursor)}` : ""}${q ? `&q=${at(q)}` : ""}`),
  get: (id) => get(`/sessions/${at(id)}`),
  turns: (id, cursor) => get(`/sessions/${at(id)}/turns?limit=50&cursor=${at(cursor)}`),
  images: (id, cursor) => get(`/sessions/${at(id)}/images?limit=200&cursor=${at(cursor)}`),
  bundle: (id, language) => `${ROOT}/sessions/${at(id)}/bundle?language=${language}`,
  create: (title) => post("/sessions", title ? { title } : {}),
  change: (id, what) => call("PATCH", `/sessions/${at(id)}`, { json: what }),
  remove: (id) => call("DELETE", `/sessions/${at(id)}`),
  send: (id, request) => post(`/sessions/${at(id)}/turns`, request),
  plan: (id, request) => post(`/sessions/${at(id)}/plan`, request),
  graph: (id, { cursor, since }) =>
    get(`/sessions/${at(id)}/graph?${cursor ? `cursor=${at(cursor)}` : ""}${since === undefined ? "" : `&since=${since}`}`),
  reuse: (id, recipe) => post(`/sessions/${at(id)}/reuse`, { recipe }),
  undo: (id) => post(`/sessions/${at(id)}/undo`),
  redo: (id) => post(`/sessions/${at(id)}/redo`),
  events: (id, after) => get(`/sessions/${at(id)}/events?poll=1&after=${after}`),
  upload(id, file, kind, of) {
    const form = new FormData();
    form.append("file", file, file.name || `${kind}.png`);
    form.append("kind", kind);
    if (of) form.append("of", of);
    return call("POST", `/sessions/${at(id)}/images`, { form });
  },
};
export const turns = {
  get: (id) => get(`/turns/${at(id)}`),
  diff: (a, b) => get(`/diff/turns?a=${at(a)}&b=${at(b)}`),
  cancel: (id) => post(`/turns/${at(id)}/cancel`),
  fork: (id, into) => post(`/turns/${at(id)}/fork`, { into }),
};
export const jobs = {
  get: (id) => get(`/jobs/${at(id)}`),
  submit: (session, request) => post(`/sessions/${at(session)}/jobs`, request),
  cancel: (id) => post(`/jobs/${at(id)}/cancel`),
};
export const images = {
  get: (id) => get(`/images/${at(id)}`),
  tell: (id, alt) => call("PATCH", `/images/${at(id)}`, { json: { alt } }),
  replay: (id, ancestry = false) => post(`/images/${at(id)}/replay`, ancestry ? { ancestry } : {}),
  fork: (id, into) => post(`/images/${at(id)}/fork`, { into }),
  rederive: (id, order) => post(`/images/${at(id)}/rederive`, order),
  diff: (a, b) => get(`/diff?a=${at(a)}&b=${at(b)}`),
  url: (id, size = "full") => `${ROOT}/images/${at(id)}/file?size=${size}${size === "thumb" ? "&format=webp" : ""}`,
  download: (id, wish = {}) => `${ROOT}/images/${at(id)}/export?${new URLSearchParams(wish)}`,
  bundle: (id, reach, language) => `${ROOT}/images/${at(id)}/bundle?${new URLSearchParams({ reach, language })}`,
};
export const bundles = {
  /** A zip, whatever the browser calls its type. */
  bring: (file) => call("POST", "/bundles", { form: new Blob([file], { type: "application/zip" }) }),
};
export const shares = {
  list: (session) => get(`/sessions/${at(session)}/shares`),
  add: (session, what) => post(`/sessions/${at(session)}/shares`, what),
  revoke: (id) => call("DELETE", `/shares/${at(id)}`),
};
/** What a file says of itself. */
export function verify(file) {
  const form = new FormData();
  form.append("file", file, file.name || "picture");
  return call("POST", "/verify", { form });
}
/** Minutes by which this clock is ahead of Greenwich. */
const offset = () => -new Date().getTimezoneOffset();
export const taste = {
  read: () => get("/taste"),
  change: (what) => call("PATCH", "/taste", { json: what }),
  forget: () => call("DELETE", "/taste"),
};
export const library = {
  search: (q, cursor, limit = 120) =>
    get(`/search?limit=${limit}&offset=${offset()}&q=${at(q)}${cursor ? `&cursor=${at(cursor)}` : ""}`),
  mark: (ids, marks) => call("PATCH", "/images", { json: { ids, ...marks } }),
  purge: (what) => post("/trash/purge", what),
  tags: () => get("/tags"),
  collections: () => get("/collections"),
  collect: (name) => post("/collections", { name }),
  rename: (id, name) => call("PATCH", `/collections/${at(id)}`, { json: { name } }),
  forget: (id) => call("DELETE", `/collections/${at(id)}`),
};
export const streamUrl = (id, after) => `${ROOT}/sessions/${at(id)}/events?after=${after}`;

/** The latest preview as a blob, or null when there is none. */
export async function preview(job) {
  const response = await fetch(`${ROOT}/jobs/${at(job)}/preview`, { credentials: "same-origin" });
  return response.status === 200 ? response.blob() : null;
}

/** Whether a turn would be served: the body of /healthz, or null when the server is not reached. */
export async function health() {
  try {
    const response = await fetch("/healthz", { headers: { Accept: "application/json" } });
    return await response.json();
  } catch {
    return null;
  }
}
