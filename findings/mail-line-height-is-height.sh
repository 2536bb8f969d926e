#!/usr/bin/env bash
# A mail with line-height is told not to use height (caniemail).
#
# Expected: what is said of the property `height` is said of that property only.
# Happens: `line-height: 24px` is reported as the property `height`, which Yahoo's programs are known to change, and `max-width` as
#   `width`; so a mail without any height is refused for it. A `height` itself, and a `max-height`, are not told at all.
# Matters here: such a report is no reason to give up line-height, which readers need; look at the line of the mail that is meant.
# Tried: caniemail 1.0.5. Source: this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts caniemail@1.0.5 >&2
cat > try.mjs <<'JS'
import { caniemail } from "caniemail";

for (const style of ["height:24px", "line-height:24px", "max-width:600px", "max-height:24px"]) {
  const { issues } = caniemail({ clients: ["*"], html: `<p style="${style}">Dag</p>` });
  const told = [issues.errors, issues.warnings].flatMap((of) => [...of.values()].flat().map((it) => it.title));
  console.log(style, "->", [...new Set(told)].sort().join(", "));
}
JS
got=$(node try.mjs)
want='height:24px -> 
line-height:24px -> height property, line-height
max-width:600px -> max-width, width property
max-height:24px -> '
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
