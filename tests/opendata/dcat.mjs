// Reads a catalogue of open data (DCAT-AP-NL 3.0 in JSON-LD) as a register does, and holds it against what the profile asks: no other
// file is read. Prints { faults: [text, …], datasets: { title: [{ url, media, license, rights: [text, …] }, …] } }.
import { readFileSync } from "node:fs";
import jsonld from "jsonld";

const DCAT = "http://www.w3.org/ns/dcat#";
const DCT = "http://purl.org/dc/terms/";
const FOAF = "http://xmlns.com/foaf/0.1/";
const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
const SKOS = "http://www.w3.org/2004/02/skos/core#";
const VCARD = "http://www.w3.org/2006/vcard/ns#";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const LISTS = "http://publications.europa.eu/resource/authority/";

// What data.overheid.nl takes for open data.
const LICENSES = ["publicdomain/mark/1.0", "publicdomain/zero/1.0", "licenses/by/4.0", "licenses/by-sa/4.0"].map(
  (it) => `http://creativecommons.org/${it}/deed.nl`,
);

const documentLoader = (url) => {
  throw new Error(`asks for ${url}`);
};
const quads = await jsonld.toRDF(JSON.parse(readFileSync(process.argv[2], "utf8")), { documentLoader });
const faults = [];
const about = (thing, word) => quads.filter((it) => it.subject.value === thing && it.predicate.value === word).map((it) => it.object);
const all = (kind) => quads.filter((it) => it.predicate.value === TYPE && it.object.value === kind).map((it) => it.subject.value);
const expect = (is, thing, what) => {
  if (!is) faults.push(`${thing}: ${what}`);
};

// A property: how often it is there, and what its values are.
function has(thing, word, [least, most], ...is) {
  const values = about(thing, word);
  expect(values.length >= least && values.length <= most, thing, `${word} ${values.length} times`);
  for (const value of values) for (const check of is) expect(check(value), thing, `${word} ${value.value}`);
}
const literal = (it) => it.termType === "Literal" && it.value.trim() !== "";
const dutch = (it) => literal(it) && it.language === "nl";
const iri = (it) => it.termType === "NamedNode" && /^(https?|mailto|tel):/.test(it.value);
const date = (it) => it.datatype.value === `${XSD}date` && /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(it.value);
const a = (kind) => (it) => about(it.value, TYPE).some((type) => type.value === kind);
const from = (list) => (it) => it.value.startsWith(LISTS + list);
const ONE = [1, 1];
const SOME = [1, Infinity];
const MAYBE = [0, Infinity];

function published(thing) {
  has(thing, `${DCT}title`, SOME, dutch);
  has(thing, `${DCT}description`, SOME, dutch);
  has(thing, `${DCT}publisher`, ONE, iri, a(`${FOAF}Agent`));
  has(thing, `${DCT}creator`, ONE, iri, a(`${FOAF}Agent`));
  has(thing, `${DCAT}contactPoint`, ONE, a(`${VCARD}Kind`));
  has(thing, `${DCT}language`, SOME, from("language/"), a(`${DCT}LinguisticSystem`));
  has(thing, `${DCT}modified`, [0, 1], date);
}

const catalogs = all(`${DCAT}Catalog`);
expect(catalogs.length === 1, "the file", `${catalogs.length} catalogues`);
for (const it of catalogs) {
  published(it);
  has(it, `${FOAF}homepage`, ONE, iri, a(`${FOAF}Document`));
  has(it, `${DCAT}dataset`, SOME, iri, a(`${DCAT}Dataset`));
}
const datasets = {};
for (const it of all(`${DCAT}Dataset`)) {
  published(it);
  has(it, `${DCT}identifier`, ONE, literal);
  has(it, `${DCT}accessRights`, ONE, from("access-right/"), a(`${DCT}RightsStatement`));
  has(it, `${DCAT}theme`, SOME, from("data-theme/"), a(`${SKOS}Concept`));
  has(it, `${DCAT}keyword`, SOME, dutch);
  has(it, `${DCAT}landingPage`, ONE, iri, a(`${FOAF}Document`));
  has(it, `${DCAT}distribution`, SOME, a(`${DCAT}Distribution`));
  expect(about(catalogs[0], `${DCAT}dataset`).some((one) => one.value === it), it, "is not in the catalogue");
  datasets[about(it, `${DCT}title`)[0]?.value] = about(it, `${DCAT}distribution`).map(({ value }) => ({
    url: about(value, `${DCAT}downloadURL`)[0]?.value,
    media: about(value, `${DCAT}mediaType`)[0]?.value.replace("https://www.iana.org/assignments/media-types/", ""),
    license: about(value, `${DCT}license`)[0]?.value,
    rights: about(value, `${DCT}rights`).flatMap((one) => about(one.value, `${RDFS}label`).map((label) => label.value)).sort(),
  }));
}
for (const it of all(`${DCAT}Distribution`)) {
  has(it, `${DCT}title`, SOME, dutch);
  has(it, `${DCAT}accessURL`, ONE, iri);
  has(it, `${DCAT}downloadURL`, ONE, iri);
  has(it, `${DCAT}mediaType`, ONE, iri, a(`${DCT}MediaType`));
  has(it, `${DCT}format`, ONE, from("file-type/"), a(`${DCT}MediaTypeOrExtent`));
  has(it, `${DCT}license`, ONE, a(`${DCT}LicenseDocument`), (one) => LICENSES.includes(one.value));
  has(it, `${DCT}rights`, MAYBE, a(`${DCT}RightsStatement`));
}
for (const it of all(`${FOAF}Agent`)) has(it, `${FOAF}name`, SOME, dutch);
for (const it of all(`${SKOS}Concept`)) has(it, `${SKOS}prefLabel`, SOME, dutch);
for (const it of all(`${VCARD}Kind`)) {
  has(it, `${VCARD}fn`, ONE, literal);
  for (const word of ["hasEmail", "hasTelephone", "hasURL"]) has(it, VCARD + word, MAYBE, iri);
  expect(["hasEmail", "hasTelephone", "hasURL"].some((word) => about(it, VCARD + word).length), it, "cannot be reached");
}
for (const { subject } of quads) expect(subject.termType === "BlankNode" || iri(subject), subject.value, "is no address");
process.stdout.write(JSON.stringify({ faults, datasets }));
