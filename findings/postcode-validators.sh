#!/usr/bin/env bash
# One checker of Dutch postcodes takes those that can't exist and refuses those in small letters; two others do the reverse.
#
# Expected: four digits, the first not 0, then two letters, but never SA, SD or SS; capitals or not, a space or none.
# Happens: postcode-validator takes 1785 SS and 0123 AB and refuses 1785ab. validator and python-stdnum refuse the first two and
#   take the third; only python-stdnum also takes a hyphen and two spaces. So just "1785 AB" and "1785AB" pass them all.
# Matters here: wijkwijzer keeps postcodes as four digits, a space and two capitals and refuses what is never given out, so what
#   it writes passes all three; a table with small letters would not.
# Tried: postcode-validator 3.10.22, validator 13.15.35, python-stdnum 2.2. Source: NEN 5825 for SA, SD and SS, and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts postcode-validator@3.10.22 validator@13.15.35 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check python-stdnum==2.2 >&2
printf '%s\n' '1785 AB' '1785AB' '1785ab' '1785 SS' '0123 AB' '1785-AB' '1785  AB' > a.txt
cat > try.mjs <<'JS'
import fs from "node:fs";
import validator from "validator";
import { postcodeValidator } from "postcode-validator";
const all = fs.readFileSync("a.txt", "utf8").trim().split("\n");
console.log("postcode-validator takes:", all.filter((it) => postcodeValidator(it, "NL")).join(", "));
console.log("validator takes:", all.filter((it) => validator.isPostalCode(it, "NL")).join(", "));
JS
cat > try.py <<'PY'
from stdnum.nl import postcode
print("python-stdnum takes:", ", ".join(it for it in open("a.txt").read().splitlines() if postcode.is_valid(it)))
PY
got=$(node try.mjs; v/bin/python try.py)
want='postcode-validator takes: 1785 AB, 1785AB, 1785 SS, 0123 AB
validator takes: 1785 AB, 1785AB, 1785ab
python-stdnum takes: 1785 AB, 1785AB, 1785ab, 1785-AB, 1785  AB'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
