// What is drawn of a history: nothing is lost by folding, whatever the shape, and never is there too much to lay out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BUDGET, drawnOf } from "../../web/assets/js/lineage/fold.js";
import { lanesOf } from "../../web/assets/js/lineage/lanes.js";
import { boxOf, historyOf } from "../../web/assets/js/lineage/model.js";

/** Repeatable chance (mulberry32). */
function chance(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A session of `n` turns with a picture each; `branch` of them go back to an earlier one, some begin anew. */
function told(n, branch, seed = n) {
  const next = chance(seed);
  const [nodes, edges] = [[], []];
  const edge = (from, to, kind, role) => edges.push({ from, to, kind, role });
  for (let i = 0; i < n; i += 1) {
    const created = new Date(1.7e12 + i * 6e4).toISOString();
    const tool = ["edit", "enhance", "upscale"][Math.floor(next() * 3)];
    nodes.push(
      { id: `turn-${i}`, kind: "turn", created, text: `sentence ${i}`, state: "done" },
      { id: `plan-${i}`, kind: "plan", created, intent: "make", text: null, tools: [tool] },
      { id: `job-${i}`, kind: "job", created, tool, state: "succeeded", job: "job" },
      { id: `image-${i}`, kind: "image", created, handle: `#${i + 1}`, of_kind: "image", tool, session: "s" },
    );
    edge(`turn-${i}`, `plan-${i}`, "plan");
    edge(`plan-${i}`, `job-${i}`, "step");
    edge(`job-${i}`, `image-${i}`, "made");
    if (i) edge(`turn-${i - 1}`, `turn-${i}`, "next");
    const from = i && next() > branch / 20 ? (next() < branch ? Math.floor(next() * i) : i - 1) : null;
    if (from === null) continue;
    edge(`image-${from}`, `job-${i}`, "input", "source");
    edge(`image-${from}`, `image-${i}`, "lineage", "source");
  }
  return historyOf({ nodes, edges }, "s");
}

const look = (more = {}) => ({ level: "all", passes: null, opened: new Set(), pick: null, ...more });
const kinds = ({ boxes }, kind) => [...boxes.values()].filter((box) => box.kind === kind);
const drawnPictures = (drawn) =>
  [...drawn.boxes.values()].flatMap((box) => (box.kind === "image" ? [box.node.id] : (box.pictures ?? []).map((one) => one.id)));

for (const [n, branch] of [[1, 0], [9, 0], [40, 0.3], [200, 0.05], [700, 0.4], [2000, 0.02]])
  for (const level of ["all", "pictures"])
    test(`${n} pictures, ${branch} of them branches, ${level}: each is drawn or counted once`, () => {
      const history = told(n, branch);
      const pick = `image-${Math.floor(n / 2)}`;
      const drawn = drawnOf(history, look({ level, pick }));
      const all = drawnPictures(drawn);
      assert.equal(new Set(all).size, n);
      assert.equal(all.length, n);
      assert.ok(drawn.boxes.has(pick), "the picked one is drawn itself");
      assert.ok(drawn.boxes.size - kinds(drawn, "more").length <= BUDGET);
      for (const { from, to } of drawn.links) {
        assert.ok(drawn.boxes.has(from) && drawn.boxes.has(to));
        assert.notEqual(from, to);
      }
    });

test("a long chain folds, and unfolds where it is opened", () => {
  const history = told(120, 0);
  const drawn = drawnOf(history, look({ level: "pictures", pick: "image-60" }));
  const folded = kinds(drawn, "run");
  assert.deepEqual(folded.map((box) => box.pictures.length), [59, 58]);
  const opened = drawnOf(history, look({ level: "pictures", pick: "image-60", opened: new Set([folded[0].id]) }));
  assert.equal(kinds(opened, "image").length, 3 + 59);
});

test("what the filter leaves out is bridged", () => {
  const history = told(30, 0);
  const odd = (box) => box.kind === "image" && Number(box.node.id.slice(6)) % 2 === 1;
  const drawn = drawnOf(history, look({ level: "pictures", passes: odd, fold: false }));
  assert.equal(drawn.boxes.size, 15);
  assert.equal(drawn.links.length, 14);
  assert.ok(drawn.links.every(({ role, over }) => role === "source" && over === 1));
});

test("parts know their boxes", () => {
  assert.equal(boxOf("plan-7"), "turn-7");
  assert.equal(boxOf("judgement-7"), "image-7");
});

test("a branch runs in a lane of its own and joins its parent's", () => {
  const parent = { d: "b", c: "b", b: "a" };
  const rows = lanesOf(["d", "c", "b", "a"], (id) => parent[id]);
  assert.deepEqual(["d", "c", "b", "a"].map((id) => rows.get(id).lane), [0, 1, 0, 0]);
  assert.deepEqual(rows.get("b").joins, [{ from: 1, to: 0 }]);
});

test("a picture that came without its job is joined to what it was made from", () => {
  const image = (id, handle) => ({ id: `image-${id}`, kind: "image", created: "2026-01-01T00:00:00Z", handle, of_kind: "image", session: "s" });
  const nodes = [image("a", "#3"), image("b", "#4"), image("c", "#1"), image("d", "#2"), { id: "job-d", kind: "job", created: "2026-01-01T00:00:00Z", tool: "edit" }];
  const edges = [
    { from: "image-a", to: "image-b", kind: "lineage", role: "source" },
    { from: "image-b", to: "image-c", kind: "lineage", role: "origin" },
    { from: "image-c", to: "image-d", kind: "lineage", role: "source" },
    { from: "image-c", to: "job-d", kind: "input", role: "source" },
    { from: "job-d", to: "image-d", kind: "made" },
  ];
  const { links } = historyOf({ nodes, edges }, "s");
  assert.deepEqual(links.map(({ from, to, role }) => `${from} ${to} ${role}`).sort(), [
    "image-a image-b source",
    "image-b image-c origin",
    "image-c job-d source",
    "job-d image-d made",
  ]);
});
