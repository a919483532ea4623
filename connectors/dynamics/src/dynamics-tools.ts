import type { ConnectorContext } from "@perennial/contract";
import { type ColumnKind, readColumnKinds } from "./describe/column-kinds.ts";
import { readTable, type TableDefinition } from "./describe/table-definition.ts";
import type { DynamicsClient } from "./dynamics-client.ts";
import { dynamicsError } from "./dynamics-errors.ts";
import type { DynamicsSettings } from "./dynamics-settings.ts";
import { believed } from "./read/believed.ts";
import { type OrganizationNames, readNames } from "./read/lookups.ts";

/** A table with its columns, as our application user sees it. */
export interface KnownTable extends TableDefinition {
  /** By logical name. */
  readonly columns: ReadonlyMap<string, ColumnKind>;
}

/** What reading and writing an organisation share: what they know of it is asked once in a while. */
export interface DynamicsTools {
  readonly client: DynamicsClient;
  readonly settings: DynamicsSettings;
  readonly context: Pick<ConnectorContext, "clock" | "log" | "abort">;
  /** Rows of one page. @default 1000 */
  readonly pageSize?: number;
  /** A table by its logical name; undefined where the organisation has none. Throws a `ConnectorError`. */
  table(logicalName: string): Promise<KnownTable | undefined>;
  /** Its people and currencies. Throws a `ConnectorError`. */
  names(): Promise<OrganizationNames>;
}

/** Makes what a session's parts share. */
export function createDynamicsTools(
  options: Omit<DynamicsTools, "table" | "names">,
): DynamicsTools {
  const { client, context } = options;
  const now = () => Date.parse(context.clock.now());
  const asking = new Map<string, () => Promise<KnownTable | undefined>>();
  return {
    ...options,
    names: believed(() => readNames(client), now),
    table(logicalName) {
      const ask = asking.get(logicalName) ?? believed(() => knownTable(client, logicalName), now);
      asking.set(logicalName, ask);
      return ask();
    },
  };
}

/** A table that there has to be. Throws a `ConnectorError` of kind `not-found` where the organisation has none. */
export async function neededTable(
  tools: Pick<DynamicsTools, "table">,
  logicalName: string,
): Promise<KnownTable> {
  const table = await tools.table(logicalName);
  if (table !== undefined) return table;
  throw dynamicsError(
    "not-found",
    `the organisation has no table ${logicalName}, or hides it from us`,
  );
}

async function knownTable(
  client: DynamicsClient,
  logicalName: string,
): Promise<KnownTable | undefined> {
  const table = await readTable(client, logicalName);
  if (table === undefined) return undefined;
  return { ...table, columns: await readColumnKinds(client, logicalName) };
}
