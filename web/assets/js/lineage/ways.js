// Ways between parts: who stands above, below and beside. Pure. Above is what a part came from, below what came of it.

/** The ways of what is drawn; `places` is box id -> [x, y]. */
export function waysOf({ boxes, links }, places, across) {
  const into = new Map();
  const out = new Map();
  const push = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));
  const first = { made: 0, source: 1, plan: 2, next: 3 };
  for (const link of [...links].sort((a, b) => (first[a.role] ?? 5) - (first[b.role] ?? 5))) {
    push(into, link.to, link.from);
    push(out, link.from, link.to);
  }
  const side = across ? 1 : 0; // the axis on which what stands beside differs
  const [main, cross] = [(id) => places[id][1 - side], (id) => places[id][side]];
  const home = new Map([...boxes.values()].flatMap((one) => one.parts.map((part) => [part, one])));
  const box = (part) => home.get(part);
  const leaves = (one) => (one.kind === "turn" ? one.parts.at(-1) : one.parts[0]);
  const enters = (id) => boxes.get(id).parts[0];

  /** What `part` came from, the nearest kin first. */
  const above = (part) => {
    const one = box(part);
    const at = one.parts.indexOf(part);
    return at > 0 ? [one.parts[at - 1]] : (into.get(one.id) ?? []).map((id) => leaves(boxes.get(id)));
  };
  /** What came of `part`. */
  const below = (part) => {
    const one = box(part);
    const next = one.parts[one.parts.indexOf(part) + 1];
    if (one.kind === "turn" && next) return [next];
    const made = one.kind === "turn" || part === one.parts[0] ? (out.get(one.id) ?? []).map(enters) : [];
    return [...made, ...(one.kind !== "turn" && next ? [next] : [])];
  };
  /** The one before or after among those that came of the same, else the nearest in that direction. */
  const beside = (part, by) => {
    const one = box(part);
    const parent = above(part)[0];
    const kin = (parent ? below(parent) : [])
      .filter((each) => box(each).id !== one.id || each === part)
      .sort((a, b) => cross(box(a).id) - cross(box(b).id));
    const next = kin[kin.indexOf(part) + by];
    if (next && kin.includes(part)) return next;
    const [x, y] = [main(one.id), cross(one.id)];
    const away = (other) => Math.abs(main(other.id) - x) + Math.abs(cross(other.id) - y) / 2;
    return [...boxes.values()]
      .filter((other) => (cross(other.id) - y) * by > 1)
      .sort((a, b) => away(a) - away(b))[0]?.parts[0];
  };
  return { above, below, beside };
}
