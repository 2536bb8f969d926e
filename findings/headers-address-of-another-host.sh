#!/usr/bin/env bash
# A block of _headers that is meant for a preview address hides the whole site from search engines at the next host.
#
# Expected: one _headers file does the same at each host that reads such files, or the host says what it does not know.
# Happens: Cloudflare Pages documents blocks that begin with an address, as https://PROJECT.pages.dev/* with X-Robots-Tag:
#   noindex. Netlify's parser takes that line for a header called "https" with the value //PROJECT.pages.dev/*, and gives it,
#   and the lines below it, to the block above. If that is /*, every page is sent with noindex. No error is reported.
# Matters here: `server: headers` makes one file for both hosts. It has paths only, and must stay so.
# Tried: @netlify/headers-parser 9.0.3. Source: "Headers" in the documentation of Cloudflare Pages (absolute URLs), and this
#   run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts @netlify/headers-parser@9.0.3 >&2
cat > _headers <<'TXT'
/*
  X-Content-Type-Options: nosniff
https://voorbeeld.pages.dev/*
  X-Robots-Tag: noindex
TXT
cat > try.mjs <<'JS'
import { parseAllHeaders } from "@netlify/headers-parser";

const { headers, errors } = await parseAllHeaders({ headersFiles: ["_headers"], configHeaders: [], minimal: true });
for (const block of headers) console.log(block.for, JSON.stringify(block.values));
console.log("errors:", errors.length);
JS
got=$(node try.mjs)
want='/* {"X-Content-Type-Options":"nosniff","https":"//voorbeeld.pages.dev/*","X-Robots-Tag":"noindex"}
errors: 0'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
