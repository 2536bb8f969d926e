#!/usr/bin/env bash
# A GeoPackage that was in use with a write-ahead log opens from disk, but not from memory.
#
# Expected: a database that was closed, with nothing beside it, holds all of its rows and is read wherever its bytes are.
# Happens: two bytes of its header (18 and 19) still say that it has a log beside it. Memory has no place for one, so SQLite says
#   "unable to open database file" at the first question, though all rows are there: with 1 in the two bytes they are read. sql.js
#   reads the file as it is.
# Matters here: GeoPackages come from QGIS, which uses such a log; they are read from memory, with these two bytes set to 1.
# Tried: apsw 3.50.4.0 (SQLite 3.50.4), sql.js 1.13.0. Source: this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
python3 -m venv tools >&2
tools/bin/pip install --quiet apsw==3.50.4.0 >&2
npm install --silent --no-audit --no-fund --ignore-scripts sql.js@1.13.0 >&2
cat > try.py <<'PY'
import apsw

file = apsw.Connection("areas.gpkg")
list(file.execute("PRAGMA journal_mode=wal; CREATE TABLE buurt (code TEXT); INSERT INTO buurt VALUES ('BU12340001')"))
file.close()


def rows(data):
    memory = apsw.Connection(":memory:")
    memory.deserialize("main", data)
    try:
        return [code for code, in memory.execute("SELECT code FROM buurt")]
    except apsw.Error as error:
        return f"{type(error).__name__}: {error}"


data = open("areas.gpkg", "rb").read()
print("from memory    ", rows(data))
print("with both bytes", rows(data[:18] + b"\x01\x01" + data[20:]))
PY
cat > try.cjs <<'JS'
require("sql.js")().then((sql) => {
  const file = new sql.Database(require("fs").readFileSync("areas.gpkg"));
  console.log("sql.js         ", JSON.stringify(file.exec("SELECT code FROM buurt")[0].values.flat()));
});
JS
got=$(tools/bin/python try.py; node try.cjs)
want="from memory     CantOpenError: unable to open database file
with both bytes ['BU12340001']
sql.js          [\"BU12340001\"]"
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
