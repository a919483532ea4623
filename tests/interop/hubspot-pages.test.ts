import { readFile } from "node:fs/promises";
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from "@perennial/connector-hubspot";
import { expect, test } from "vitest";
import { readAppFiles } from "./app-files.ts";

const PAGE = new URL("../../apps/docs/src/hubspot-data.md", import.meta.url);

/** The part of the page under a heading. */
async function section(heading: string): Promise<string> {
  const text = await readFile(PAGE, "utf8");
  return text.split(/^## /m).find((each) => each.startsWith(heading)) ?? "";
}

/** What stands in backticks at the beginning of the rows of a table. */
function named(text: string): readonly string[] {
  return [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, name = ""]) => name);
}

test("the page of permissions, the app's file and the connector name the same scopes", async () => {
  const { requiredScopes, optionalScopes } = await readAppFiles();
  const [required, optional] = (await section("Permissions")).split(/^Optional/m);
  expect([requiredScopes, optionalScopes]).toEqual([REQUIRED_SCOPES, OPTIONAL_SCOPES]);
  expect([named(required ?? ""), named(optional ?? "")]).toEqual([requiredScopes, optionalScopes]);
});

test("the page names every property that HubSpot tells the changes of, and no other", async () => {
  const { webhooks } = await readAppFiles();
  const told = webhooks.crmObjects.flatMap(({ propertyName, active }) =>
    active && propertyName !== "" ? [propertyName] : [],
  );
  const listed = (await section("Webhooks")).matchAll(/`([a-z_]+)`/g);
  expect(new Set([...listed].map(([, name]) => name))).toEqual(new Set(told));
});
