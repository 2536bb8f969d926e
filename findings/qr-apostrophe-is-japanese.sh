#!/usr/bin/env bash
# A QR code with "Wijk’s hub" is written in a Japanese encoding, and one reader reads nothing (segno, jsQR).
#
# Expected: a text that is not Latin-1 is written as UTF-8, which readers take for granted.
# Happens: the curly apostrophe (of ’s and ’t) exists in Shift_JIS, and segno takes that before UTF-8, without a mark (ECI) that
#   says so. jsQR finds the code and gives an empty text; zxing-cpp guesses right. "Café" is written in Latin-1, and jsQR is
#   empty as well; one € added makes it UTF-8, and both read it.
# Matters here: Our codes hold an address in ASCII, percent-encoded. A name, a card or a text in a code must be UTF-8, and said
#   to be.
# Tried: segno 1.6.6, jsqr 1.4.0, zxing-cpp 3.1.1. Source: this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts jsqr@1.4.0 pngjs@7.0.0 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check segno==1.6.6 zxing-cpp==3.1.1 pillow==13.0.0 numpy==2.4.6 >&2
cat > make.py <<'PY'
import segno, zxingcpp
from PIL import Image
for at, (text, how) in enumerate([("Wijk’s hub", {}), ("Wijk’s hub", {"encoding": "utf-8"}), ("Café", {}), ("Café €", {}), ("https://wijk.example/caf%C3%A9/", {})]):
    segno.make(text, micro=False, **how).save("%d.png" % at, scale=8)
    found = zxingcpp.read_barcodes(Image.open("%d.png" % at).convert("L"))[0]
    print("%d zxing-cpp reads %s" % (at, found.text), found.bytes if at < 3 else "")
PY
cat > try.cjs <<'JS'
const fs = require("node:fs");
const { PNG } = require("pngjs");
const read = require("jsqr").default ?? require("jsqr");
for (let at = 0; at < 5; at += 1) {
  const { data, width, height } = PNG.sync.read(fs.readFileSync(`${at}.png`));
  console.log(`${at} jsqr reads ${JSON.stringify(read(new Uint8ClampedArray(data), width, height).data)}`);
}
JS
got=$(v/bin/python make.py | tr -d "'"; node try.cjs)
want='0 zxing-cpp reads Wijk’s hub bWijk\x81fs hub
1 zxing-cpp reads Wijk’s hub bWijk\xe2\x80\x99s hub
2 zxing-cpp reads Café bCaf\xe9
3 zxing-cpp reads Café € 
4 zxing-cpp reads https://wijk.example/caf%C3%A9/ 
0 jsqr reads ""
1 jsqr reads "Wijk’s hub"
2 jsqr reads ""
3 jsqr reads "Café €"
4 jsqr reads "https://wijk.example/caf%C3%A9/"'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
