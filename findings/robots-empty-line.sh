#!/usr/bin/env bash
# An empty line in robots.txt undoes the rule below it for one reader, and not for two others.
#
# Expected: empty lines mean nothing (RFC 9309, 2.2: a group is its user-agent lines and the rules until the next group).
# Happens: robotexclusionrulesparser ends a group at an empty line, as the draft of 1996 had it. In "User-agent: *", empty line,
#   "Disallow: /concept/" the rule belongs to nobody and everything may be fetched; so after "Crawl-delay" and an empty line.
#   protego and robots-parser keep the rule. urllib.robotparser of Python (printed, not checked, as its version is that of the
#   machine) is with the first.
# Matters here: The robots.txt of wijkwijzer has no empty line within its group, and must not get one.
# Tried: robotexclusionrulesparser 1.7.1, protego 0.7.0, robots-parser 3.0.1. Source: RFC 9309 sections 2.1 and 2.2, and this
#   run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts robots-parser@3.0.1 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check robotexclusionrulesparser==1.7.1 protego==0.7.0 >&2
printf 'User-agent: *\nDisallow: /concept/\n' > a.txt
printf 'User-agent: *\n\nDisallow: /concept/\n' > b.txt
printf 'User-agent: *\nCrawl-delay: 5\n\nDisallow: /concept/\n' > c.txt
cat > try.py <<'PY'
import sys, urllib.robotparser
from protego import Protego
from robotexclusionrulesparser import RobotExclusionRulesParser

page = "https://wijk.example/concept/plan/"
for name in ("a.txt", "b.txt", "c.txt"):
    text = open(name).read()
    old = RobotExclusionRulesParser()
    old.parse(text)
    print(name, "robotexclusionrulesparser", old.is_allowed("lezer", page), "protego", Protego.parse(text).can_fetch(page, "lezer"))
    own = urllib.robotparser.RobotFileParser()
    own.parse(text.splitlines())
    print(name, "urllib.robotparser", own.can_fetch("lezer", page), file=sys.stderr)
PY
cat > try.cjs <<'JS'
const robots = require("robots-parser");
const fs = require("node:fs");
for (const name of ["a.txt", "b.txt", "c.txt"]) {
  const read = robots("https://wijk.example/robots.txt", fs.readFileSync(name, "utf8"));
  console.log(name, "robots-parser", read.isAllowed("https://wijk.example/concept/plan/", "lezer"));
}
JS
got=$(v/bin/python try.py; node try.cjs)
want='a.txt robotexclusionrulesparser False protego False
b.txt robotexclusionrulesparser True protego False
c.txt robotexclusionrulesparser True protego False
a.txt robots-parser false
b.txt robots-parser false
c.txt robots-parser false'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
