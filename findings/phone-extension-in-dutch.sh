#!/usr/bin/env bash
# "tst. 12" behind a telephone number becomes part of the number, its letters too: ...878 12 (phonenumbers).
#
# Expected: an extension in Dutch ("tst.", "toestel") is taken for one, as "ext." is, or left out, or the whole is refused.
# Happens: phonenumbers takes three letters for a number in letters (as 0800-BUURT) and puts digits for them; parse raises
#   nothing, and the E.164 form has five digits too many. With "t. 12" the 12 is stuck on, and is_possible_number calls that
#   possible. Only "toestel 12" raises. libphonenumber-js refuses all three. "ext. 12" is read as an extension by both.
# Matters here: Editors write "toestel". wijkwijzer refuses it in a telephone number and asks for it in words, so no program has
#   to guess.
# Tried: phonenumbers 9.0.43, libphonenumber-js 1.13.16. Source: this run, with a number made up of zeros.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts libphonenumber-js@1.13.16 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check phonenumbers==9.0.43 >&2
printf '%s\n' '088 000 0000 ext. 12' '088 000 0000 tst. 12' '088 000 0000 toestel 12' '088 000 0000 t. 12' > a.txt
cat > try.py <<'PY'
import phonenumbers as p
for text in open("a.txt").read().splitlines():
    try:
        number = p.parse(text, "NL")
        print("py", text, "->", p.format_number(number, p.PhoneNumberFormat.E164), "extension", number.extension, "possible", p.is_possible_number(number))
    except p.NumberParseException as error:
        print("py", text, "-> raises")
PY
cat > try.mjs <<'JS'
import fs from "node:fs";
import { parsePhoneNumberFromString as parse } from "libphonenumber-js";
for (const text of fs.readFileSync("a.txt", "utf8").trim().split("\n")) {
  const number = parse(text, "NL");
  console.log("js", text, "->", number ? `${number.number} extension ${number.ext}` : "refused");
}
JS
got=$(v/bin/python try.py; node try.mjs)
want='py 088 000 0000 ext. 12 -> +31880000000 extension 12 possible True
py 088 000 0000 tst. 12 -> +3188000000087812 extension None possible False
py 088 000 0000 toestel 12 -> raises
py 088 000 0000 t. 12 -> +3188000000012 extension None possible True
js 088 000 0000 ext. 12 -> +31880000000 extension 12
js 088 000 0000 tst. 12 -> refused
js 088 000 0000 toestel 12 -> refused
js 088 000 0000 t. 12 -> refused'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
