#!/usr/bin/env bash
# "/weg.txt /404.html 404" in _redirects does nothing at either of the two hosts that read it.
#
# Expected: a file that lies in the site is answered with 404, as the line says.
# Happens: Netlify's engine gives the file, with 200: a rule does not go before a file that exists, unless its status has an
#   exclamation mark (404!). Cloudflare's parser refuses both forms, as it knows only 200 and redirects. So no line does it at
#   both.
# Matters here: `server: headers` writes such lines for .wijkwijzer and its other files, with the mark, for the one host. For
#   the other such a file is best left out of the folder that is sent.
# Tried: @netlify/redirects 3.1.15 and @netlify/static 3.1.12 (what `netlify dev` serves with), @cloudflare/pages-shared
#   0.11.58. Source: "Rewrites and shadowing" in the documentation of Netlify, "Redirects" in that of Cloudflare Pages, and this
#   run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts @netlify/redirects@3.1.15 @netlify/static@3.1.12 @cloudflare/pages-shared@0.11.58 esbuild@0.28.2 >&2
mkdir site
echo 'Er nog' > site/weg.txt
cp site/weg.txt site/weg2.txt
echo 'Bestaat niet' > site/404.html
printf '%s\n' '/weg.txt /404.html 404' '/weg2.txt /404.html 404!' > site/_redirects
cat > netlify.mjs <<'JS'
import { RedirectsHandler } from "@netlify/redirects";
import { StaticHandler } from "@netlify/static";

const files = new StaticHandler({ directory: "site" });
const rules = new RedirectsHandler({ configRedirects: [], jwtRoleClaim: "", jwtSecret: "", projectDir: process.cwd(), publicDir: "site" });
for (const path of ["/weg.txt", "/weg2.txt"]) {
  const request = new Request(`http://localhost${path}`);
  const answer = await rules.handle(request, await rules.match(request), async (it) => (await files.match(it))?.handle);
  console.log("netlify", path, answer.status, (await answer.text()).trim());
}
JS
cat > cloudflare.ts <<'TS'
import fs from "node:fs";
import { parseRedirects } from "@cloudflare/pages-shared/metadata-generator/parseRedirects";
const { rules, invalid } = parseRedirects(fs.readFileSync("site/_redirects", "utf8"));
console.log("cloudflare", rules.length, "rules;", ...invalid.map((it) => it.message));
TS
npx esbuild cloudflare.ts --bundle --platform=node --log-level=error --outfile=cloudflare.cjs >&2
got=$(node netlify.mjs; node cloudflare.cjs)
want='netlify /weg.txt 200 Er nog
netlify /weg2.txt 404 Not found
cloudflare 0 rules; Valid status codes are 200, 301, 302 (default), 303, 307, or 308. Got 404. Valid status codes are 200, 301, 302 (default), 303, 307, or 308. Got 404!.'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
