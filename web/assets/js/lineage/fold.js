// Fewer boxes for the same history: what is filtered out is bridged, runs of edits become one box with a count, and what
// is far from the picked one is put together, so that a layout never gets more than BUDGET boxes. Pure.

import { GIVEN } from "./model.js";

const RUN = 4; // pictures in a row from which a run is folded
export const BUDGET = 320;
const MUCH = 60;
const STRENGTH = ["about", "next", "plan", "replayed", "origin", "rederived", "reference", "style", "mask", "made", "source"];
const stronger = (a, b) => (STRENGTH.indexOf(a) >= STRENGTH.indexOf(b) ? a : b);
const push = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));

/** The role of a link that stands for two in a row: pictures make it pictures, anything else makes it words. */
function joined(first, then) {
  const [one, two] = [first, then].map((role) => role === "made" || GIVEN.has(role));
  if (one && two) return GIVEN.has(first) ? first : then;
  return one || two ? "about" : stronger(first, then);
}

/** The boxes of `keep` alone: a link bridges what is not kept, and `over` counts it. */
export function bridged({ boxes, links }, keep) {
  const into = new Map();
  for (const link of links) push(into, link.to, link);
  const above = new Map(); // box that is not kept -> Map(kept ancestor -> {role, over})
  const add = (found, from, role, over) => {
    const known = found.get(from);
    found.set(from, known ? { role: stronger(known.role, role), over: Math.min(known.over, over) } : { role, over });
  };
  const reached = (id) => {
    const found = new Map();
    for (const { from, role } of into.get(id) ?? []) {
      if (keep.has(from)) add(found, from, role, 0);
      else for (const [far, way] of above.get(from) ?? []) add(found, far, joined(way.role, role), way.over + 1);
    }
    return found;
  };
  const made = [];
  for (const id of inOrder(boxes, into)) {
    const found = reached(id);
    if (!keep.has(id)) above.set(id, found);
    else for (const [from, way] of found) made.push({ from, to: id, ...way });
  }
  return { boxes: new Map([...boxes].filter(([id]) => keep.has(id))), links: made };
}

/** Ids so that what a box came from stands before it, whatever the clocks say; a circle is cut somewhere. */
function inOrder(boxes, into) {
  const done = new Set();
  const order = [];
  for (const start of boxes.keys()) {
    const stack = [start];
    while (stack.length) {
      const id = stack.at(-1);
      const open = done.has(id) ? undefined : (into.get(id) ?? []).find(({ from }) => boxes.has(from) && !done.has(from));
      if (open && !stack.includes(open.from)) stack.push(open.from);
      else {
        stack.pop();
        if (!done.has(id)) order.push(id);
        done.add(id);
      }
    }
  }
  return order;
}

/** Boxes put together: `group` maps a box to its group's id, `made(id, members)` gives the group's box. */
function together({ boxes, links }, group, made) {
  const members = new Map();
  for (const id of boxes.keys()) push(members, group.get(id) ?? id, id);
  const groups = [...members].map(([id, all]) => [id, group.has(all[0]) ? made(id, all) : boxes.get(id)]);
  const kept = new Map();
  for (const link of links) {
    const [from, to] = [group.get(link.from) ?? link.from, group.get(link.to) ?? link.to];
    const key = `${from} ${to}`;
    if (from === to) continue;
    const known = kept.get(key);
    kept.set(key, known ? { ...known, role: stronger(known.role, link.role) } : { ...link, from, to });
  }
  return { boxes: new Map(groups.sort(([, a], [, b]) => a.at - b.at)), links: [...kept.values()] };
}

/** Runs of pictures that were each made from the one before and led to one only. */
function runs({ boxes, kin }, shown, pinned) {
  const keep = new Set([...shown].filter((id) => boxes.get(id).kind === "image"));
  const [into, out] = [new Map(), new Map()];
  for (const link of bridged({ boxes, links: kin }, keep).links) {
    push(into, link.to, link);
    push(out, link.from, link);
  }
  const single = (map, id) => map.get(id)?.length === 1 && map.get(id)[0].role === "source";
  const inner = (id) => single(into, id) && single(out, id) && !pinned.has(id);
  const found = [];
  for (const id of keep) {
    if (!inner(id) || inner(into.get(id)[0].from)) continue; // a run starts where the one before is no part of it
    const run = [id];
    while (inner(out.get(run.at(-1))[0].to)) run.push(out.get(run.at(-1))[0].to);
    if (run.length >= RUN) found.push(run);
  }
  return found;
}

const runId = (run) => `run-${run[0].slice(run[0].indexOf("-") + 1)}`;

