// What the page knows: one session's turns, jobs and pictures, and what is selected. Refuses to fetch and to draw.

const bus = new EventTarget();

/** Calls `fn(detail)` on each of the space-separated topics. */
export const on = (topics, fn) =>
  topics.split(" ").forEach((topic) => bus.addEventListener(topic, (event) => fn(event.detail)));
export const emit = (topic, detail) => bus.dispatchEvent(new CustomEvent(topic, { detail }));

export const state = {
  session: null, // {id, title, ...} or null before the first message
  turns: new Map(), // id -> TurnView, in order
  jobs: new Map(), // id -> JobView
  images: new Map(), // id -> ImageView, in order of handles
  selected: null, // id of the picture on the stage
  follow: null, // id of the turn whose pictures come to the stage by themselves
  mask: null, // {handle, of} painted for the next message
};

export const ENDED = new Set(["asking", "done", "failed", "cancelled", "succeeded"]);

export const image = (id) => state.images.get(id);
export const byHandle = (handle) => [...state.images.values()].find((one) => one.handle === handle);
export const selected = () => state.images.get(state.selected);
/** Pictures without masks, oldest first. */
export const pictures = () => [...state.images.values()].filter((one) => one.kind !== "mask");
export const parentOf = (one) => {
  const edge = (one?.parents ?? []).find((parent) => parent.role === "source");
  return edge && (state.images.get(edge.id) ?? byHandle(edge.handle));
};
/** How many earlier layers a picture has below it. */
export function depth(one) {
  const seen = new Set();
  for (let at = parentOf(one); at && !seen.has(at.id); at = parentOf(at)) seen.add(at.id);
  return seen.size;
}

export function putImage(view) {
  state.images.set(view.id, { ...state.images.get(view.id), ...view });
}

export function putJob(view) {
  state.jobs.set(view.id, { ...state.jobs.get(view.id), ...view });
  for (const one of view.images ?? []) putImage(one);
}

export function putTurn(view) {
  if (!state.turns.has(view.id) && !ENDED.has(view.state) && !view.dry) state.follow = view.id;
  state.turns.set(view.id, { ...state.turns.get(view.id), ...view });
  for (const job of view.jobs ?? []) putJob({ ...job, turn: view.id });
  for (const one of view.images ?? []) putImage(one);
}

/** Starts over with a session as the API gives it; null for an empty page. */
export function open(view) {
  for (const map of [state.turns, state.jobs, state.images]) map.clear();
  Object.assign(state, { session: view, selected: null, follow: null, mask: null });
  for (const one of view?.images ?? []) putImage(one);
  for (const turn of view?.turns ?? []) putTurn(turn);
  for (const job of view?.jobs ?? []) putJob(job);
  const focus = view?.focus ? byHandle(view.focus) : undefined;
  state.selected = (focus ?? pictures().at(-1))?.id ?? null;
  emit("opened");
}

/** Puts a picture on the stage. `byPerson` ends following the running turn. */
export function select(id, byPerson = true) {
  if (byPerson) state.follow = null;
  if (!state.images.has(id)) return;
  const before = state.selected;
  state.selected = id;
  if (state.mask && state.mask.of !== state.images.get(id).handle) state.mask = null;
  emit("selected", { before, byPerson });
}

export function setMask(mask) {
  state.mask = mask;
  emit("mask");
}
