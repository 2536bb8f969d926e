// Makes a container that everybody may read, in an azurite that runs: node container.mjs ADDRESS NAME KEY
import { createHmac } from "node:crypto";

const [address, name, key] = process.argv.slice(2);
const account = new URL(address).pathname.slice(1);
const date = new Date().toUTCString();
const headers = { "x-ms-blob-public-access": "container", "x-ms-date": date, "x-ms-version": "2021-12-02" };
const own = Object.entries(headers).map(([header, value]) => `${header}:${value}\n`).join("");
const signed = `PUT\n\n\n\n\n\n\n\n\n\n\n\n${own}/${account}/${account}/${name}\nrestype:container`;
const signature = createHmac("sha256", Buffer.from(key, "base64")).update(signed).digest("base64");
const answer = await fetch(`${address}/${name}?restype=container`, {
    method: "PUT",
    headers: { ...headers, authorization: `SharedKey ${account}:${signature}` },
});
if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
