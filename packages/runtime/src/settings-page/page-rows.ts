import {
  COMPANY_KEY,
  type Instant,
  PAGE_TABLES,
  type PageRow,
  type PageValues,
  type PageWrite,
  type Vault,
} from "@perennial/contract";
import type { NewAuditEntry, Tenant } from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** What an exchange works with: a page may choose the connection's settings, whose secrets are sealed. */
export type PageContext = RuntimeContext & { readonly vault: Vault };

/** A connection whose page is heard and told. */
export interface PageExchange {
  readonly tenant: Tenant;
  readonly open: OpenConnection;
  /** The console's address, which the page links to. */
  readonly consoleUrl: string;
}

/** A row as it would be with what is in force. */
export interface RowInForce extends Pick<PageRow, "table" | "key" | "values"> {}

/** What came of a row that waited. */
export interface Taken {
  readonly row: PageRow;
  /** Why it could not be taken, in the language of the staff. */
  readonly problem?: string;
  /** What was done, for the audit log. */
  readonly audit?: Pick<NewAuditEntry, "operation" | "about" | "after">;
}

/** What a page has, and what it should have. */
export interface Comparison {
  readonly rows: readonly PageRow[];
  readonly inForce: readonly RowInForce[];
  readonly taken: readonly Taken[];
  readonly now: Instant;
}

/** What differs between a page and what is in force. */
export function pageWrites({ rows, inForce, taken, now }: Comparison): readonly PageWrite[] {
  return inForce.flatMap(({ table, key, values }): readonly PageWrite[] => {
    const row = rows.find((each) => isSameRow(each, { table, key }));
    if (!row) return [{ table, key, values }];
    const came = taken.find((each) => each.row === row);
    if (came) {
      const { revision } = row;
      const answer = { revision, at: now, problem: came.problem ?? null };
      return [{ table, key, row, values: told(row, values), answer }];
    }
    // What was refused stands there with its reason until somebody chooses anew.
    const changed = row.problem === null ? differing(row, values) : told(row, values);
    return isWorthWriting(row, changed) ? [{ table, key, row, values: changed }] : [];
  });
}

/** How old the page's word of the last reading may be, in milliseconds, where nothing else is to be told: writing costs calls. */
const LATE = 30 * 60_000;

function isWorthWriting({ values }: PageRow, { readAt, ...others }: PageValues): boolean {
  if (Object.keys(others).length > 0) return true;
  if (typeof readAt !== "string") return false;
  return Date.parse(readAt) - Date.parse(String(values.readAt ?? "1970-01-01")) > LATE;
}

/** Whether two name the same row. */
export function isSameRow(
  one: Pick<PageRow, "table" | "key">,
  other: Pick<PageRow, "table" | "key">,
) {
  return one.table === other.table && one.key === other.key;
}

/** What differs of what people cannot choose. */
function told(row: PageRow, values: PageValues): PageValues {
  const own: readonly string[] = PAGE_TABLES[row.table].told;
  return Object.fromEntries(
    Object.entries(differing(row, values)).filter(([name]) => own.includes(name)),
  );
}

function differing(row: PageRow, values: PageValues): PageValues {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => (row.values[name] ?? null) !== value),
  );
}

/** The one row of the company. */
export const COMPANY = { table: "company", key: COMPANY_KEY } as const;
