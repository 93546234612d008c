// The history of the open session as nodes and edges, the shape of `GET .../graph`, from what the page knows already.
import * as api from "../api.js";
import { state } from "../store.js";
import { historyOf } from "./model.js";

const turnNode = (turn) => ({
  id: `turn-${turn.id}`, kind: "turn", ref: turn.id, created: turn.created, text: turn.text, state: turn.state,
  language: turn.language, reply: turn.reply, ended: turn.ended,
});
const planNode = (turn) => ({
  id: `plan-${turn.id}`, kind: "plan", ref: turn.id, created: turn.created, intent: turn.plan.intent,
  text: turn.rewrite?.text ?? null, tools: (turn.plan.steps ?? []).map((step) => step.tool),
});
const jobNode = (job) => ({
  id: `job-${job.id}`, kind: "job", ref: job.id, turn: job.turn, tool: job.tool, state: job.state, model: job.model,
  seed: job.seed, job: job.kind, verdict: job.result?.verdict ?? null, created: job.created,
});
const imageNode = (one) => ({
  id: `image-${one.id}`, kind: "image", ref: one.id, handle: one.handle, of_kind: one.kind, tool: one.tool, alt: one.alt,
  width: one.width, height: one.height, thumb: api.images.url(one.id, "thumb"), rating: one.rating, deleted: one.deleted,
  created: one.created, model: state.jobs.get(one.job)?.model ?? null,
});

/** The history of the open session. */
export function history() {
  const turns = [...state.turns.values()].filter((turn) => !turn.dry);
  const images = [...state.images.values()];
  const jobs = new Map([...state.jobs.values()].map((job) => [job.id, job]));
  for (const one of images)
    if (one.job && !jobs.has(one.job)) jobs.set(one.job, { ...one, id: one.job, kind: "job", state: "succeeded" });
  const nodes = [...turns.map(turnNode), ...turns.filter((turn) => turn.plan).map(planNode), ...[...jobs.values()].map(jobNode), ...images.map(imageNode)];
  const edges = [];
  turns.forEach((turn, at) => at && edges.push({ from: `turn-${turns[at - 1].id}`, to: `turn-${turn.id}`, kind: "next" }));
  for (const job of jobs.values()) if (job.turn) edges.push({ from: `plan-${job.turn}`, to: `job-${job.id}`, kind: "step" });
  for (const one of images) {
    if (one.job) edges.push({ from: `job-${one.job}`, to: `image-${one.id}`, kind: "made" });
    for (const { id, role } of one.parents ?? []) {
      edges.push({ from: `image-${id}`, to: `image-${one.id}`, kind: "lineage", role });
      if (one.job) edges.push({ from: `image-${id}`, to: `job-${one.job}`, kind: "input", role });
    }
  }
  return historyOf({ nodes, edges });
}
