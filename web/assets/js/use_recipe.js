// A recipe out of a file becomes a plan to look at: nothing of it runs, and no language model reads it.
import { showPlan } from "./plan.js";

const SHORTEST = 64;
const LONGEST = 2048;
const side = (value) => (value >= SHORTEST && value <= LONGEST && value % 8 === 0 ? value : undefined);
const within = (value, low, high) => (value !== null && value >= low && value <= high ? value : undefined);

/** Fills the plan's form with what was found. */
export function useRecipe(found) {
  const params = {
    prompt: found.prompt.slice(0, 2000),
    negative: found.negative.slice(0, 2000) || undefined,
    steps: within(found.steps, 1, 150),
    guidance: within(found.guidance, 0, 30),
    width: side(found.width),
    height: side(found.height),
  };
  const kept = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
  const plan = { intent: "make", steps: [{ tool: "generate", inputs: {}, params: kept }] };
  const seed = Number.isSafeInteger(found.seed) ? found.seed : undefined;
  return showPlan(plan, { text: found.prompt.slice(0, 4000), rewrite: false, seed });
}
