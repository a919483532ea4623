import type { ConnectorError, UpdateConsent, UpdateRecord } from "@perennial/contract";
import { type ColumnKind, readName } from "../describe/column-kinds.ts";
import { dynamicsError } from "../dynamics-errors.ts";
import type { DynamicsSettings } from "../dynamics-settings.ts";
import { type DynamicsTools, type KnownTable, neededTable } from "../dynamics-tools.ts";
import { agreementColumns } from "../mapping/agreement-mapping.ts";
import { customerRow, type RowRef, recordRow } from "../mapping/customer-id.ts";
import { columnValue, holds, type Wanted } from "./column-value.ts";
import { findRow } from "./put-row.ts";

/** What a command sets of one row. */
export interface RowWrite {
  readonly table: KnownTable;
  readonly id: string;
  readonly columns: readonly { readonly kind: ColumnKind; readonly value: unknown }[];
}

/** Fields of ours that are in minor units. */
const MONEY: ReadonlySet<string> = new Set(["value", "renewalValue", "yearlyValue"]);

/** What a command sets in a row; fields without a column are left out. Throws a `ConnectorError` where it can never be. */
export async function recordWrite(tools: DynamicsTools, command: UpdateRecord): Promise<RowWrite> {
  const { table: name, id } = targetOf(command);
  const columnFor = columnNames(tools.settings, command, name);
  const fields = Object.entries(command.values);
  const values = fields.flatMap(([field, value]) => {
    const column = columnFor(field);
    const words = wordsOf(tools.settings, field);
    const wanted = { field, value, words, isMoney: MONEY.has(field) };
    return column === undefined ? [] : [{ column, wanted }];
  });
  const unmapped = fields.map(([field]) => field).filter((field) => columnFor(field) === undefined);
  if (values.length === 0) throw nothingMapped(unmapped);
  if (unmapped.length > 0) {
    const left = unmapped.join(", ");
    tools.context.log.info("fields without a Dynamics column are not written", { fields: left });
  }
  return rowWrite(tools, { table: name, id }, values);
}

function nothingMapped(fields: readonly string[]): ConnectorError {
  const named =
    fields.length === 0
      ? "the command has no fields"
      : `the settings name no column for ${fields.join(", ")}`;
  return dynamicsError("invalid", `${named}; add it to what is written to Dynamics`);
}

/** What a yes or a no sets in a customer's row. Throws a `ConnectorError` where no column is for it. */
export async function consentWrite(
  tools: DynamicsTools,
  command: UpdateConsent,
): Promise<RowWrite> {
  const { channel, purpose, topic, state } = command;
  const settings = tools.settings.consents.filter(
    (one) =>
      one.isWritten && one.channel === channel && one.purpose === purpose && one.topic === topic,
  );
  if (settings.length === 0)
    throw dynamicsError(
      "invalid",
      `the settings name no column for consent to ${purpose} by ${channel}; add one under Consent`,
    );
  const values = settings.map(({ column, means, value, other }) => ({
    column,
    wanted: { field: "consent", value: (state === "given") === (means === "yes") ? value : other },
  }));
  return rowWrite(tools, customerRow(command.customerId), values);
}

/** The body of a write. */
export function bodyOf({ columns }: RowWrite): Readonly<Record<string, unknown>> {
  return Object.fromEntries(columns.map(({ kind, value }) => [kind.logicalName, value]));
}

/** Whether a row is already as a write would make it. Throws a `ConnectorError` where it cannot be read. */
export async function isWritten(
  tools: DynamicsTools,
  { table, id, columns }: RowWrite,
): Promise<boolean> {
  const select = columns.map(({ kind }) => readName(kind));
  const row = await findRow(tools, { setName: table.setName, id }, [table.primaryId, ...select]);
  return (
    row !== undefined && columns.every(({ kind, value }) => holds(kind, row[readName(kind)], value))
  );
}

async function rowWrite(
  tools: DynamicsTools,
  { table: name, id }: RowRef,
  values: readonly { readonly column: string; readonly wanted: Wanted }[],
): Promise<RowWrite> {
  const table = await neededTable(tools, name);
  const columns = values.map(({ column, wanted }) => {
    const kind = table.columns.get(column);
    if (kind === undefined)
      throw dynamicsError(
        "invalid",
        `the table ${name} has no column ${column}; import our solution, or choose another column`,
      );
    return { kind, value: columnValue(kind, wanted, tools.settings) };
  });
  return { table, id, columns };
}

function targetOf({ object, recordId }: UpdateRecord): RowRef {
  if (object === "customer") return customerRow(recordId);
  const found = recordRow(recordId);
  if (found !== undefined) return found;
  throw dynamicsError("not-found", `the agreement ${recordId} is none of Dynamics'`);
}

/** Where a field of ours is kept: what is written back, or the column that it is read from. */
function columnNames(
  { writeBack, customers, agreements }: DynamicsSettings,
  { object }: UpdateRecord,
  table: string,
): (field: string) => string | undefined {
  if (object === "customer") {
    const read = new Map(namedIn(customers));
    const own = new Map(Object.entries(writeBack));
    return (field) => own.get(field) ?? read.get(field);
  }
  const sources = agreements.filter(({ from }) => from === table);
  const usual = sources.flatMap((source) => Object.entries(agreementColumns(source)));
  const read = new Map<string, string>([
    ...usual.filter(([, column]) => typeof column === "string"),
    ...sources.flatMap(namedIn),
  ]);
  return (field) => read.get(field);
}

function namedIn(source: {
  readonly attributes: readonly { readonly name: string; readonly column: string }[];
}): readonly (readonly [string, string])[] {
  const { attributes, ...fields } = source;
  const own = Object.entries(fields).flatMap(([field, value]: [string, unknown]) => {
    if (NO_COLUMNS.has(field)) return [];
    if (typeof value === "string") return [[field, value] as const];
    const isNamed = typeof value === "object" && value !== null && "column" in value;
    return isNamed && typeof value.column === "string" ? [[field, value.column] as const] : [];
  });
  return [...own, ...attributes.map(({ name, column }) => [name, column] as const)];
}

const NO_COLUMNS: ReadonlySet<string> = new Set([
  ...["name", "from", "party", "customer", "owner", "statusColumn"],
]);

function wordsOf({ customers }: DynamicsSettings, field: string): Readonly<Record<string, string>> {
  if (field === "phase") return customers.phase?.values ?? {};
  return field === "valueClass" ? (customers.valueClass?.values ?? {}) : {};
}
