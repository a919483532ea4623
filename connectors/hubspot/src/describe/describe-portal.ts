import { mapWithLimit } from "@perennial/connector-kit";
import {
  ConnectorError,
  type LocalizedText,
  type VendorField,
  type VendorObject,
  type VendorSchema,
} from "@perennial/contract";
import { z } from "zod";
import { type Checking, grantedScopes } from "../account/check-account.ts";
import { missingFeatures } from "../account/scopes.ts";
import type { HubspotClient } from "../hubspot-client.ts";
import { hubspotObjectType } from "../hubspot-object-types.ts";
import { pipelinesPath, propertiesPath, schemasPath } from "../hubspot-paths.ts";
import { READING } from "../read/read-tools.ts";

/** Requests under way at once. */
const TOGETHER = 4;

/** A type of record, and what its people call it. */
interface Kind {
  readonly type: string;
  readonly label: LocalizedText;
  /** Its properties for where a record stands; none where it has no pipelines. */
  readonly pipeline?: { readonly pipeline: string; readonly stage: string };
}

const KINDS: readonly Kind[] = [
  { type: "contacts", label: { sv: "Kontakter", en: "Contacts" } },
  {
    ...{ type: "deals", label: { sv: "Affärer", en: "Deals" } },
    pipeline: { pipeline: "pipeline", stage: "dealstage" },
  },
  { type: "subscriptions", label: { sv: "Prenumerationer", en: "Subscriptions" } },
  {
    ...{ type: "orders", label: { sv: "Ordrar", en: "Orders" } },
    pipeline: { pipeline: "hs_pipeline", stage: "hs_pipeline_stage" },
  },
];

const Property = z.looseObject({
  name: z.string(),
  label: z.string().nullish(),
  type: z.string(),
  fieldType: z.string().nullish(),
  hidden: z.boolean().nullish(),
  calculated: z.boolean().nullish(),
  options: z
    .array(
      z.looseObject({
        label: z.string().nullish(),
        value: z.string(),
        hidden: z.boolean().nullish(),
      }),
    )
    .nullish(),
  modificationMetadata: z.looseObject({ readOnlyValue: z.boolean().nullish() }).nullish(),
});
type Property = z.infer<typeof Property>;

const Pipelines = z.looseObject({
  results: z.array(
    z.looseObject({
      id: z.string(),
      label: z.string(),
      stages: z.array(z.looseObject({ id: z.string(), label: z.string() })),
    }),
  ),
});
type Pipelines = z.infer<typeof Pipelines>["results"];

const Schemas = z.looseObject({
  results: z.array(
    z.looseObject({
      objectTypeId: z.string(),
      labels: z
        .looseObject({ singular: z.string().nullish(), plural: z.string().nullish() })
        .nullish(),
      name: z.string(),
    }),
  ),
});

/**
 * The portal's types of record with their properties, pipelines and stages as they are now, and what it does not let
 * us use. What cannot be listed costs nothing else.
 */
export async function describePortal(checking: Checking): Promise<VendorSchema> {
  const { client } = checking;
  const missing: LocalizedText[] = [];
  const kinds = [...KINDS, ...(await customKinds(client))];
  const objects = await mapWithLimit(kinds, TOGETHER, (kind) =>
    unlessForbidden(() => describeKind(client, kind)),
  );
  const granted = await grantedScopes(checking);
  if (granted !== undefined) missing.push(...missingFeatures(granted));
  for (const [index, kind] of kinds.entries()) {
    if (objects[index] !== undefined) continue;
    missing.push({
      sv: `${kind.label.sv} kan inte listas i den här portalen.`,
      en: `${kind.label.en} cannot be listed in this portal.`,
    });
  }
  return { objects: objects.filter((object) => object !== undefined), missing };
}

async function customKinds(client: HubspotClient): Promise<readonly Kind[]> {
  const found = await unlessForbidden(async () => {
    const answer = await client.request({ method: "GET", path: schemasPath(), family: READING });
    return answer.read(Schemas).results;
  });
  return (found ?? []).map(({ objectTypeId, labels, name }) => {
    const own = labels?.plural ?? labels?.singular ?? name;
    return {
      ...{ type: objectTypeId, label: { sv: own, en: own } },
      pipeline: { pipeline: "hs_pipeline", stage: "hs_pipeline_stage" },
    };
  });
}

async function describeKind(client: HubspotClient, kind: Kind): Promise<VendorObject | undefined> {
  const answer = await client.request({
    ...{ method: "GET", path: propertiesPath(kind.type), family: READING, accept: [404] },
  });
  if (answer.status === 404) return undefined;
  const { results } = answer.read(z.looseObject({ results: z.array(Property) }));
  const pipelines = kind.pipeline === undefined ? [] : await pipelinesOf(client, kind.type);
  return {
    object: hubspotObjectType(kind.type)?.word ?? kind.type,
    label: kind.label.en,
    fields: results
      .filter(({ hidden }) => hidden !== true)
      .map((property) => fieldOf(property, optionsFrom(kind, pipelines, property.name))),
  };
}

async function pipelinesOf(client: HubspotClient, type: string): Promise<Pipelines> {
  const found = await unlessForbidden(async () => {
    const answer = await client.request({
      ...{ method: "GET", path: pipelinesPath(type), family: READING, accept: [404] },
    });
    return answer.status === 404 ? [] : answer.read(Pipelines).results;
  });
  return found ?? [];
}

type Options = NonNullable<VendorField["options"]>;

/** Stages of different pipelines may have the same name, so each says whose it is. */
function optionsFrom({ pipeline }: Kind, pipelines: Pipelines, name: string): Options | undefined {
  if (pipelines.length === 0) return undefined;
  if (name === pipeline?.pipeline) return pipelines.map(({ id, label }) => ({ value: id, label }));
  if (name !== pipeline?.stage) return undefined;
  return pipelines.flatMap(({ label, stages }) =>
    stages.map((stage) => ({ value: stage.id, label: `${label}: ${stage.label}` })),
  );
}

function fieldOf(property: Property, options: Options | undefined): VendorField {
  const listed = (property.options ?? []).filter(({ hidden }) => hidden !== true);
  const own = listed.map(({ value, label }) => ({ value, label: label ?? value }));
  const choices = options ?? own;
  const isReadOnly =
    property.calculated === true || property.modificationMetadata?.readOnlyValue === true;
  return {
    ...{ name: property.name, label: property.label ?? property.name, type: property.type },
    ...(choices.length > 0 && { options: choices }),
    ...(isReadOnly && { readOnly: true }),
  };
}

async function unlessForbidden<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!ConnectorError.isInstance(error) || error.kind !== "forbidden") throw error;
    return undefined;
  }
}
