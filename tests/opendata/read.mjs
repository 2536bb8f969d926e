// Reads a data package as programs of others do: each table by its description, with every value of the type that is stated there, and
// no two rows with one key. Prints { table: [row, …] }, as it is written there.
import { createRequire } from "node:module";

const { Package } = createRequire(import.meta.url)("datapackage");
const pakket = await Package.load(process.argv[2], { strict: true });
const tables = {};
for (const resource of pakket.resources.filter((it) => it.tabular)) {
  await resource.read({ keyed: true, cast: true });
  tables[resource.name] = await resource.read({ keyed: true, cast: false });
}
process.stdout.write(JSON.stringify(tables));
