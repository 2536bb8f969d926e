#!/usr/bin/env bash
# A maker of addresses cuts the Dutch IJ in two, in some names and not in others; another keeps brackets and apostrophes.
#
# Expected: an address has the letters of a name, so IJmuiden is ijmuiden and IJsselstein ijsselstein.
# Happens: @sindresorhus/slugify splits words at capitals by default: IJmuiden is i-jmuiden and IJburg i-jburg. IJsselstein stays
#   whole, as capitals before an s are taken for a plural. Buurt 10C is buurt-10-c, (KvZ) is kv-z. slugify leaves ' and ( ) in an
#   address; slug takes the stroke of Noord/Zuid away without a hyphen, limax does not.
# Matters here: an address that another site made of a name is not the one that is made here, so links between sites are copied,
#   never made of names; wijkwijzer makes its own, in which IJ is ij.
# Tried: @sindresorhus/slugify 2.2.1, slugify 1.6.6, slug 9.1.0, limax 4.1.0. Source: this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts @sindresorhus/slugify@2.2.1 slugify@1.6.6 slug@9.1.0 limax@4.1.0 >&2
cat > try.mjs <<'JS'
import atCapitals from "@sindresorhus/slugify";
import slugify from "slugify";
import slug from "slug";
import limax from "limax";
const names = ["IJmuiden", "IJburg", "IJsselstein", "Buurt 10C", "Kop van Zuid (KvZ)", "'s-Gravenhage", "Noord/Zuid"];
const all = {
  "@sindresorhus/slugify": atCapitals,
  "slugify, lower": (name) => slugify(name, { lower: true }),
  slug,
  "limax, nl": (name) => limax(name, { lang: "nl" }),
};
for (const [tool, make] of Object.entries(all)) console.log(`${tool}: ${names.map((name) => make(name)).join(", ")}`);
JS
got=$(node try.mjs)
want="@sindresorhus/slugify: i-jmuiden, i-jburg, ijsselstein, buurt-10-c, kop-van-zuid-kv-z, s-gravenhage, noord-zuid
slugify, lower: ijmuiden, ijburg, ijsselstein, buurt-10c, kop-van-zuid-(kvz), 's-gravenhage, noordzuid
slug: ijmuiden, ijburg, ijsselstein, buurt-10c, kop-van-zuid-kvz, s-gravenhage, noordzuid
limax, nl: ijmuiden, ijburg, ijsselstein, buurt-10c, kop-van-zuid-kvz, s-gravenhage, noord-zuid"
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
