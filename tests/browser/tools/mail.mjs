// Asks caniemail, which knows from caniemail.com what mail programs do, about a mail. Writes what none of them may meet, as
// "program: what", and what is only shown otherwise by some.
import { readFileSync } from "node:fs";
import { caniemail } from "caniemail";

const clients = ["apple-mail.*", "gmail.*", "outlook.*", "protonmail.*", "samsung-email.*", "thunderbird.*", "yahoo.*"];
const { issues } = caniemail({ clients, html: readFileSync(process.argv[2], "utf8") });
const lines = (of) => [...of].flatMap(([client, all]) => all.map((it) => `${client}: ${it.title}`));
const told = { errors: [...new Set(lines(issues.errors))].sort(), warnings: [...new Set(lines(issues.warnings))].sort() };
process.stdout.write(JSON.stringify(told));
