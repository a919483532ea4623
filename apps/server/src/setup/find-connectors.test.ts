import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { ServerError } from "../server-error.ts";
import { findConnectors } from "./find-connectors.ts";

let directory = "";
afterEach(() => rm(directory, { recursive: true, force: true }));

/** A folder with packages installed beside it, as `package name: what its package.json says`. */
async function installed(packages: Readonly<Record<string, unknown>>): Promise<string> {
  directory = await mkdtemp(join(tmpdir(), "perennial-connectors-"));
  for (const [name, json] of Object.entries(packages)) {
    const folder = join(directory, "node_modules", name);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), JSON.stringify(json));
  }
  return pathToFileURL(join(directory, "app", "server.js")).href;
}

const says = (name: string, connector: string) => ({ name, perennial: { connector } });
const makes = (id: string) => async () => ({ default: () => ({ manifest: { id } }) });
const ids = (found: readonly { readonly manifest: { readonly id: string } }[]) =>
  found.map(({ manifest }) => manifest.id);

describe("the connectors", () => {
  test("of this repository are all found", async () => {
    const found = await findConnectors(import.meta.url);
    expect(ids(found)).toEqual(expect.arrayContaining(["smtp", "sms-46elks", "webhook"]));
  });

  test("of others are found wherever they are installed, with a scope and without", async () => {
    const from = await installed({
      "@acme/perennial-connector-acme": says("@acme/perennial-connector-acme", "acme"),
      "connector-of-mine": says("connector-of-mine", "mine"),
    });
    const found = await findConnectors(from, async (name) => makes(name.split("-").at(-1) ?? "")());
    expect(ids(found)).toEqual(["acme", "mine"]);
  });

  test("of a package are all found where it has several", async () => {
    const from = await installed({ "connector-office": says("connector-office", "office") });
    const found = await findConnectors(from, async () => ({
      default: () => [{ manifest: { id: "office" } }, { manifest: { id: "office-mail" } }],
    }));
    expect(ids(found)).toEqual(["office", "office-mail"]);
  });

  test("are none of what only has the word in its name", async () => {
    const from = await installed({ "usb-connector": { name: "usb-connector" } });
    expect(await findConnectors(from)).toEqual([]);
  });

  test("with the same id are refused, both named", async () => {
    const from = await installed({
      "connector-a": says("connector-a", "acme"),
      "connector-b": says("connector-b", "acme"),
    });
    const refused = findConnectors(from, makes("acme"));
    await expect(refused).rejects.toThrow(
      'connector-a and connector-b both are the connector "acme"',
    );
  });

  test("that cannot be loaded are named with the reason", async () => {
    const from = await installed({ "connector-a": says("connector-a", "acme") });
    const broken = findConnectors(from, async () => {
      throw new SyntaxError("Unexpected token");
    });
    await expect(broken).rejects.toThrow(ServerError);
    await expect(broken).rejects.toThrow(
      "The connector connector-a cannot be loaded: Unexpected token",
    );
    const empty = findConnectors(from, async () => ({ createAcme: () => undefined }));
    await expect(empty).rejects.toThrow(
      "connector-a is no connector: its default export must make one",
    );
  });
});
