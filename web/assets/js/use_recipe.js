// A recipe out of a file becomes a plan to look at: nothing of it runs, and no language model reads it. Our own names its
// tool and pictures, which the studio looks for here; of others' only the text and its numbers can be used.
import * as api from "./api.js";
import { t, told } from "./i18n.js";
import { WORDS } from "./limits.js";
import { showPlan } from "./plan.js";
import { ensureSession } from "./sessions.js";
import { failed, toast } from "./toast.js";
import { toolName } from "./tools.js";

const SHORTEST = 64;
const LONGEST = 2048;
const side = (value) => (value >= SHORTEST && value <= LONGEST && value % 8 === 0 ? value : undefined);
const within = (value, low, high) => (value !== null && value >= low && value <= high ? value : undefined);

/** What becomes of our own recipe here, in one sentence. */
function noteOf({ tool, names, lacks, missing }) {
  if (!lacks) return t("reuse.whole", { tool: toolName(tool) });
  const roles = missing.map((role) => told(`role.${role}`, role)).join(", ");
  return t(tool ? `reuse.${lacks}` : "reuse.nothing", { tool: toolName(names), roles });
}

async function useOwn(recipe, text) {
  const view = await api.sessions.reuse(await ensureSession(), recipe);
  if (!view.plan) return toast(noteOf(view), "error");
  const seed = Number.isSafeInteger(view.seed) ? view.seed : undefined;
  const said = text || recipe.words || toolName(view.tool); // a turn has words, if only the tool's name
  return showPlan(view.plan, { text: said.slice(0, WORDS), rewrite: false, seed }, { note: noteOf(view) });
}

/** Fills the plan's form with what was found. */
export function useRecipe(found) {
  if (found.recipe) return useOwn(found.recipe, found.prompt).catch(failed);
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
  return showPlan(plan, { text: found.prompt.slice(0, WORDS), rewrite: false, seed }, { note: t("reuse.foreign") });
}
