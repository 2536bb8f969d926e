#!/usr/bin/env bash
# The quarter turn of an AVIF photo is told the wrong way round, so a portrait comes out upside down (probe-image-size).
#
# Expected: an AVIF made from a photo with Exif orientation 6 (a quarter turn to the right) is told to have 6 again.
# Happens: AVIF keeps the turn in a box of its own (irot), that counts to the left. probe-image-size says 8 for 6 and 6 for 8,
#   and is right for the other six. image-size tells no turn for AVIF at all, and the size before it: 60 by 30 for what is shown
#   as 30 by 60.
# Matters here: Width and height on a picture must be those of what is shown, or the page jumps. wijkwijzer turns photos upright
#   before it measures and writes them; AVIF made elsewhere can't be trusted to such tools.
# Tried: probe-image-size 7.5.0, image-size 2.1.0, sharp 0.35.5, with files by Pillow 13.0.0. Source: ISO/IEC 23008-12 (irot:
#   anti-clockwise), and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts probe-image-size@7.5.0 image-size@2.1.0 sharp@0.35.5 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check pillow==13.0.0 >&2
cat > make.py <<'PY'
from PIL import Image
picture = Image.new("RGB", (60, 30), "white")
picture.paste("red", (0, 0, 30, 15))
for turn in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = turn
    picture.save("%d.avif" % turn, exif=exif.tobytes())
PY
v/bin/python make.py
cat > try.mjs <<'JS'
import fs from "node:fs";
import { imageSize } from "image-size";
import probe from "probe-image-size";
import sharp from "sharp";

for (let turn = 1; turn < 9; turn += 1) {
  const file = fs.readFileSync(`${turn}.avif`);
  const { info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  const [told, size] = [probe.sync(file), imageSize(file)];
  console.log(`made with ${turn}, shown ${info.width}x${info.height}: probe-image-size says ${told.orientation ?? 1}, image-size ${size.width}x${size.height}`);
}
JS
got=$(node try.mjs)
want='made with 1, shown 60x30: probe-image-size says 1, image-size 60x30
made with 2, shown 60x30: probe-image-size says 2, image-size 60x30
made with 3, shown 60x30: probe-image-size says 3, image-size 60x30
made with 4, shown 60x30: probe-image-size says 4, image-size 60x30
made with 5, shown 30x60: probe-image-size says 5, image-size 60x30
made with 6, shown 30x60: probe-image-size says 8, image-size 60x30
made with 7, shown 30x60: probe-image-size says 7, image-size 60x30
made with 8, shown 30x60: probe-image-size says 6, image-size 60x30'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
