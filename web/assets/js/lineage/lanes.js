// Which lane each row of a time line runs in, as in a log of versions: newest first, a lane goes on to the parent. Pure.

const MOST = 6; // lanes; what would need more shares the last

/** For rows newest first and `parent(id)`: id -> {lane, above: [lanes that come in], joins: [{from, to}], below: [lanes]}. */
export function lanesOf(ids, parent) {
  const expected = []; // lane -> id that it leads to
  const rows = new Map();
  const there = new Set(ids);
  const free = () => {
    const gap = expected.findIndex((id) => id === undefined);
    return Math.min(gap < 0 ? expected.length : gap, MOST - 1);
  };
  for (const id of ids) {
    const mine = expected.map((each, lane) => (each === id ? lane : -1)).filter((lane) => lane >= 0);
    const above = expected.flatMap((each, lane) => (each === undefined ? [] : [lane]));
    const lane = mine[0] ?? free();
    for (const each of mine) expected[each] = undefined;
    const passing = expected.flatMap((each, at) => (each === undefined || at === lane ? [] : [at]));
    const joins = mine.slice(1).map((from) => ({ from, to: lane }));
    const from = parent(id);
    if (from !== undefined && there.has(from)) {
      expected[lane] = from;
      passing.push(lane);
    }
    rows.set(id, { lane, above, joins, below: passing });
  }
  return rows;
}

export const laneCount = (rows) => Math.max(1, ...[...rows.values()].map((row) => row.lane + 1));
