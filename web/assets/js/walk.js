// Undo and redo: steps from the picture on the stage to the one it was made from, and back. Nothing is taken away by
// either. Refuses to guess where a step leads: the studio says.
import * as api from "./api.js";
import { announce } from "./dom.js";
import { t } from "./i18n.js";
import { iconButton } from "./icons.js";
import { byHandle, parentOf, pictures, putImage, select, selected, state } from "./store.js";
import { failed } from "./toast.js";

let busy = false;

/** Whether there is somewhere to go from `one`, as far as the page can see. */
function open(way, one) {
  const told = state.session?.focus === one.handle ? state.session.walk?.[way] : null;
  if (way === "undo") return Boolean(told) || Boolean(parentOf(one)) || pictures()[0] !== one;
  return Boolean(told) || pictures().some((other) => parentOf(other) === one);
}

/** One step; `way` is "undo" or "redo". What is on the stage counts, whatever was in focus before. */
export async function step(way) {
  const one = selected();
  if (busy || !one || !state.session || !open(way, one)) return;
  busy = true;
  try {
    const { id } = state.session;
    if (state.session.focus !== one.handle) await api.sessions.change(id, { focus: one.handle });
    const view = await api.sessions[way](id);
    if (state.session?.id !== id) return;
    Object.assign(state.session, { focus: view.focus, walk: view.walk });
    for (const each of view.images) putImage(each); // where it led to may be from before what was read
    state.follow.clear();
    const there = byHandle(view.focus);
    if (there) select(there.id, false);
    announce(t(`walk.${way}.done`, { handle: view.focus }));
  } catch (error) {
    failed(error);
  } finally {
    busy = false;
  }
}

/** The two buttons for the picture on the stage. */
export const walkButtons = (one) =>
  ["undo", "redo"].map((way) =>
    iconButton(way, t(`walk.${way}`), () => step(way), { id: `walk-${way}`, disabled: !open(way, one) }),
  );
