import { ConnectorError } from "@perennial/contract";
import type { HubspotClient } from "../hubspot-client.ts";
import { propertiesPath } from "../hubspot-paths.ts";
import type { HubspotWriting } from "./hubspot-writing.ts";
import {
  KEY_PROPERTIES,
  OWN_GROUP,
  type OwnProperty,
  ownContactProperties,
} from "./own-properties.ts";
import { type HubspotProperty, PropertyList } from "./property-catalog.ts";
import { hubspotError } from "./write-outcome.ts";

type Requests = Pick<HubspotClient, "request">;

/** Everything that is asked here is beside commands, so room is taken for it. */
const family = "default";

/**
 * Makes our group and our properties where the portal lacks them, and adds options that ours lack. What is there already
 * is left as it is, whoever made it; doing it again changes nothing. Throws a `ConnectorError` that names the remedy.
 */
export async function preparePortal(writing: HubspotWriting): Promise<void> {
  const { client, settings, catalog, context } = writing;
  try {
    const own = ownContactProperties(settings);
    if (own.length > 0) await prepareType(client, "contacts", own);
    for (const { path, property } of KEY_PROPERTIES) {
      try {
        await prepareType(client, path, [property]);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        // Without it a command's task is found by a mark in its text instead.
        context.log.warn("HubSpot lets no property of ours be made", {
          object: path,
          reason: error.message,
        });
      }
    }
  } finally {
    catalog.forget();
  }
}

function isRefusal(error: unknown): error is ConnectorError {
  return (
    ConnectorError.isInstance(error) &&
    ["invalid", "forbidden", "not-found", "conflict"].includes(error.kind)
  );
}

async function prepareType(
  client: Requests,
  path: string,
  own: readonly OwnProperty[],
): Promise<void> {
  const present = await readAll(client, path, false);
  const missing = own.filter(({ name }) => !present.has(name));
  if (missing.length > 0) {
    await refuseArchived(client, path, missing);
    await prepareGroup(client, path);
    for (const property of missing) await createProperty(client, path, property);
  }
  for (const property of own) {
    const there = present.get(property.name);
    if (there !== undefined) await completeProperty(client, path, { property, there });
  }
}

async function readAll(
  client: Requests,
  path: string,
  archived: boolean,
): Promise<ReadonlyMap<string, HubspotProperty>> {
  const query = { archived: String(archived) };
  const answer = await client.request({ method: "GET", path: propertiesPath(path), query, family });
  return new Map(answer.read(PropertyList).results.map((one) => [one.name, one]));
}

/** A name stays taken while the property is in HubSpot's archive (crm/hubspot.md, 5.1). */
async function refuseArchived(
  client: Requests,
  path: string,
  missing: readonly OwnProperty[],
): Promise<void> {
  const archived = await readAll(client, path, true);
  const names = missing.map(({ name }) => name).filter((name) => archived.has(name));
  if (names.length === 0) return;
  const message = `${names.join(", ")} of ${path} is archived in HubSpot; restore it under Settings, Properties, Archived properties, or delete it there for good, and try again`;
  throw hubspotError("conflict", message);
}

async function prepareGroup(client: Requests, path: string): Promise<void> {
  const group = propertiesPath(path, "groups", OWN_GROUP.name);
  const found = await client.request({ method: "GET", path: group, family, accept: [404] });
  if (found.status !== 404) return;
  const groups = propertiesPath(path, "groups");
  // 409: someone else was a moment earlier, with the same.
  await client.request({ method: "POST", path: groups, json: OWN_GROUP, family, accept: [409] });
}

async function createProperty(
  client: Requests,
  path: string,
  property: OwnProperty,
): Promise<void> {
  await client.request({
    method: "POST",
    path: propertiesPath(path),
    json: property,
    family,
    accept: [409],
  });
}

/** Adds options that are missing; those there keep their labels, their order and whether they are shown. */
async function completeProperty(
  client: Requests,
  path: string,
  { property, there }: { readonly property: OwnProperty; readonly there: HubspotProperty },
): Promise<void> {
  if (there.type !== property.type) {
    const message = `${property.name} of ${path} is a property of the type ${there.type} in HubSpot and should be ${property.type}; delete it there or choose another in the settings, and try again`;
    throw hubspotError("invalid", message);
  }
  const known = there.options.map(({ value }) => value);
  const missing = (property.options ?? []).filter(({ value }) => !known.includes(value));
  if (missing.length === 0) return;
  const last = Math.max(-1, ...there.options.map(({ displayOrder }) => displayOrder ?? 0));
  const kept = there.options.map((option, index) => ({
    label: option.label ?? option.value,
    value: option.value,
    displayOrder: option.displayOrder ?? index,
    hidden: option.hidden ?? false,
    ...(option.description ? { description: option.description } : {}),
  }));
  const added = missing.map((option, index) => ({ ...option, displayOrder: last + 1 + index }));
  await client.request({
    method: "PATCH",
    path: propertiesPath(path, property.name),
    json: { options: [...kept, ...added] },
    family,
  });
}
