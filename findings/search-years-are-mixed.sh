#!/usr/bin/env bash
# A search for 2025 finds a page on 2026, and one for 110 a page on 1100 (FlexSearch).
#
# Expected: a whole-word search ("strict") for a number finds pages with that number.
# Happens: the standard encoder drops a repeated digit and cuts numbers after three. 2026 is kept as 202 and 6, 1785 as 178 and
#   5, 1100 as 10 and 0. So 2025 (202 and 5) finds a page with both of the first two, and 110 (10) the page with 1100. The
#   encoder LatinExact does neither.
# Matters here: Years, postcodes and telephone numbers are what people type. An index of ours must keep numbers whole.
# Tried: flexsearch 0.8.212. Source: the encoder options "numeric" and "dedupe" in the documentation of FlexSearch, and this
#   run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts flexsearch@0.8.212 >&2
cat > try.mjs <<'JS'
import { Charset, Encoder, Index } from "flexsearch";

const pages = ["Agenda 2026, 1785 inwoners", "1100 woningen"];
for (const [name, options] of [["standard", {}], ["LatinExact", { encoder: Charset.LatinExact }]]) {
  const index = new Index({ tokenize: "strict", ...options });
  pages.forEach((text, at) => index.add(at, text));
  for (const word of ["2026", "2025", "1100", "110"]) {
    console.log(name, word, "->", index.search(word).map((at) => pages[at]).join(", ") || "nothing");
  }
}
console.log(new Encoder().encode("2026 1785 1100").join(" "));
JS
got=$(node try.mjs)
want='standard 2026 -> Agenda 2026, 1785 inwoners
standard 2025 -> Agenda 2026, 1785 inwoners
standard 1100 -> 1100 woningen
standard 110 -> 1100 woningen
LatinExact 2026 -> Agenda 2026, 1785 inwoners
LatinExact 2025 -> nothing
LatinExact 1100 -> 1100 woningen
LatinExact 110 -> nothing
202 6 178 5 10 0'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
