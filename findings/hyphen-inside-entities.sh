#!/usr/bin/env bash
# Soft hyphens for Dutch are put inside "&eacute;", so that readers see "&eacute;n" on the page (hyphen).
#
# Expected: hyphenateHTML changes words and leaves what is no word alone: entities, scripts, fields, mail addresses.
# Happens: it skips tags and nothing else. "&eacute;&eacute;n" becomes "&ea|cu|te;&ea|cu|te;n" and is shown as it stands; names
#   in a script and the text that is in a field get soft hyphens, too, and a mail address that is copied from the page no longer
#   works.
# Matters here: Hyphenation is best left to the browser (hyphens: auto and lang="nl"); soft hyphens put into pages beforehand
#   change more than words.
# Tried: hyphen 1.14.1. Source: the README of hyphen (hyphenateHTML), and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts hyphen@1.14.1 >&2
cat > try.cjs <<'JS'
const { hyphenateHTMLSync } = require("hyphen/nl");
for (const html of [
  '<p title="inwoners">De inwoners</p>',
  "<p>Er is &eacute;&eacute;n spreekuur</p>",
  "<script>const spreekuren = 4</script>",
  "<textarea>Typ hier uw vraag aan de wijkmanager</textarea>",
  '<a href="mailto:wijkteam@gemeente.example">wijkteam@gemeente.example</a>',
]) console.log(hyphenateHTMLSync(html).replaceAll("\u00ad", "|"));
JS
got=$(node try.cjs)
want='<p title="inwoners">De in|wo|ners</p>
<p>Er is &ea|cu|te;&ea|cu|te;n spreek|uur</p>
<script>const spreek|uren = 4</script>
<textarea>Typ hier uw vraag aan de wijk|ma|na|ger</textarea>
<a href="mailto:wijkteam@gemeente.example">wijk|team@ge|meen|te.example</a>'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
