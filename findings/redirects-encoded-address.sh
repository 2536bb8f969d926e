#!/usr/bin/env bash
# An old address that is written as browsers send it, /caf%C3%A9, is never redirected at one of two hosts; written as /café it is at both.
#
# Expected: both spellings are the same address (RFC 3986), so a rule may have either.
# Happens: Netlify's engine decodes the address that is asked for, and not the rule: /caf%C3%A9 in a rule matches nothing at
#   all, and neither does /a%20b. Cloudflare's parser encodes the rule, and takes both spellings for the same.
# Matters here: An `oud_adres` is often pasted from a browser. wijkwijzer writes both spellings of it, and of the folder in
#   `basis`; one with a space can be written for one of the two hosts only.
# Tried: @netlify/redirects 3.1.15, @cloudflare/pages-shared 0.11.58. Source: RFC 3986 section 6.2.2, and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts @netlify/redirects@3.1.15 @cloudflare/pages-shared@0.11.58 esbuild@0.28.2 >&2
mkdir site
printf '%s\n' '/caf%C3%A9 /koffie/ 301' '/thé /thee/ 301' > site/_redirects
cat > netlify.mjs <<'JS'
import { RedirectsHandler } from "@netlify/redirects";

const rules = new RedirectsHandler({ configRedirects: [], jwtRoleClaim: "", jwtSecret: "", projectDir: process.cwd(), publicDir: "site" });
for (const path of ["/caf%C3%A9", "/th%C3%A9"]) {
  const found = await rules.match(new Request(`http://localhost${path}`));
  console.log("netlify", path, "->", found?.target.pathname ?? "no rule");
}
JS
cat > cloudflare.ts <<'TS'
import fs from "node:fs";
import { parseRedirects } from "@cloudflare/pages-shared/metadata-generator/parseRedirects";
for (const { from, to } of parseRedirects(fs.readFileSync("site/_redirects", "utf8")).rules) console.log("cloudflare", from, "->", to);
TS
npx esbuild cloudflare.ts --bundle --platform=node --log-level=error --outfile=cloudflare.cjs >&2
got=$(node netlify.mjs; node cloudflare.cjs)
want='netlify /caf%C3%A9 -> no rule
netlify /th%C3%A9 -> /thee/
cloudflare /caf%C3%A9 -> /koffie/
cloudflare /th%C3%A9 -> /thee/'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
