// Reads feeds of Atom with rss-parser, and writes what it found in each: `{file: {titel, adres, berichten: [...]}}`.
import { readFileSync, writeFileSync } from 'node:fs';
import Parser from 'rss-parser';

const [out, ...files] = process.argv.slice(2);
const parser = new Parser({ customFields: { item: ['updated', 'summary', ['link', 'links', { keepArray: true }]] } });
const read = {};
for (const file of files) {
  const feed = await parser.parseString(readFileSync(file, 'utf8'));
  read[file] = {
    titel: feed.title,
    adres: feed.link,
    berichten: feed.items.map((it) => ({
      id: it.id,
      titel: it.title,
      adres: it.link,
      gepubliceerd: it.isoDate.slice(0, 10),
      gewijzigd: it.updated.slice(0, 10),
      samenvatting: it.summary,
      tekst: it.content,
      // Enclosures it does not know: they are links in the text, too.
      bijlagen: it.links.filter(({ $ }) => $.rel === 'enclosure').map(({ $ }) => $.href),
    })),
  };
}
writeFileSync(out, JSON.stringify(read));
