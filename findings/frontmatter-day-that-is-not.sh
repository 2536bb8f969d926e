#!/usr/bin/env bash
# A date that does not exist becomes another day: 31 November is 1 December, without an error (gray-matter).
#
# Expected: 2026-11-31 in front matter is refused, or stays the text that the editor wrote.
# Happens: four readers, three answers. gray-matter (js-yaml 3) rolls on: 31 November is 1 December, 30 February 2 March, and
#   month 13 January of the next year. PyYAML, and so python-frontmatter, refuses the page. js-yaml 5 and npm yaml give the text
#   back.
# Matters here: A typing mistake in a date must be told, never mended. wijkwijzer refuses such a day (WW017); an editor's tool
#   that reads the same file may show another day and be believed.
# Tried: gray-matter 4.0.3 with js-yaml 3.14.2, js-yaml 5.5.0, yaml 2.9.1, PyYAML 6.0.4 with python-frontmatter 1.3.0.
# Source: the type timestamp of YAML 1.1, and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts gray-matter@4.0.3 js-yaml@3.14.2 new-yaml@npm:js-yaml@5.5.0 yaml@2.9.1 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check python-frontmatter==1.3.0 PyYAML==6.0.4 >&2
cat > try.mjs <<'JS'
import matter from "gray-matter";
import { load } from "new-yaml";
import { parse } from "yaml";

for (const day of ["2026-11-31", "2026-02-30", "2026-13-01"]) {
  const text = `geldig_tot: ${day}\n`;
  const show = (value) => (value instanceof Date ? `date ${value.toISOString().slice(0, 10)}` : `text ${value}`);
  const all = { "gray-matter": matter(`---\n${text}---\n`).data, "js-yaml 5": load(text), yaml: parse(text) };
  console.log(day, ...Object.entries(all).map(([name, data]) => `| ${name}: ${show(data.geldig_tot)}`));
}
JS
cat > try.py <<'PY'
import frontmatter
for day in ("2026-11-31", "2026-02-30", "2026-13-01"):
    try:
        print(day, "| python-frontmatter:", frontmatter.loads("---\ngeldig_tot: %s\n---\n" % day)["geldig_tot"])
    except ValueError as error:
        print(day, "| python-frontmatter:", type(error).__name__)
PY
got=$(node try.mjs; v/bin/python try.py)
want='2026-11-31 | gray-matter: date 2026-12-01 | js-yaml 5: text 2026-11-31 | yaml: text 2026-11-31
2026-02-30 | gray-matter: date 2026-03-02 | js-yaml 5: text 2026-02-30 | yaml: text 2026-02-30
2026-13-01 | gray-matter: date 2027-01-01 | js-yaml 5: text 2026-13-01 | yaml: text 2026-13-01
2026-11-31 | python-frontmatter: ValueError
2026-02-30 | python-frontmatter: ValueError
2026-13-01 | python-frontmatter: ValueError'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