/** Every box that leads to pictures of one run alone belongs to it: its jobs, its words, its masks. */
function withTheirWork({ boxes, links }, found) {
  const group = new Map(found.flatMap((run) => run.map((id) => [id, runId(run)])));
  const out = new Map();
  for (const { from, to, role } of links) if (role !== "next" && role !== "about") push(out, from, to);
  const order = [...boxes.keys()].reverse();
  for (const kind of ["job", "turn", "mask"]) {
    for (const id of order) {
      if (boxes.get(id).kind !== kind) continue;
      const goals = new Set((out.get(id) ?? []).map((to) => group.get(to)));
      const [only] = goals;
      if (goals.size === 1 && only) group.set(id, only);
    }
  }
  return group;
}

const pictures = (boxes) => boxes.flatMap((box) => box.pictures ?? (box.kind === "image" ? [box.node] : []));

const bundle = (kind, history) => (id, members) => {
  const all = members.map((one) => history.boxes.get(one));
  return { id, kind, members, parts: [id], pictures: pictures(all), at: Math.min(...all.map((box) => box.at)) };
};

/** What hangs together: every link but those from sentence to sentence, both ways. */
function besides({ links }) {
  const beside = new Map();
  for (const { from, to, role } of links) {
    if (role === "next" || role === "about") continue;
    push(beside, from, { id: to, way: "after" });
    push(beside, to, { id: from, way: "before" });
  }
  return (id) => beside.get(id) ?? [];
}

/** The `most` boxes nearest to `start`, by links first and by time where links end. */
function near({ boxes }, beside, start, most) {
  const away = (box) => Math.abs(box.at - boxes.get(start).at);
  const byTime = [...boxes.values()].sort((a, b) => away(a) - away(b));
  const kept = new Set();
  const queue = [start];
  for (let at = 0, next = 0; kept.size < most && kept.size < boxes.size; ) {
    if (at === queue.length) queue.push(byTime[next++].id);
    const id = queue[at++];
    if (kept.has(id)) continue;
    kept.add(id);
    queue.push(...beside(id).map((other) => other.id));
  }
  return kept;
}

/** What is not kept, each with the kept box it is nearest to, before or after it; what hangs on none, by time. */
function rest({ boxes }, beside, kept, start) {
  const group = new Map();
  const queue = [];
  const reach = (from, id, name) => {
    if (kept.has(id) || group.has(id)) return;
    group.set(id, name);
    queue.push(id);
  };
  for (const id of kept) for (const other of beside(id)) reach(id, other.id, `more-${other.way}-${id}`);
  for (const id of queue) for (const other of beside(id)) reach(id, other.id, group.get(id));
  for (const [id, box] of boxes)
    if (!kept.has(id) && !group.has(id)) group.set(id, box.at < boxes.get(start).at ? "more-earlier" : "more-later");
  return group;
}

/** Draws what is near to `start` alone; a box for the rest hangs on what it is the rest of, and on nothing else. */
function nearest(drawn, start) {
  const beside = besides(drawn);
  const group = rest(drawn, beside, near(drawn, beside, start, BUDGET), start);
  const found = together(drawn, group, bundle("more", drawn));
  const own = ({ from, to }) => {
    const [less, more] = from.startsWith("more-") ? [to, from] : [from, to];
    return !more.startsWith("more-") || more === `more-after-${less}` || more === `more-before-${less}`;
  };
  return { boxes: found.boxes, links: found.links.filter(own) };
}

/**
 * What is drawn of a history. `level` is "all" or "pictures"; `passes(box)` is the filter or null; `opened` holds ids of
 * runs that are not folded; `pick` is the box everything is looked at from; `fold` says whether runs are folded, by
 * default where there is much.
 */
export function drawnOf(history, { level, passes, opened, pick, fold = history.boxes.size > MUCH }) {
  const shows = { image: true, lost: !passes, mask: !passes };
  const keep = new Set();
  for (const box of history.boxes.values()) if (shows[box.kind] && (!passes || passes(box))) keep.add(box.id);
  const shown = new Set(keep);
  if (level === "all") for (const id of workOf(history, passes && keep, passes)) shown.add(id);
  let drawn = bridged(level === "all" ? history : { boxes: history.boxes, links: history.kin }, shown);
  if (fold) {
    const found = runs(history, keep, new Set([pick])).filter((run) => !opened.has(runId(run)));
    drawn = together(drawn, withTheirWork(drawn, found), bundle("run", drawn));
  }
  if (drawn.boxes.size <= BUDGET) return drawn;
  return nearest(drawn, drawn.boxes.has(pick) ? pick : [...drawn.boxes.keys()].at(-1));
}

/** Turns and jobs: all of them, or those that led to a picture of `kept`, and turns that pass by themselves. */
function workOf({ boxes, links }, kept, passes) {
  const work = [...boxes.values()].filter((box) => box.kind === "turn" || box.kind === "job");
  if (!kept) return work.map((box) => box.id);
  const led = new Set(kept);
  const found = new Set(work.filter((box) => box.kind === "turn" && passes(box)).map((box) => box.id));
  for (const kind of ["job", "turn"])
    for (const { from, to } of links)
      if (led.has(to) && boxes.get(from).kind === kind) {
        led.add(from);
        found.add(from);
      }
  return found;
}
