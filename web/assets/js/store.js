// What the page knows: one session's turns, jobs and pictures, and what is selected. Refuses to fetch and to draw.

const bus = new EventTarget();

/** Calls `fn(detail)` on each of the space-separated topics. */
export const on = (topics, fn) =>
  topics.split(" ").forEach((topic) => bus.addEventListener(topic, (event) => fn(event.detail)));
export const emit = (topic, detail) => bus.dispatchEvent(new CustomEvent(topic, { detail }));

export const state = {
  session: null, // {id, title, ...} or null before the first message
  turns: new Map(), // id -> TurnView
  jobs: new Map(), // id -> JobView
  images: new Map(), // id -> ImageView
  selected: null, // id of the picture on the stage
  follow: new Set(), // ids of the turns whose pictures come to the stage by themselves
  mask: null, // {handle, of} painted for the next message
  from: -Infinity, // when the earliest turn was said that was read with all that came after it
};

export const ENDED = new Set(["asking", "done", "failed", "cancelled", "succeeded"]);

export const image = (id) => state.images.get(id);
export const byHandle = (handle) => [...state.images.values()].find((one) => one.handle === handle);
export const selected = () => state.images.get(state.selected);
const rank = (one) => Number(one.handle.slice(1));
/** Pictures without masks, oldest first. */
export const pictures = () =>
  [...state.images.values()].filter((one) => one.kind !== "mask" && !one.purged).sort((a, b) => rank(a) - rank(b));
/** The conversation as far as it is read without a gap, without turns that were only planned. */
export const said = () =>
  [...state.turns.values()]
    .filter((turn) => !turn.dry && Date.parse(turn.created) >= state.from)
    .sort((a, b) => Date.parse(a.created) - Date.parse(b.created));
export const parentOf = (one) => {
  const edge = (one?.parents ?? []).find((parent) => parent.role === "source");
  return edge && (state.images.get(edge.id) ?? byHandle(edge.handle));
};
/** The pictures it was made of: the one that was changed, and one that was put to it or followed. */
export const sourcesOf = (one) =>
  ["source", "reference"].flatMap((role) =>
    (one?.parents ?? [])
      .filter((parent) => parent.role === role)
      .map((edge) => state.images.get(edge.id) ?? byHandle(edge.handle))
      .filter(Boolean),
  );
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
  if (!state.turns.has(view.id) && !view.dry) state.follow.add(view.id); // it may have ended before it was first read
  state.turns.set(view.id, { ...state.turns.get(view.id), ...view });
  for (const job of view.jobs ?? []) putJob({ ...job, turn: view.id });
  for (const one of view.images ?? []) putImage(one);
}

/** A page of turns from before those there are, the latest first: their pictures do not come to the stage. */
export function putEarlierTurns(views) {
  for (const view of views) {
    putTurn(view);
    if (ENDED.has(view.state)) state.follow.delete(view.id);
  }
  if (views.length) state.from = Date.parse(views.at(-1).created);
}

/** Starts over with a session as the API gives it; null for an empty page. */
export function open(view) {
  for (const kept of [state.turns, state.jobs, state.images, state.follow]) kept.clear();
  Object.assign(state, { session: view, selected: null, mask: null, from: -Infinity });
  if (view?.earlier?.turns) state.from = Date.parse(view.turns[0].created);
  for (const one of view?.images ?? []) putImage(one);
  for (const turn of view?.turns ?? []) putTurn(turn);
  for (const job of view?.jobs ?? []) putJob(job);
  for (const turn of state.turns.values()) if (ENDED.has(turn.state)) state.follow.delete(turn.id);
  const focus = view?.focus ? byHandle(view.focus) : undefined;
  state.selected = (focus ?? pictures().at(-1))?.id ?? null;
  emit("opened");
}

/** Puts a picture on the stage. `byPerson` ends following the turns there are. */
export function select(id, byPerson = true) {
  if (byPerson) state.follow.clear();
  if (!state.images.has(id)) return;
  const before = state.selected;
  state.selected = id;
  if (state.mask && state.mask.of !== state.images.get(id).handle) state.mask = null;
  emit("selected", { before, byPerson });
}

/** A mask ties the next message to its picture: nothing takes that one from the stage by itself. */
export function setMask(mask) {
  if (mask) state.follow.clear();
  state.mask = mask;
  emit("mask");
}
