// What the page works out before it draws: its state in the address, filters, search, paths, boxes, places of nodes.

import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";
import { LINKS, NODES, page, plain, script, scripts } from "./page.mjs";

const ALL = [
  "state",
  "words",
  "legend",
  "filters",
  "sources",
  "years",
  "folding",
  "paths",
  "place",
  "overview",
  "views",
];
const ids = (set) => plain([...set]).sort();

test("no name is declared by two scripts, for they share one scope", () => {
  const declared = scripts().flatMap((name) =>
    [...script(name.replace(/\.js$/, "")).matchAll(/^(?:async )?(?:function\*?|const|let|class) (\w+)/gm)].map(
      ([, one]) => one,
    ),
  );
  assert.ok(declared.length > 100);
  assert.deepEqual(
    declared.filter((name, at) => declared.indexOf(name) !== at),
    [],
  );
});

test("every script says first what it is, and parses", () => {
  for (const name of scripts()) {
    const text = script(name.replace(/\.js$/, ""));
    assert.match(text, /^\/\/ \w/, name);
    new vm.Script(text, { filename: name });
  }
});

test("the fragment says what was chosen, and gives it back", () => {
  const run = page(ALL);
  run('Object.assign(state, { node: "place:city", kinds: "area,body", lang: "en" })');
  assert.equal(run("written()"), "lang=en&kinds=area,body&node=place:city");
  const again = page(ALL, { fragment: `#${run("written()")}` });
  again("read()");
  assert.deepEqual(plain(again("state")), plain(run("state")));
});

test("a page as it opens has an empty fragment", () => {
  const run = page(ALL);
  run("read()");
  assert.equal(run("written()"), "");
});

test("what the page does not know is not taken from the fragment", () => {
  const run = page(ALL, {
    fragment:
      "#node=ent:nobody&lang=tlh&view=%3Cimg&sort=evil&path=place:city&most=99999&group=7&years=2020&colour=red",
  });
  run("read()");
  assert.deepEqual(plain(run("state")), plain(run("OPENS")));
});

test("a programme takes in its designations and what these speak of, and no other programme's", () => {
  const run = page(ALL);
  assert.deepEqual(ids(run('ofProgramme("prog:one")')), ["body:one", "des:one", "place:city", "prog:one"]);
});

test("an issuer takes in the programmes to which it gave something", () => {
  const run = page(ALL);
  assert.deepEqual(ids(run('ofIssuer("body:one")')), ["body:one", "des:one", "place:city", "prog:one"]);
});

test("a district takes in what lies within it by any number of steps, and what is tied to that", () => {
  const run = page(ALL);
  assert.deepEqual(ids(run('ofDistrict("place:district")')), ["place:district", "place:park"]);
  assert.deepEqual(ids(run('ofDistrict("place:city")')), ["des:one", "place:city", "place:district", "place:park"]);
});

test("filters narrow together", () => {
  const run = page(ALL);
  run('Object.assign(state, { programme: "prog:one", district: "place:city" })');
  assert.deepEqual(ids(run("GRAPH_NODES.filter(filtered()).map((node) => node.id)")), ["des:one", "place:city"]);
});

test("the list of districts is indented as they lie within each other", () => {
  const run = page(ALL);
  assert.deepEqual(plain(run("placeTree().map(([node, depth]) => [node.id, depth])")), [
    ["place:province", 0],
    ["place:city", 1],
    ["place:district", 2],
  ]);
});

const names = (run, typed) => plain(run(`matches(${JSON.stringify(typed)}).map((node) => node.id)`));

test("search finds by one character, by a part, by pinyin, by initials and by identifier, the nearest first", () => {
  const run = page([...ALL, "search"]);
  assert.deepEqual(names(run, "宁"), ["place:other", "place:city"]);
  assert.deepEqual(names(run, "宁市"), ["place:city"]);
  assert.deepEqual(names(run, "xiningshi"), ["place:city"]);
  assert.deepEqual(names(run, "Xi Ning"), ["place:city"]);
  assert.deepEqual(names(run, "xns"), ["place:city"]);
  assert.deepEqual(names(run, "DES:ONE"), ["des:one"]);
  assert.deepEqual(names(run, "  "), []);
  assert.deepEqual(names(run, "nowhere"), []);
});

