// What exploring works out before it draws: labels in lines, what is folded, which years something is dated in.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LINKS, NODES, page, plain } from "./page.mjs";

const ALL = [
  "state",
  "words",
  "legend",
  "filters",
  "sources",
  "paths",
  "place",
  "overview",
  "folding",
  "table",
  "years",
];

test("a label has at most three lines, none wider than its room and none of a single character", () => {
  const run = page(["state", "words"]);
  const name = "西宁市获评商贸服务型国家物流枢纽";
  const lines = run(`wrapped("${name}")`).split("\n");
  assert.equal(lines.join(""), name);
  assert.ok(lines.length > 1 && lines.length <= 3);
  for (const line of lines) assert.ok(line.length > 1 && run(`widthOf("${line}")`) <= run("LABEL.wide"));
  assert.equal(run('wrapped("西宁市")'), "西宁市");
});

test("a word that is longer than a line is cut, a hyphen is a place to break at, and what is left out is told", () => {
  const run = page(["state", "words"]);
  assert.deepEqual(run('wrapped("inclusive-finance")').split("\n"), ["inclusive-", "finance"]);
  const lines = run(`wrapped("${"x".repeat(4000)}")`).split("\n");
  assert.equal(lines.length, 3);
  assert.ok(lines[2].endsWith("…"));
  for (const line of lines) assert.ok(line.length < 16);
});

test("the last word on a node counts: shown, hidden, and shown again with its neighbours", () => {
  const run = page(ALL);
  const shows = (folds) => plain(run(`(state.folds = ${JSON.stringify(folds)}, [...folded().shows])`));
  assert.deepEqual(shows(""), []);
  assert.deepEqual(shows("des:one out npp:recipient"), [["place:city", true]]);
  assert.deepEqual(shows("des:one out npp:recipient|-place:city"), [["place:city", false]]);
  assert.deepEqual(shows("-place:province in npp:locatedIn|place:city"), [
    ["place:city", true],
    ["place:other", false],
  ]);
});

test("a fold takes the place of an earlier one about the same", () => {
  const run = page(ALL);
  run('state.folds = "-place:city|des:one out npp:recipient"');
  assert.equal(run('fold("place:city")'), "des:one out npp:recipient|place:city");
});

test("folds of what the page does not have are none", () => {
  const run = page(ALL);
  assert.ok(run('areFolds("-place:city|des:one out npp:recipient")'));
  for (const text of ["place:nowhere", "place:city sideways npp:x", "place:city in"]) {
    assert.ok(!run(`areFolds(${JSON.stringify(text)})`), text);
  }
});

test("a span is in each of its years; what bears no date comes with what it is tied to", () => {
  const times = {
    "t:one": { names: {}, days: ["2024-11-01", "2025-02-28"] },
    "t:two": { names: {}, days: ["2022-05-01", "2022-05-31"] },
  };
  const nodes = NODES.map((node) => {
    if (node.id === "des:one") return { ...node, times: [["npp:approvedIn", "t:one"]] };
    return node.id === "des:two" ? { ...node, times: [["npp:approvedIn", "t:two"]] } : node;
  });
  const run = page(ALL, { nodes, links: LINKS, more: { times } });
  assert.deepEqual(plain(run("YEARS")), [2022, 2023, 2024, 2025]);
  assert.deepEqual(plain(run('[...ofYears("2025-2025")]')).sort(), ["body:one", "des:one", "place:city", "prog:one"]);
  assert.deepEqual(plain(run('[...ofYears("2023-2023")]')), []);
});

test("a link that sources assert is drawn with all and with what is asserted, not with what is inferred", () => {
  const run = page(ALL);
  const drawn = (standing) => run(`(state.standing = "${standing}", passesLink(LINKS[0], 0))`);
  assert.deepEqual(["", "asserted", "inferred"].map(drawn), [true, true, false]);
});
