// What mapshaper says of the map on a page: whether areas lie beside each other without gaps and slivers, with the same points along
// the borders that they share; and, with a file of boundaries in metres and which areas of it each area of the map is made of, how far
// the map is from those. Arguments: page, file, JSON { name: [code, …] }. Prints { faults: [text, …], points, theirs }: how many
// points borders have here, and when mapshaper simplifies them as far.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const mapshaper = createRequire(import.meta.url)("mapshaper");
const [page, file, made] = process.argv.slice(2);
// How far a border may be moved, as draw/kaart.rs has it, and what rounding to whole numbers adds.
const TOLERANCE = 1.5;
const ROUNDING = 0.75;

const faults = [];
const run = async (commands, input) => {
  const output = await mapshaper.applyCommands(commands, input);
  return Object.fromEntries(Object.entries(output).map(([name, text]) => [name, JSON.parse(text)]));
};
const shapes = ({ features, geometries }) => geometries ?? features.map((it) => it.geometry);
const polygons = (shape) => (shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates);
const lines = (shape) => (shape.type === "LineString" ? [shape.coordinates] : shape.coordinates);
const length = (line) => line.slice(1).reduce((sum, [x, y], at) => sum + Math.hypot(x - line[at][0], y - line[at][1]), 0);
const signed = (ring) => ring.slice(1).reduce((sum, [x, y], at) => sum + (ring[at][0] * y - x * ring[at][1]) / 2, 0);
const area = (shape) => polygons(shape).flat().reduce((sum, ring, at) => sum + signed(ring), 0);
const isInside = ([x, y], ring) =>
  ring.slice(1).filter(([bx, by], at) => {
    const [ax, ay] = ring[at];
    return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax;
  }).length % 2 === 1;
const total = (all, of) => all.reduce((sum, it) => sum + of(it), 0);

// A path as rings, north up.
function drawn(path) {
  return [...path.matchAll(/M(-?\d+) (-?\d+)l([^z]*)z/g)].map(([, x, y, rest]) => {
    const steps = rest.match(/-?\d+/g).map(Number);
    const ring = [[Number(x), -Number(y)]];
    for (let at = 0; at < steps.length; at += 2) {
      const [east, north] = ring.at(-1);
      ring.push([east + steps[at], north - steps[at + 1]]);
    }
    return [...ring, ring[0]];
  });
}

const html = readFileSync(page, "utf8");
const found = [...html.matchAll(/<a href="[^"]*"><title>([^<]*)<\/title><path d="([^"]*)"\/>/g)];
const areas = found.map(([, naam, path]) => {
  const rings = drawn(path);
  const parts = rings.filter((ring) => signed(ring) > 0).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => signed(ring) < 0)) {
    const around = parts.filter(([outer]) => hole.some((at) => isInside(at, outer)));
    around.sort(([one], [other]) => signed(one) - signed(other))[0].push(hole);
  }
  return { naam, geometry: { type: "MultiPolygon", coordinates: parts } };
});
const collection = (all) => ({
  type: "FeatureCollection",
  features: all.map(({ naam, geometry }) => ({ type: "Feature", properties: { naam }, geometry })),
});
const ours = JSON.stringify(collection(areas));

const { mosaic, inner, whole } = Object.fromEntries(
  Object.entries(
    await run(
      "-i ours.json -mosaic -o mosaic.json -i ours.json name=inner -innerlines -o inner.json " +
        "-i ours.json name=whole -dissolve2 gap-fill-area=0 sliver-control=0 -o whole.json",
      { "ours.json": ours },
    ),
  ).map(([name, json]) => [name.replace(".json", ""), shapes(json)]),
);
const parts = total(areas, (it) => it.geometry.coordinates.length);
if (mosaic.length !== parts) faults.push(`${mosaic.length} pieces of land, for ${parts} parts of areas`);
const borders = total(inner.flatMap(lines), length);
const around = total(whole.flatMap(polygons).flat(), length);
const all = total(areas, (it) => total(it.geometry.coordinates.flat(), length));
if (Math.abs(all - around - 2 * borders) > 1e-6 * all) faults.push(`borders of ${all}, ${around} around and ${borders} between`);
const rings = whole.flatMap(polygons).flat().length;

let points = null;
let theirs = null;
if (file) {
  const codes = JSON.parse(made);
  const { features } = JSON.parse(readFileSync(file, "utf8"));
  const code = ({ properties }) => Object.values(properties).find((it) => /^(BU|WK)/.test(it)).trim();
  const kept = features.map((it) => ({ naam: Object.keys(codes).find((naam) => codes[naam].includes(code(it))), geometry: it.geometry }));
  const source = JSON.stringify(collection(kept.filter((it) => it.naam)));
  const merged = await run(
    "-i source.json -dissolve2 naam gap-fill-area=0 sliver-control=0 -o merged.json -dissolve2 gap-fill-area=0 sliver-control=0 -o whole.json",
    { "source.json": source },
  );
  const outline = shapes(merged["whole.json"]).flatMap(polygons).flat();
  if (outline.length !== rings) faults.push(`${rings} rings around all, not ${outline.length}`);
  const sides = [0, 1].map((axis) => outline.flat().map((point) => point[axis]));
  const reach = (side) => side.reduce((most, it) => Math.max(most, it), -Infinity) - side.reduce((least, it) => Math.min(least, it), Infinity);
  const unit = Math.max(...sides.map(reach)) / 1000;
  for (const { properties, geometry } of merged["merged.json"].features) {
    const mine = areas.find((it) => it.naam === properties.naam);
    const [is, was] = [Math.abs(area(mine.geometry)), Math.abs(area(geometry)) / unit ** 2];
    const edge = total(polygons(geometry).flat(), length) / unit;
    if (Math.abs(is - was) > Math.max(0.01 * was, TOLERANCE + ROUNDING)) faults.push(`${properties.naam}: ${is} instead of ${was} (border ${edge})`);
  }
  const simple = await run(
    `-i merged.json -simplify dp planar keep-shapes interval=${TOLERANCE * unit} -lines -o lines.json`,
    { "merged.json": JSON.stringify(merged["merged.json"]) },
  );
  points = total(Object.values(await run("-i ours.json -lines -o lines.json", { "ours.json": ours })).flatMap(shapes).flatMap(lines), (it) => it.length - 1);
  theirs = total(shapes(simple["lines.json"]).flatMap(lines), (it) => it.length - 1);
}
process.stdout.write(JSON.stringify({ faults, areas: areas.length, points, theirs }));
