// What opening_hours.js makes of schedules: a file with a JSON list of texts, from one day up to another → for each its stretches, in
// the clock of the zone of this process (TZ=UTC: one that never changes).
import { readFileSync } from "node:fs";
import OpeningHours from "opening_hours";

const [, , file, from, to] = process.argv;
const place = { lat: 53, lon: 5, address: { country_code: "nl", state: "Noord-Holland" } };
const moment = (date) => date.toISOString().slice(0, 19);
const answers = JSON.parse(readFileSync(file, "utf8")).map((written) =>
  new OpeningHours(written, place)
    .getOpenIntervals(new Date(from), new Date(to))
    .map(([van, tot]) => [moment(van), moment(tot)]),
);
process.stdout.write(JSON.stringify(answers));
