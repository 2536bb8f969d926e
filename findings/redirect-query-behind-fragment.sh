#!/usr/bin/env bash
# An old address with a query leads to an anchor that does not exist: the query is put behind the fragment (superstatic).
#
# Expected: /oude-vraag?id=3 sent on to /vragen/#paspoort becomes /vragen/?id=3#paspoort, or the query is dropped.
# Happens: superstatic, which the emulator of Firebase Hosting is built on, answers /vragen/#paspoort?id=3. The browser looks
#   for an anchor of that name and stays at the top of the page. With a query in the rule it is "#paspoort&id=3". serve-handler
#   drops the query, which leaves the anchor right.
# Matters here: An `oud_adres` of a question leads to a fragment, and old municipal addresses often have a query. At such a host
#   the visitor stays at the top of the page.
# Tried: superstatic 10.0.0, serve-handler 6.1.8. Source: RFC 3986 section 3 (the query comes before the fragment), and this
#   run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts superstatic@10.0.0 serve-handler@6.1.8 >&2
mkdir site
cat > try.cjs <<'JS'
const http = require("node:http");
const superstatic = require("superstatic").default ?? require("superstatic");
const serve = require("serve-handler");

const redirects = [
  { source: "/oude-vraag", destination: "/vragen/#paspoort", type: 301 },
  { source: "/oud", destination: "/vragen/?van=oud#paspoort", type: 301 },
];
const first = superstatic({ config: { public: "site", redirects }, cwd: process.cwd() });
const hosts = {
  superstatic: (request, response) => first(request, response, () => response.end()),
  "serve-handler": (request, response) => serve(request, response, { public: "site", redirects }),
};
const ask = (port, path) =>
  new Promise((done) => http.get({ host: "127.0.0.1", port, path }, (answer) => done(answer.resume().headers.location)));
(async () => {
  for (const [name, host] of Object.entries(hosts)) {
    const server = http.createServer(host);
    await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
    for (const path of ["/oude-vraag?id=3", "/oud?id=3"]) console.log(name, path, "->", await ask(server.address().port, path));
    server.close();
    server.closeAllConnections();
  }
})();
JS
got=$(node --no-deprecation try.cjs)
want='superstatic /oude-vraag?id=3 -> /vragen/#paspoort?id=3
superstatic /oud?id=3 -> /vragen/?van=oud#paspoort&id=3
serve-handler /oude-vraag?id=3 -> /vragen/#paspoort
serve-handler /oud?id=3 -> /vragen/?van=oud#paspoort'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
