#!/usr/bin/env bash
# With the definition of RD from one list on npm, every border on a map lies 171 metres off.
#
# Expected: EPSG:28992 (Rijksdriehoek) turned to longitude and latitude is within a metre, whatever list its definition is from.
# Happens: the definition in epsg-index has the rotations of the datum in microradians, with the other sign, where proj4 wants
#   seconds of arc: 1.9342,-1.6677,9.1019 for -0.398957,0.343988,-1.8774, which proj4-list and epsg have. It is still a good
#   definition, so nothing complains, and the shift is nearly the same all over the country, so borders still fit each other.
# Matters here: wijkwijzer draws RD as it is. Who turns a map file beforehand with such a list lays each border over the houses
#   of the neighbours, and no check of the bounds of the municipality can see it.
# Tried: epsg-index 2.0.0, proj4-list 1.0.4, epsg 0.5.0, all with proj4 2.22.0; pyproj 3.7.2. Source: this run; 0.398957 seconds
#   of arc are 1.9342 microradians.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts proj4@2.22.0 epsg-index@2.0.0 proj4-list@1.0.4 epsg@0.5.0 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check pyproj==3.7.2 >&2
cat > try.py <<'PY'
import json
import pyproj
turn = pyproj.Transformer.from_crs(28992, 4326, always_xy=True)
json.dump([turn.transform(x, y) for x, y in ((155000, 463000), (111000, 552000), (190000, 317000))], open("proj.json", "w"))
PY
PROJ_NETWORK=OFF v/bin/python try.py
cat > try.cjs <<'JS'
const proj4 = require("proj4").default ?? require("proj4");
const list = require("proj4-list").default ?? require("proj4-list");
const proj = require("./proj.json");

const all = { "epsg-index": require("epsg-index/all.json")["28992"].proj4, "proj4-list": list["EPSG:28992"][1], epsg: require("epsg")["EPSG:28992"] };
for (const [name, definition] of Object.entries(all)) {
  const far = [[155000, 463000], [111000, 552000], [190000, 317000]].map((place, at) => {
    const [lon, lat] = proj4(definition, "WGS84", place);
    const east = (lon - proj[at][0]) * 111320 * Math.cos((lat * Math.PI) / 180);
    const north = (lat - proj[at][1]) * 111250;
    return `${Math.round(east)} m east ${Math.round(north)} m north`.replaceAll("-0 ", "0 ");
  });
  console.log(`${name}: ${far.join(", ")}`);
}
JS
got=$(node try.cjs)
want='epsg-index: 157 m east 69 m north, 152 m east 68 m north, 164 m east 69 m north
proj4-list: 0 m east 0 m north, 0 m east 0 m north, 0 m east 0 m north
epsg: 0 m east 0 m north, 0 m east 0 m north, 0 m east 0 m north'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
