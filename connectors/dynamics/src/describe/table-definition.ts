import { z } from "zod";
import type { DynamicsClient } from "../dynamics-client.ts";

/** What of a table is needed to read and write it (crm/dynamics.md, 5). */
export interface TableDefinition {
  readonly logicalName: string;
  /** What its people call it. */
  readonly label: string;
  /** The name of the set in paths; not always the plural of the other. */
  readonly setName: string;
  readonly primaryId: string;
  readonly primaryName: string | undefined;
  /** Whether the organisation tells what changed; where not, deletions are not seen. */
  readonly tracksChanges: boolean;
}

/** A column as its people see it. */
export interface ColumnDefinition {
  readonly logicalName: string;
  readonly type: string;
  readonly label: string;
  readonly isWritable: boolean;
  readonly isCustom: boolean;
  /** The tables that a lookup points at. */
  readonly targets: readonly string[];
  /** The choices by their numbers; labels are for people alone. */
  readonly choices: readonly { readonly value: number; readonly label: string }[];
}

const Label = z.looseObject({
  UserLocalizedLabel: z.looseObject({ Label: z.string() }).nullish(),
});
const Table = z.looseObject({
  LogicalName: z.string(),
  EntitySetName: z.string(),
  DisplayName: Label.nullish(),
  PrimaryIdAttribute: z.string(),
  PrimaryNameAttribute: z.string().nullish(),
  ChangeTrackingEnabled: z.boolean(),
});
const Column = z.looseObject({
  LogicalName: z.string(),
  AttributeType: z.string(),
  DisplayName: Label.nullish(),
  IsValidForUpdate: z.boolean(),
  IsCustomAttribute: z.boolean(),
  Targets: z.array(z.string()).nullish(),
});
const Choices = z.looseObject({
  LogicalName: z.string(),
  OptionSet: z
    .looseObject({ Options: z.array(z.looseObject({ Value: z.number(), Label })) })
    .nullish(),
});

/** Kinds of columns that have choices of their own; each is asked for apart. */
const WITH_CHOICES = ["Picklist", "State", "Status"];
const TABLE_SELECT =
  "LogicalName,DisplayName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,ChangeTrackingEnabled";
const COLUMN_SELECT =
  "LogicalName,AttributeType,DisplayName,IsValidForUpdate,IsCustomAttribute,Targets";

/** A table by its logical name; undefined where the organisation has none, as where an app is not installed. */
export async function readTable(
  { request }: Pick<DynamicsClient, "request">,
  logicalName: string,
): Promise<TableDefinition | undefined> {
  const answer = await request({
    ...{ method: "GET", path: [definitionOf(logicalName)], accept: [404] },
    query: { $select: TABLE_SELECT },
  });
  if (answer.status === 404) return undefined;
  const table = answer.read(Table);
  return {
    logicalName: table.LogicalName,
    label: wordsOf(table.DisplayName) || table.LogicalName,
    setName: table.EntitySetName,
    primaryId: table.PrimaryIdAttribute,
    primaryName: table.PrimaryNameAttribute ?? undefined,
    tracksChanges: table.ChangeTrackingEnabled,
  };
}

/** The columns of a table, with their choices. */
export async function readColumns(
  client: Pick<DynamicsClient, "request">,
  logicalName: string,
): Promise<readonly ColumnDefinition[]> {
  const path = [definitionOf(logicalName), "Attributes"];
  const answer = await client.request({ method: "GET", path, query: { $select: COLUMN_SELECT } });
  const choices = await readChoices(client, path);
  return answer.read(z.looseObject({ value: z.array(Column) })).value.map((column) => ({
    logicalName: column.LogicalName,
    type: column.AttributeType,
    label: wordsOf(column.DisplayName) || column.LogicalName,
    isWritable: column.IsValidForUpdate,
    isCustom: column.IsCustomAttribute,
    targets: column.Targets ?? [],
    choices: choices.get(column.LogicalName) ?? [],
  }));
}

async function readChoices(
  { request }: Pick<DynamicsClient, "request">,
  path: readonly string[],
): Promise<ReadonlyMap<string, ColumnDefinition["choices"]>> {
  const choices = new Map<string, ColumnDefinition["choices"]>();
  for (const kind of WITH_CHOICES) {
    const cast = await request({
      ...{ method: "GET", path: [...path, `Microsoft.Dynamics.CRM.${kind}AttributeMetadata`] },
      query: { $select: "LogicalName", $expand: "OptionSet" },
    });
    for (const { LogicalName, OptionSet } of cast.read(z.looseObject({ value: z.array(Choices) }))
      .value)
      choices.set(
        LogicalName,
        (OptionSet?.Options ?? []).map(({ Value, Label: label }) => ({
          value: Value,
          label: wordsOf(label),
        })),
      );
  }
  return choices;
}

function definitionOf(logicalName: string): string {
  return `EntityDefinitions(LogicalName='${logicalName}')`;
}

function wordsOf(label: z.infer<typeof Label> | null | undefined): string {
  return label?.UserLocalizedLabel?.Label ?? "";
}