test("search takes special characters as they are", () => {
  const odd = { ...NODES[4], id: "place:odd", search: ["a.*(b)</script>"] };
  const run = page([...ALL, "search"], { nodes: [...NODES, odd] });
  assert.deepEqual(names(run, ".*("), ["place:odd"]);
  assert.deepEqual(names(run, "</SCRIPT>"), ["place:odd"]);
});

const way = (run, from, to) => plain(run(`way("${from}", "${to}", () => true)?.map((step) => step.node.id) ?? null`));

test("a path is the shortest way, links read in either direction; there is none to what is linked with nothing", () => {
  const alone = { ...NODES[9], id: "body:alone" };
  const run = page(ALL, { nodes: [...NODES, alone] });
  assert.deepEqual(way(run, "place:park", "body:one"), ["place:district", "place:city", "des:one", "body:one"]);
  assert.equal(way(run, "place:park", "body:alone"), null);
  assert.deepEqual(way(run, "place:park", "place:park"), []);
});

test("a path goes through an area only where there is no other way", () => {
  const project = { ...NODES[2], id: "proj:one", kind: "project" };
  const detour = [
    { ...LINKS[0], from: "proj:one", to: "des:one" },
    { ...LINKS[0], from: "proj:one", to: "place:park" },
  ];
  const through = (links, nodes) => {
    const run = page(ALL, { nodes, links });
    run('Object.assign(state, { path: "prog:one place:park" })');
    return plain(run("chosenWay().map((step) => step.node.id)"));
  };
  assert.deepEqual(through(LINKS, NODES), ["des:one", "place:city", "place:district", "place:park"]);
  assert.deepEqual(through([...LINKS, ...detour], [...NODES, project]), ["des:one", "proj:one", "place:park"]);
});

const BOXES = ["state", "words", "legend", "filters", "sources", "years", "boxes"];
const tree = (links) => {
  const run = page(BOXES, { links });
  return plain(run("[...boxTree(placesAbove())].map(([box, ids]) => [box, ids.sort()])"));
};

test("each place stands in the box of the place it lies in", () => {
  assert.deepEqual(Object.fromEntries(tree(LINKS)), {
    "": ["place:province"],
    "place:province": ["place:city", "place:other"],
    "place:city": ["place:district"],
    "place:district": ["place:park"],
  });
});

test("a place that lies in several stands in the deepest, and what contains each other is drawn once", () => {
  const also = [...LINKS, { ...LINKS[8], to: "place:province" }];
  assert.deepEqual(Object.fromEntries(tree(also))["place:district"], ["place:park"]);
  const ring = [...LINKS, { ...LINKS[5], from: "place:province", to: "place:city" }];
  const drawn = tree(ring).flatMap(([, inside]) => inside);
  assert.deepEqual(drawn.sort(), ["place:city", "place:district", "place:other", "place:park", "place:province"]);
});

test("nodes without a place get one where no label hides another, and the others stay", () => {
  const many = Array.from({ length: 60 }, (_, number) => ({ id: `n:${number}`, x: undefined, y: undefined }));
  [many[0].x, many[0].y] = [10, 20];
  const links = many.slice(1).map((node, number) => ({ from: node.id, to: many[Math.floor(number / 3)].id }));
  const run = page(ALL, { more: { some: many, some_links: links } });
  run("place(PAGE.some, PAGE.some_links)");
  const placed = plain(run("PAGE.some"));
  assert.deepEqual([placed[0].x, placed[0].y], [10, 20]);
  const room = plain(run("ROOM"));
  const hidden = placed.flatMap((a, at) =>
    placed
      .slice(at + 1)
      .filter((b) => Math.abs(a.x - b.x) < room.wide * 0.95 && Math.abs(a.y - b.y) < room.high * 0.95),
  );
  assert.deepEqual(hidden, []);
});

test("a cell of CSV with a comma, a quote or a line's end is quoted", () => {
  const text = script("export").match(/function asCsv[\s\S]*?\n}\n/)[0];
  const asCsv = vm.runInNewContext(`${text}; asCsv`);
  assert.equal(asCsv([["a", 'b"c', "d,e", "f\ng"]]), '\ufeffa,"b""c","d,e","f\ng"\r\n');
});
