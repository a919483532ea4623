import { PAGE_TABLES, type PageTable } from "@perennial/contract";
import { type ColumnKind, readName } from "../describe/column-kinds.ts";
import type { DynamicsTools, KnownTable } from "../dynamics-tools.ts";

/** The solution's tables behind its settings page, and the column that each row is found by (apps/dynamics-app, "API names"). */
const TABLES: Readonly<Record<PageTable, { readonly name: string; readonly key: string }>> = {
  company: { name: "prnl_setting", key: "prnl_key" },
  rule: { name: "prnl_rule", key: "prnl_rulekey" },
  tier: { name: "prnl_tier", key: "prnl_tiercode" },
};
/** Those that hold what was chosen and what came of it. */
export const STATE = {
  revision: "prnl_revision",
  appliedRevision: "prnl_appliedrevision",
  appliedAt: "prnl_appliedat",
  problem: "prnl_problem",
} as const;

/** One of the page's tables as an organisation has it. */
export interface PageRows {
  readonly table: PageTable;
  readonly known: KnownTable;
  readonly key: string;
  /** The columns that there are, by our names. */
  readonly columns: ReadonlyMap<string, ColumnKind>;
}

/** The page's tables; undefined where the organisation has not our solution. Throws a `ConnectorError`. */
export async function pageTables(
  tools: Pick<DynamicsTools, "table">,
): Promise<readonly PageRows[] | undefined> {
  const tables: PageRows[] = [];
  for (const table of ["company", "rule", "tier"] as const) {
    const { name, key } = TABLES[table];
    const known = await tools.table(name);
    // A tenant may have a table of that name that is none of ours.
    if (!known?.columns.has(STATE.revision)) return undefined;
    const { chosen, told } = PAGE_TABLES[table];
    const columns = [...chosen, ...told].flatMap((field) => {
      const column = known.columns.get(`prnl_${field.toLowerCase()}`);
      return column ? ([[field, column]] as const) : [];
    });
    tables.push({ table, known, key, columns: new Map(columns) });
  }
  return tables;
}

/** What a page's rows are read with. */
export function selected({ known, key, columns }: PageRows): readonly string[] {
  const own = [...columns.values()].map(readName);
  return [...new Set([known.primaryId, key, "_modifiedby_value", ...Object.values(STATE), ...own])];
}
