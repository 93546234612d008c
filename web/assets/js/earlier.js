// What of a long session came before the part that it was opened with: turns when they are asked for, pictures one page
// after the other as soon as the page stands, since lists, steps and comparisons name any of them. Refuses to draw.
import * as api from "./api.js";
import { emit, on, putEarlierTurns, putImage, state } from "./store.js";

let reading = null;

/** Whether there are turns that were not read yet. */
export const hasEarlier = () => Boolean(state.session?.earlier?.turns);

/** Reads a page of earlier turns; throws a Problem. Asked twice at once, it reads once. */
export function readEarlier() {
  const { session } = state;
  reading ??= api.sessions
    .turns(session.id, session.earlier.turns)
    .then((page) => {
      if (session !== state.session) return;
      putEarlierTurns(page.items);
      session.earlier.turns = page.cursor;
    })
    .finally(() => (reading = null));
  return reading;
}

async function readPictures() {
  const { session } = state;
  while (session?.earlier?.images && session === state.session) {
    const page = await api.sessions.images(session.id, session.earlier.images).catch(() => null);
    if (!page || session !== state.session) return; // the rest is not missing on the server: the next opening reads it
    for (const one of page.items) putImage(one);
    session.earlier.images = page.cursor;
    emit("earlier");
  }
}

/** Begins to read whenever a session is opened. */
export const earlierPictures = () => on("opened", readPictures);
