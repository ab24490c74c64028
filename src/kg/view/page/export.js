// What leaves the page, as files made in it: the picture as PNG, the shown nodes and links as Turtle and CSV.

// RFC 4180, with a byte order mark, by which spreadsheets know UTF-8.
function asCsv(rows) {
  const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return "\ufeff" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
}

const asTsv = (rows) => rows.map((row) => row.map((text) => text.replace(/\s+/g, " ")).join("\t")).join("\n");

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // the browser does not let this page write there
  }
}

function download(name, type, content) {
  const url = URL.createObjectURL(
    content instanceof Blob ? content : new Blob([content], { type: type + ";charset=utf-8" }),
  );
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

const shownEdges = () => {
  const shown = new Set(shownNodes().map((node) => node.id));
  return LINKS.filter((edge, number) => passesLink(edge, number) && shown.has(edge.from) && shown.has(edge.to));
};

// Types, names and links. Other values are left out: the page does not hold their datatypes.
function asTurtle() {
  const labels = { zh: "rdfs:label", en: "rdfs:label", "short-zh": "npp:shortLabel", "short-en": "npp:shortLabel" };
  const told = shownNodes().flatMap((node) => [
    ...node.types.map((type) => `${node.id} a ${type} .`),
    ...Object.entries(node.names).map(
      ([key, text]) => `${node.id} ${labels[key]} ${JSON.stringify(text)}@${key.slice(-2)} .`,
    ),
  ]);
  const links = (inferred) =>
    shownEdges()
      .filter((edge) => edge.inferred === inferred)
      .map((edge) => edgeKey(edge) + " .");
  const prefixes = Object.entries(PAGE.prefixes).map(([prefix, namespace]) => `@prefix ${prefix}: <${namespace}> .`);
  return [...prefixes, "", ...told, "", ...links(false), "", "# inferred", ...links(true), ""].join("\n");
}

function linkRows() {
  const head = ["from", "from-name", "property", "property-name", "to", "to-name", "standing"].map((key) =>
    word("link-" + key),
  );
  return [
    head,
    ...shownEdges().map((edge) => [
      edge.from,
      nameOf(nodeOf.get(edge.from)),
      edge.predicate,
      predicateName(edge.predicate),
      edge.to,
      nameOf(nodeOf.get(edge.to)),
      markOf(edge) || word("asserted"),
    ]),
  ];
}

function savePicture() {
  const drawn = byId("graph").querySelector("canvas");
  const picture = element("canvas", { width: drawn.width, height: drawn.height });
  const pen = picture.getContext("2d");
  pen.fillStyle = style("--paper");
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.drawImage(drawn, 0, 0);
  picture.toBlob((blob) => download("kg.png", "image/png", blob), "image/png");
}

for (const [key, save] of Object.entries({
  png: savePicture,
  svg: () => download("kg.svg", "image/svg+xml", asSvg()),
  turtle: () => download("kg.ttl", "text/turtle", asTurtle()),
  csv: () => download("kg-links.csv", "text/csv", asCsv(linkRows())),
})) {
  byId("export-" + key).addEventListener("click", () => {
    save();
    byId("exports").open = false;
    byId("exports").firstElementChild.focus();
  });
}
