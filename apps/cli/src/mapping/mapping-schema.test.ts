import { readFile } from "node:fs/promises";
import { mappingJsonSchema } from "@perennial/import";
import { expect, test } from "vitest";

test("the schema for editors that lies beside the examples is the one that mappings are read with", async () => {
  const path = new URL("../../examples/mapping.schema.json", import.meta.url);
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual(
    JSON.parse(JSON.stringify(mappingJsonSchema())),
  );
});
