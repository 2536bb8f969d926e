// What judges of others say of GeoJSON files: of its form (RFC 7946), of the winding of rings, and whether areas are sound and lie
// beside each other. Prints { file: { faults: [text, …], overlaps: [text, …], area: square degrees, points: { id: [east, north] } } }.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { getIssues } from "@placemarkio/check-geojson";
import GeoJSONReader from "jsts/org/locationtech/jts/io/GeoJSONReader.js";
import OverlayOp from "jsts/org/locationtech/jts/operation/overlay/OverlayOp.js";
import IsValidOp from "jsts/org/locationtech/jts/operation/valid/IsValidOp.js";

const { hint } = createRequire(import.meta.url)("geojsonhint");

function judge(text) {
  const faults = [...getIssues(text), ...hint(text)].map((it) => it.message);
  const { features } = JSON.parse(text);
  const ids = features.map((it) => it.id);
  faults.push(...ids.filter((id, at) => typeof id !== "string" || ids.indexOf(id) !== at).map((id) => `id ${id}`));
  faults.push(...features.filter((it) => "id" in it.properties).map((it) => `${it.id}: a column hides the id`));
  const points = {};
  const areas = [];
  const overlaps = [];
  let area = 0;
  for (const { id, geometry } of features) {
    if (geometry.type === "Point") {
      points[id] = geometry.coordinates;
      continue;
    }
    let shape;
    try {
      shape = new GeoJSONReader().read(geometry);
    } catch (error) {
      faults.push(`${id}: ${error.message}`);
      continue;
    }
    const why = new IsValidOp(shape).getValidationError();
    if (why) faults.push(`${id}: ${why.getMessage()}`);
    else areas.push({ id, shape });
    area += shape.getArea();
  }
  areas.forEach((one, at) => {
    for (const other of areas.slice(at + 1)) {
      if (!one.shape.getEnvelopeInternal().intersects(other.shape.getEnvelopeInternal())) continue;
      // A thousandth of the smallest is what rounding can do along its border.
      const both = OverlayOp.overlayOp(one.shape, other.shape, OverlayOp.INTERSECTION).getArea();
      if (both > Math.min(one.shape.getArea(), other.shape.getArea()) / 1000) overlaps.push(`${one.id} lies in ${other.id}`);
    }
  });
  return { faults, overlaps, area, points };
}

const judged = process.argv.slice(2).map((file) => [file.split("/").pop(), judge(readFileSync(file, "utf8"))]);
process.stdout.write(JSON.stringify(Object.fromEntries(judged)));
