// The page's scripts in a context of Node's own, with the least of a browser that they need before anything is drawn.

import { readdirSync, readFileSync } from "node:fs";
import vm from "node:vm";

export const FOLDER = new URL("../../src/kg/view/page/", import.meta.url);
export const script = (name) => readFileSync(new URL(`${name}.js`, FOLDER), "utf-8");
export const scripts = () => readdirSync(FOLDER).filter((name) => name.endsWith(".js"));

const node = (id, kind, zh, more = {}) => ({
  id,
  kind,
  names: { zh, en: id.split(":")[1] },
  search: [zh, id.split(":")[1], id],
  pinyin: [],
  types: [],
  values: [],
  times: [],
  evidence: [],
  ...more,
});
const link = (from, predicate, to) => ({ from, predicate, to, inferred: false, mark: null, evidence: [], basis: "" });

// Two programmes: one of a city with a park in a district, one of another city; both cities lie in one province.
export const NODES = [
  node("prog:one", "programme", "甲计划"),
  node("prog:two", "programme", "乙计划"),
  node("des:one", "designation", "甲入选"),
  node("des:two", "designation", "乙入选"),
  node("place:province", "area", "省"),
  node("place:city", "area", "西宁市", { pinyin: ["xiningshi", "xns"] }),
  node("place:district", "area", "湟中区"),
  node("place:park", "zone", "园区"),
  node("place:other", "area", "宁西市", { pinyin: ["ningxishi", "nxs"] }),
  node("body:one", "body", "一部"),
];
export const LINKS = [
  link("des:one", "npp:underProgramme", "prog:one"),
  link("des:two", "npp:underProgramme", "prog:two"),
  link("des:one", "npp:recipient", "place:city"),
  link("des:two", "npp:recipient", "place:other"),
  link("des:one", "npp:awardedBy", "body:one"),
  link("place:city", "npp:locatedIn", "place:province"),
  link("place:other", "npp:locatedIn", "place:province"),
  link("place:district", "npp:locatedIn", "place:city"),
  link("place:park", "npp:locatedIn", "place:district"),
];
const kind = (key) => ({ key, zh: key, en: key, shown: key !== "zone", colour: "#000000", shape: "dot", size: 1 });

// Run scripts of the page one after the other; the result gives the value of an expression among them.
export function page(names, { fragment = "", nodes = NODES, links = LINKS, more = {} } = {}) {
  const element = () => ({ append() {}, addEventListener() {}, dataset: {}, options: [], setAttribute() {} });
  const context = vm.createContext({
    GRAPH_NODES: structuredClone(nodes),
    GRAPH_EDGES: structuredClone(links),
    PAGE: {
      lang: "zh",
      about: null,
      path: "",
      kinds: ["programme", "designation", "area", "zone", "body"].map(kind),
      names: {},
      inverses: {},
      sources: {},
      times: {},
      evidence: [],
      prefixes: {},
      tells: {
        quiet: [],
        facts: {},
        words: {},
        groups: [],
        places: {},
        proofs: { steps: [], rules: {}, of: {} },
        labels: {},
      },
      words: {},
      ...more,
    },
    location: { hash: fragment },
    addEventListener() {},
    document: { getElementById: element, createElement: element, documentElement: {} },
    getComputedStyle: () => ({ getPropertyValue: () => "" }),
    URLSearchParams,
    Intl,
    structuredClone,
  });
  vm.runInContext(names.map(script).join("\n"), context);
  return (expression) => vm.runInContext(expression, context);
}

// A value of the other context as one of this, so that the two compare.
export const plain = (value) => JSON.parse(JSON.stringify(value));
