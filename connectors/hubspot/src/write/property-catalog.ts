import { type ConnectorContext, ConnectorError } from "@perennial/contract";
import { z } from "zod";
import type { HubspotClient } from "../hubspot-client.ts";
import { propertiesPath } from "../hubspot-paths.ts";

/** How long what was read is believed, in milliseconds: an administrator may add an option at any time. */
const BELIEVED = 5 * 60_000;
/** How long nobody asks anew even for what is missing, in milliseconds: many commands may miss the same. */
const RECENT = 30_000;

/** A choice of an enumeration; stages stand in the order of `displayOrder`. */
const Option = z.looseObject({
  label: z.string().nullish(),
  value: z.string(),
  displayOrder: z.number().nullish(),
  hidden: z.boolean().nullish(),
  description: z.string().nullish(),
});

/** A property of a type of record (crm/hubspot.md, 5.1); fields we have no use for are left. */
export const HubspotProperty = z.looseObject({
  name: z.string(),
  label: z.string().nullish(),
  groupName: z.string().nullish(),
  type: z.string(),
  fieldType: z.string().nullish(),
  options: z
    .array(Option)
    .nullish()
    .transform((options) => options ?? []),
  hasUniqueValue: z.boolean().nullish(),
  calculated: z.boolean().nullish(),
  /** Whether its values are listed elsewhere, as owners are. */
  externalOptions: z.boolean().nullish(),
  referencedObjectType: z.string().nullish(),
  modificationMetadata: z.looseObject({ readOnlyValue: z.boolean().nullish() }).nullish(),
});
export type HubspotProperty = z.infer<typeof HubspotProperty>;

/** A list of properties, as HubSpot gives it. */
export const PropertyList = z.looseObject({ results: z.array(HubspotProperty) });

/** The properties of one type of record, by name. */
export type PropertiesByName = ReadonlyMap<string, HubspotProperty>;

/** The properties that a portal has, read when they are first asked for. */
export interface PropertyCatalog {
  /** The properties of a type, given by its path. */
  of(path: string): Promise<PropertiesByName>;
  /** The same, read anew unless that was seconds ago: for what was not among them. */
  renewed(path: string): Promise<PropertiesByName>;
  /** Has everything read anew, because we changed it. */
  forget(): void;
}

/** Makes the catalog of a portal. Its methods throw a `ConnectorError`. */
export function createPropertyCatalog(
  client: Pick<HubspotClient, "request">,
  { clock }: Pick<ConnectorContext, "clock">,
): PropertyCatalog {
  const kept = new Map<
    string,
    { readonly at: number; readonly asked: Promise<PropertiesByName> }
  >();
  const read = (path: string) => {
    const asked = readProperties(client, path);
    kept.set(path, { at: Date.parse(clock.now()), asked });
    // A failure is not remembered: the next who asks tries anew.
    asked.catch(() => kept.get(path)?.asked === asked && kept.delete(path));
    return asked;
  };
  const youngerThan = (path: string, age: number) => {
    const known = kept.get(path);
    if (known !== undefined && Date.parse(clock.now()) - known.at <= age) return known.asked;
    return read(path);
  };
  return {
    of: (path) => youngerThan(path, BELIEVED),
    renewed: (path) => youngerThan(path, RECENT),
    forget: () => kept.clear(),
  };
}

async function readProperties(
  client: Pick<HubspotClient, "request">,
  path: string,
): Promise<PropertiesByName> {
  const answer = await client.request({
    method: "GET",
    path: propertiesPath(path),
    family: "default",
    accept: [404],
  });
  if (answer.status === 404) {
    const message = `HubSpot has no records of the type ${path}; choose another in the settings`;
    throw new ConnectorError({ connector: "hubspot", kind: "not-found", message });
  }
  const { results } = answer.read(PropertyList);
  return new Map(results.map((property) => [property.name, property]));
}
