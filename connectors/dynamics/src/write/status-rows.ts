import { createHash } from "node:crypto";
import { receiptFor } from "@perennial/connector-kit";
import { ConnectorError, type Receipt, type UpdateRecord } from "@perennial/contract";
import type { DynamicsTools, KnownTable } from "../dynamics-tools.ts";
import { customerRow } from "../mapping/customer-id.ts";
import { PREFIX } from "../settings/write-back-settings.ts";
import type { RowValues } from "./activity-rows.ts";
import { columnValue } from "./column-value.ts";
import { type UpsertRow, upsertRows } from "./upsert-rows.ts";

/** Our solution's table of where customers stand, a row each. */
const STATUSES = `${PREFIX}_status`;
const KEY = `${PREFIX}_key`;
const CUSTOMER = `${PREFIX}_customerid`;
const TOLD_AT = `${PREFIX}_toldat`;
/** What only our own table has room for. */
export const STATUS_ONLY: readonly string[] = [
  ...["programs", "tierName", "tierRemaining", "tierKeeping", "tierShare", "riskReasons", "say"],
];
/** What of a customer has a column there, each under our prefix in small letters (apps/dynamics-app, "API names"). */
const FIELDS: ReadonlySet<string> = new Set([
  ...["phase", "tier", "valueClass", "segment", "risk", "value", "nextRenewal", "renewalValue"],
  ...["pausedUntil", "nextStep", "nextStepAt", ...STATUS_ONLY],
]);
const MONEY: ReadonlySet<string> = new Set(["value", "renewalValue"]);

/** Our table of statuses; undefined where the organisation has not our solution. Throws a `ConnectorError`. */
export async function statusTable(
  tools: Pick<DynamicsTools, "table">,
): Promise<KnownTable | undefined> {
  const table = await tools.table(STATUSES);
  return table?.columns.has(CUSTOMER) ? table : undefined;
}

/** What finds a customer's row: the id's hash, for keys take no special signs (crm/dynamics.md, 4). */
export function statusKey(customerId: string): string {
  return createHash("sha256").update(customerId, "utf8").digest("hex");
}

/** What a command sets in Dynamics' own tables; nothing where only ours has room for it. */
export function withoutStatusOnly(command: UpdateRecord): UpdateRecord | undefined {
  if (command.object !== "customer") return command;
  const values = Object.entries(command.values).filter(([name]) => !STATUS_ONLY.includes(name));
  if (values.length === Object.keys(command.values).length) return command;
  return values.length === 0 ? undefined : { ...command, values: Object.fromEntries(values) };
}

/**
 * Keeps where customers stand in the solution's own table, which the panel on their forms shows; an organisation without the solution
 * has none. Gives a receipt for each command that could not be kept there. Throws a `ConnectorError`.
 */
export async function writeStatuses(
  tools: DynamicsTools,
  commands: readonly UpdateRecord[],
): Promise<readonly Receipt[]> {
  const about = commands.filter(({ object }) => object === "customer");
  const table = about.length > 0 ? await statusTable(tools) : undefined;
  if (table === undefined) return [];
  const groups = [...Map.groupBy(about, ({ customerId }) => customerId)];
  const rows = groups.map(([customerId, own]) =>
    statusRow(customerId, {
      ...standing(tools, table, Object.assign({}, ...own.map(({ values }) => values))),
      [TOLD_AT]: tools.context.clock.now(),
    }),
  );
  const outcomes = await upsertStatuses(tools, table, rows);
  return groups.flatMap(([, own], at) => {
    const outcome = outcomes[at];
    if (outcome === undefined || outcome.written) return [];
    return own.map((command) => receiptFor(outcome.error, command));
  });
}

/** Rows of customers who are told of for the first time, so that what is said to them has one to belong to. Throws a `ConnectorError`. */
export async function haveStatuses(
  tools: DynamicsTools,
  table: KnownTable,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, ConnectorError>> {
  const ids = [...new Set(customerIds)];
  const outcomes = await upsertStatuses(
    tools,
    table,
    ids.map((id) => statusRow(id)),
  );
  return new Map(
    outcomes.flatMap((outcome, at) =>
      outcome.written ? [] : [[ids[at] ?? "", outcome.error] as const],
    ),
  );
}

function upsertStatuses({ client }: DynamicsTools, table: KnownTable, rows: readonly UpsertRow[]) {
  return upsertRows({ client, table, keyColumn: KEY }, rows);
}

function statusRow(customerId: string, values: RowValues = {}): UpsertRow {
  const { table, id } = customerRow(customerId);
  const navigation = table === "account" ? `${PREFIX}_Account` : `${PREFIX}_Contact`;
  return {
    key: statusKey(customerId),
    values: {
      ...{ [`${PREFIX}_name`]: id, [CUSTOMER]: customerId },
      [`${navigation}@odata.bind`]: `/${table}s(${id})`,
      ...values,
    },
  };
}

/** What of the values the table has a column for; what does not fit its column stays as it was, for the customer has it as well. */
function standing(
  { settings }: DynamicsTools,
  { columns }: KnownTable,
  told: UpdateRecord["values"],
): RowValues {
  const values: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(told)) {
    const kind = FIELDS.has(field) && columns.get(`${PREFIX}_${field.toLowerCase()}`);
    if (!kind) continue;
    try {
      const wanted = { field, value, isMoney: MONEY.has(field) };
      values[kind.logicalName] = columnValue(kind, wanted, settings);
    } catch (error) {
      if (!ConnectorError.isInstance(error)) throw error;
    }
  }
  return values;
}
