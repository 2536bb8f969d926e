#!/usr/bin/env bash
# Read "the Dutch way" by pandas, half past ten is a thousand and thirty and a date is eleven million.
#
# Expected: thousands="." takes points out of numbers that are grouped by three, as 1.234.567; other texts with points stay
#   text.
# Happens: pandas drops every point, wherever it stands: 10.30 becomes 1030, 1.12.2026 becomes 1122026, a telephone number
#   06.12.34.56.78 becomes 612345678, and one 12.5 among decimal commas becomes 125. polars with decimal_comma keeps them as
#   text.
# Matters here: Times are written with a point in Dutch. In a file for programs times stand as 10:30, dates as 2026-12-01 and
#   figures with a point: of these only the first two survive thousands=".".
# Tried: pandas 3.1.1 (engines c and python), polars 2.1.0. Source: the documentation of pandas.read_csv, and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 polars==2.1.0 >&2
cat > try.py <<'PY'
import io
import pandas, polars

columns = {"times": ["10.30", "9.00"], "dates": ["1.12.2026", "25.12.2026"], "telephones": ["06.12.34.56.78", "06.87.65.43.21"],
           "points and commas": ["12.5", "0,4"], "safe times": ["10:30", "9:00"]}
for name, values in columns.items():
    text = "\n".join(["v;x"] + [value + ";x" for value in values])
    read = [pandas.read_csv(io.StringIO(text), sep=";", decimal=",", thousands=".", engine=engine).v.tolist() for engine in ("c", "python")]
    assert read[0] == read[1]
    other = polars.read_csv(text.encode(), separator=";", decimal_comma=True)["v"].to_list()
    print(name + ": pandas", *read[0], "| polars", *other)
PY
got=$(v/bin/python try.py)
want='times: pandas 1030 900 | polars 10.30 9.00
dates: pandas 1122026 25122026 | polars 1.12.2026 25.12.2026
telephones: pandas 612345678 687654321 | polars 06.12.34.56.78 06.87.65.43.21
points and commas: pandas 125.0 0.4 | polars 12.5 0,4
safe times: pandas 10:30 9:00 | polars 10:30 9:00'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
