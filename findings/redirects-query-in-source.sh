#!/usr/bin/env bash
# Two old addresses that differ in their query: one host sends both to the first page, the other sends neither.
#
# Expected: /oud.aspx?id=3 and /oud.aspx?id=4 are two rules, or a line with a query is refused.
# Happens: Cloudflare's parser cuts the query off and says nothing of it; the second line is then "a duplicate", and every
#   /oud.aspx goes to the page of number 3. At Netlify such a line is taken and matches nothing; its own spelling, "/oud.aspx
#   id=3 /a/", works, and Cloudflare refuses that line.
# Matters here: Old municipal sites have addresses with ?id=. wijkwijzer leaves an `oud_adres` with a question mark out of this
#   file and says so, and this is why.
# Tried: @netlify/redirects 3.1.15, @cloudflare/pages-shared 0.11.58. Source: "Redirects" in the documentation of Cloudflare
#   Pages and "Redirect options" in that of Netlify, and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts @netlify/redirects@3.1.15 @cloudflare/pages-shared@0.11.58 esbuild@0.28.2 >&2
mkdir site
printf '%s\n' '/oud.aspx?id=3 /afval/ 301' '/oud.aspx?id=4 /paspoort/ 301' '/nog.aspx id=5 /parkeren/ 301' > site/_redirects
cat > netlify.mjs <<'JS'
import { RedirectsHandler } from "@netlify/redirects";

const rules = new RedirectsHandler({ configRedirects: [], jwtRoleClaim: "", jwtSecret: "", projectDir: process.cwd(), publicDir: "site" });
for (const path of ["/oud.aspx?id=3", "/oud.aspx?id=4", "/nog.aspx?id=5"]) {
  const found = await rules.match(new Request(`http://localhost${path}`));
  console.log("netlify", path, "->", found?.target.pathname ?? "no rule");
}
JS
cat > cloudflare.ts <<'TS'
import fs from "node:fs";
import { parseRedirects } from "@cloudflare/pages-shared/metadata-generator/parseRedirects";
const { rules, invalid } = parseRedirects(fs.readFileSync("site/_redirects", "utf8"));
for (const { from, to } of rules) console.log("cloudflare", from, "->", to);
for (const { line, message } of invalid) console.log("cloudflare", line, "|", message);
TS
npx esbuild cloudflare.ts --bundle --platform=node --log-level=error --outfile=cloudflare.cjs >&2
got=$(node netlify.mjs; node cloudflare.cjs)
want='netlify /oud.aspx?id=3 -> no rule
netlify /oud.aspx?id=4 -> no rule
netlify /nog.aspx?id=5 -> /parkeren/
cloudflare /oud.aspx -> /afval/
cloudflare /oud.aspx?id=4 /paspoort/ 301 | Ignoring duplicate rule for path /oud.aspx.
cloudflare /nog.aspx id=5 /parkeren/ 301 | Expected exactly 2 or 3 whitespace-separated tokens. Got 4.'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
