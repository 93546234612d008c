// Sends a turn and shows it at once. Refuses to invent what goes with it: the caller says.
import * as api from "./api.js";
import { habits } from "./habits.js";
import { ensureSession } from "./sessions.js";
import { emit, putTurn } from "./store.js";

export async function send(request) {
  const session = await ensureSession();
  const turn = await api.sessions.send(session, request);
  putTurn(turn);
  emit("turn", turn.id);
  emit("sent", turn.id);
  return turn;
}

/** The circumstances of an earlier turn, for saying it again. */
export const likewise = (turn) => ({
  text: turn.text,
  focus: turn.focus ?? undefined,
  mask: turn.mask ?? undefined,
  creativity: turn.creativity,
  attempts: habits().attempts ?? turn.review?.budget,
  preset: turn.plan?.preset ? undefined : turn.preset ?? undefined, // what the words name, they name again
});
