#!/usr/bin/env bash
# The 14-number of a municipality becomes a tel: link that its own library says can't be dialled from abroad.
#
# Expected: 14 0xx exists within the Netherlands only, so no international form of it is given.
# Happens: phonenumbers calls it valid and writes +31140xx and tel:+31-140xx, and the same library answers no to
#   can_be_internationally_dialled. libphonenumber-js writes the same link and has no such question. For people they differ as
#   well: "14 010" in the one, "14010" in the other.
# Matters here: wijkwijzer links a 14-number by its bare digits and shows it as 14 0xx. Programs that normalise the page or the
#   card by these libraries undo that; a second, ordinary number beside it helps who calls from abroad.
# Tried: phonenumbers 9.0.43, libphonenumber-js 1.13.16. Source: RFC 3966 section 5.1.5 (numbers that are not global are written
#   as local ones, with a context), and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts libphonenumber-js@1.13.16 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check phonenumbers==9.0.43 >&2
cat > try.py <<'PY'
import phonenumbers as p
number = p.parse("14 010", "NL")
show = [p.format_number(number, form) for form in (p.PhoneNumberFormat.NATIONAL, p.PhoneNumberFormat.E164, p.PhoneNumberFormat.RFC3966)]
print("phonenumbers", p.is_valid_number(number), *show, "| from abroad:", p.can_be_internationally_dialled(number))
PY
cat > try.mjs <<'JS'
import { parsePhoneNumberFromString as parse } from "libphonenumber-js/max";
const number = parse("14 010", "NL");
console.log("libphonenumber-js", number.isValid(), number.formatNational(), number.number, number.getURI());
JS
got=$(v/bin/python try.py; node try.mjs)
want='phonenumbers True 14 010 +3114010 tel:+31-14010 | from abroad: False
libphonenumber-js true 14010 +3114010 tel:+3114010'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
