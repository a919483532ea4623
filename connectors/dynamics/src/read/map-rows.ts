import { createHash } from "node:crypto";
import { understand } from "@perennial/connector-kit";
import {
  Agreement,
  type Instant,
  type Misunderstanding,
  type Understanding,
} from "@perennial/contract";
import type { DynamicsRow } from "../dynamics-client.ts";
import type { DynamicsTools, KnownTable } from "../dynamics-tools.ts";
import { customerIdOf } from "../mapping/customer-id.ts";
import { mapCustomer, mapGoneCustomer } from "../mapping/customer-mapping.ts";
import { isCustomerTable, joined, sourcesOf } from "../mapping/map-row.ts";
import type { MappingContext } from "../mapping/mapping-context.ts";
import type { RowCursor } from "./row-changes.ts";
import { idOf, withCustomers } from "./row-owners.ts";

/** What a row means, and what has to be remembered of it to tell of its end: an agreement that is gone is told whole. */
export interface RowMeaning {
  readonly id: string;
  readonly understood: Understanding;
  readonly memory: string;
}

/** Rows of one table, and what they are mapped with. */
export interface MappableRows {
  readonly rows: readonly DynamicsRow[];
  readonly mapping: MappingContext;
}

/** What each row means, in order, once it is known whose they are. Throws a `ConnectorError`. */
export async function mapRows(
  tools: DynamicsTools,
  table: KnownTable,
  { rows, mapping }: MappableRows,
): Promise<readonly RowMeaning[]> {
  const parts = new Map<DynamicsRow, Understanding[]>(rows.map((row) => [row, []]));
  const { logicalName } = table;
  if (isCustomerTable(logicalName) && tools.settings.customers.tables.includes(logicalName)) {
    for (const [row, of] of parts)
      of.push(mapCustomer(row, { table: logicalName, id: idOf(table, row) }, mapping));
  }
  for (const source of sourcesOf(logicalName, tools.settings)) {
    const owned = await withCustomers(tools, { table, rows, customer: source.customer });
    for (const one of owned) parts.get(one.row)?.push(source.map(one, mapping));
  }
  return [...parts].map(([row, of]) => {
    const id = idOf(table, row);
    const understood = placed(`${logicalName} ${id}`, joined(of));
    return { id, understood, memory: memoryOf(understood) };
  });
}

/** Rows that are no longer there. */
export interface GoneRows {
  readonly gone: readonly { readonly id: string; readonly memory: string | undefined }[];
  /** When it was seen: the organisation does not say when it happened. */
  readonly at: Instant;
  /** Stands for the reading that saw it: the same read again gives the same ids. */
  readonly reading: string;
}

/**
 * What it means that rows are no longer there: a customer is told as deleted, and an agreement that was told before as
 * cancelled. Pure.
 */
export function mapGone(
  { settings }: Pick<DynamicsTools, "settings">,
  table: string,
  { gone, at, reading }: GoneRows,
): Understanding {
  return understand(
    gone.flatMap(({ id, memory }) => {
      if (isCustomerTable(table) && settings.customers.tables.includes(table))
        return [mapGoneCustomer(customerIdOf({ table, id }), { at, mark: reading })];
      return remembered(memory).map((agreement) => {
        const about = `${table} ${id}`;
        const ended = { ...agreement, status: "cancelled", cancelledAt: at, updatedAt: at };
        const signal = {
          type: "agreement.changed",
          id: `agreement:${agreement.id}:deleted:${reading}`,
          at,
        };
        return { place: about, about, signal: { ...signal, agreement: ended } };
      });
    }),
  );
}

/** Stands for where a reading began, in few letters. */
export function readingOf(at: RowCursor | null): string {
  return createHash("sha256").update(JSON.stringify(at)).digest("base64url").slice(0, 12);
}

function memoryOf({ signals }: Understanding): string {
  const [agreement] = signals.flatMap((one) =>
    one.type === "agreement.changed" ? [one.agreement] : [],
  );
  if (agreement === undefined || ["cancelled", "ended"].includes(agreement.status)) return "";
  const { attributes: _, ...kept } = agreement;
  return JSON.stringify(kept);
}

function remembered(memory: string | undefined): readonly Agreement[] {
  if (memory === undefined || memory === "") return [];
  const { data } = Agreement.safeParse(JSON.parse(memory));
  return data === undefined ? [] : [data];
}

/** Problems with the row that they are about: of many rows, the name of a column says too little. */
function placed(row: string, { signals, problems }: Understanding): Understanding {
  const named = ({ place, message }: Misunderstanding): Misunderstanding => ({
    place: place.startsWith(row) ? place : `${row} ${place}`,
    message,
  });
  return { signals, problems: problems.map(named) };
}
