// Where nodes stand that had no place when the page was made: linked ones near each other, no label upon another.

const ROOM = { wide: 200, high: 140 };

// Give places to the nodes that have none; those that have one stay. The same nodes are placed the same way.
function place(some, edges) {
  const number = new Map(some.map((node, at) => [node.id, at]));
  const fixed = some.map((node) => Number.isFinite(node.x));
  if (!fixed.includes(false)) return;
  const near = edges.map((edge) => [number.get(edge.from), number.get(edge.to)]).filter(([a, b]) => a !== b);
  const at = started(some, fixed, near);
  drawTogether(at, fixed, near, ROOM.wide * 0.8);
  pushApart(at, fixed);
  some.forEach((node, one) => {
    [node.x, node.y] = at[one];
  });
}

const middleOf = (points) =>
  points.reduce(([x, y], [px, py]) => [x + px / points.length, y + py / points.length], [0, 0]);

// New nodes start in a spiral around the middle of the placed nodes that they are linked with, else around the middle.
function started(some, fixed, near) {
  const at = some.map((node, one) => (fixed[one] ? [node.x, node.y] : null));
  const anchors = some.map(() => []);
  for (const [a, b] of near) {
    if (fixed[a] && !fixed[b]) anchors[b].push(at[a]);
    if (fixed[b] && !fixed[a]) anchors[a].push(at[b]);
  }
  return at.map((spot, one) => {
    if (spot) return spot;
    const [x, y] = middleOf(anchors[one]);
    const far = 60 + ROOM.high * Math.sqrt(one) * 0.8;
    return [x + far * 1.4 * Math.cos(one * 2.4), y + far * Math.sin(one * 2.4)];
  });
}

// Fruchterman and Reingold's forces, fewer rounds for more nodes; a pull to the middle keeps what has no links near.
function drawTogether(at, fixed, near, length) {
  const rounds = Math.round(Math.min(160, Math.max(24, 9e6 / at.length ** 2)));
  const middle = middleOf(at);
  for (let round = 0; round < rounds; round++) {
    const moves = at.map(([x, y]) => [(middle[0] - x) * 4, (middle[1] - y) * 8]);
    for (let a = 0; a < at.length; a++) {
      for (let b = a + 1; b < at.length; b++) {
        const [x, y] = [at[a][0] - at[b][0] || 0.1, at[a][1] - at[b][1] || 0.1];
        const push = length ** 2 / (x * x + y * y);
        moves[a][0] += x * push;
        moves[a][1] += y * push;
        moves[b][0] -= x * push;
        moves[b][1] -= y * push;
      }
    }
    for (const [a, b] of near) {
      const [x, y] = [at[a][0] - at[b][0], at[a][1] - at[b][1]];
      const pull = Math.hypot(x, y) / length;
      moves[a][0] -= x * pull;
      moves[a][1] -= y * pull;
      moves[b][0] += x * pull;
      moves[b][1] += y * pull;
    }
    const most = length * 2 * (1 - round / rounds);
    moves.forEach(([x, y], one) => {
      if (fixed[one]) return;
      const step = Math.min(1, most / (Math.hypot(x, y) || 1));
      at[one][0] += x * step;
      at[one][1] += y * step;
    });
  }
}

// Push nodes whose labels overlap away from each other along the shorter way.
function pushApart(at, fixed) {
  for (let round = 0; round < 60; round++) {
    let moved = false;
    for (const [a, b] of neighbours(at)) {
      const [x, y] = [at[b][0] - at[a][0], at[b][1] - at[a][1]];
      const [wide, high] = [ROOM.wide - Math.abs(x), ROOM.high - Math.abs(y)];
      if (wide <= 0 || high <= 0 || (fixed[a] && fixed[b])) continue;
      const axis = high / ROOM.high <= wide / ROOM.wide ? 1 : 0;
      const step = ((axis ? high : wide) + 1) * Math.sign((axis ? y : x) || 1);
      const share = fixed[a] ? 0 : fixed[b] ? 1 : 0.5;
      at[a][axis] -= step * share;
      at[b][axis] += step * (1 - share);
      moved = true;
    }
    if (!moved) return;
  }
}

// The pairs that may overlap, found by a grid.
function* neighbours(at) {
  const cells = new Map();
  at.forEach(([x, y], one) => {
    const key = `${Math.floor(x / ROOM.wide)} ${Math.floor(y / ROOM.high)}`;
    cells.set(key, [...(cells.get(key) ?? []), one]);
  });
  for (const [key, some] of cells) {
    const [column, row] = key.split(" ").map(Number);
    for (let i = -1; i < 2; i++)
      for (let j = -1; j < 2; j++)
        for (const other of cells.get(`${column + i} ${row + j}`) ?? [])
          for (const one of some) if (one < other) yield [one, other];
  }
}
