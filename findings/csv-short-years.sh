#!/usr/bin/env bash
# DuckDB reads 03-04-26 as the 26th of April 2003, and no later row can put it right.
#
# Expected: with a year of two digits the order is that of the longer form (03-04-2026 is read as 3 April), or the column stays
#   text, as nothing tells which part is the year.
# Happens: the guess is year first. 03-04-26 becomes 2003-04-26, and 31-12-26 becomes 2031-12-26. As every number up to 31 can
#   be a year, a longer file does not help. The same dates with four digits are read day first, as they are meant.
# Matters here: wijkwijzer takes dates as 2026-04-03 alone and refuses the short form; a file that is handed out must have that
#   form, too.
# Tried: duckdb 2.0.1. Source: the page on CSV auto detection in the documentation of DuckDB, and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 >&2
cat > try.py <<'PY'
import duckdb

for days in (["03-04-26", "05-06-26"], ["03-04-26", "25-06-26", "31-12-26"], ["03-04-2026", "05-06-2026"], ["03-04-2026", "25-06-2026"]):
    with open("a.csv", "w") as file:
        file.write("\n".join(["naam;dag"] + ["x;" + day for day in days]) + "\n")
    print(*days, "->", *(row[0] for row in duckdb.sql("select dag from read_csv('a.csv')").fetchall()))
PY
got=$(v/bin/python try.py)
want='03-04-26 05-06-26 -> 2003-04-26 2005-06-26
03-04-26 25-06-26 31-12-26 -> 2003-04-26 2025-06-26 2031-12-26
03-04-2026 05-06-2026 -> 2026-04-03 2026-06-05
03-04-2026 25-06-2026 -> 2026-04-03 2026-06-25'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
