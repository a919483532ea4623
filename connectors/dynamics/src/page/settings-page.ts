import { createHash } from "node:crypto";
import { shortened } from "@perennial/connector-kit";
import {
  PAGE_TABLES,
  type PageRow,
  type PageValue,
  type PageWrite,
  type SettingsPage,
} from "@perennial/contract";
import { type ColumnKind, readName } from "../describe/column-kinds.ts";
import { type DynamicsRow, RowPage } from "../dynamics-client.ts";
import type { DynamicsTools } from "../dynamics-tools.ts";
import { upsertRows } from "../write/upsert-rows.ts";
import { type PageRows, pageTables, STATE, selected } from "./page-tables.ts";

/** Characters of the columns that hold a sentence, and of those that hold why something was refused. */
const [LONGEST_LINE, LONGEST_PROBLEM] = [200, 2_000];
/** A day ends at 24:00, which a page's field for times cannot show; its last minute stands for it. */
const [LAST_MINUTE, END_OF_DAY] = ["23:59", "24:00"];
/** Answers where a row was written or deleted since it was read. */
const [GONE, CHANGED] = [404, 412];

/** The rows behind the solution's settings page. */
export function createSettingsPage(tools: DynamicsTools): SettingsPage {
  return {
    async read() {
      const tables = await pageTables(tools);
      if (!tables) return undefined;
      const rows: PageRow[] = [];
      for (const table of tables) rows.push(...(await readRows(tools, table)));
      return rows;
    },
    async write({ rows, gone }) {
      for (const table of (await pageTables(tools)) ?? []) {
        const own = rows.filter((each) => each.table === table.table);
        await makeRows(tools, table, own);
        for (const each of own) if (each.row) await changeRow(tools, table, each, each.row);
        for (const each of gone.filter((row) => row.table === table.table))
          await removeRow(tools, table, each);
      }
    },
  };
}

async function readRows(tools: DynamicsTools, table: PageRows): Promise<readonly PageRow[]> {
  const rows: DynamicsRow[] = [];
  const query = { $select: selected(table).join(",") };
  let answer = await tools.client.request({ method: "GET", path: [table.known.setName], query });
  for (;;) {
    const page = answer.read(RowPage);
    rows.push(...page.value);
    const next = page["@odata.nextLink"];
    if (next === undefined) break;
    answer = await tools.client.request({ method: "GET", link: next });
  }
  if (rows.length === 0) return [];
  const { owners } = await tools.names();
  return rows.map((row) => ({
    ...{ table: table.table, key: String(row[table.key] ?? "") },
    mark: `${row[table.known.primaryId]} ${row["@odata.etag"] ?? "*"}`,
    revision: Number(row[STATE.revision] ?? 0),
    appliedRevision: Number(row[STATE.appliedRevision] ?? 0),
    problem: row[STATE.problem] ? String(row[STATE.problem]) : null,
    by: owners.get(String(row._modifiedby_value).toLowerCase()) ?? null,
    values: Object.fromEntries(
      [...table.columns].map(([name, kind]) => [name, pageValue(row[readName(kind)], kind)]),
    ),
  }));
}

async function makeRows(
  { client }: DynamicsTools,
  table: PageRows,
  writes: readonly PageWrite[],
): Promise<void> {
  const made = writes.filter(({ row }) => row === undefined);
  if (made.length === 0) return;
  const { known, key: keyColumn } = table;
  const rows = made.map((write) => ({
    // The page itself makes the company's row under its plain key; others may have signs that a key takes not.
    key: write.table === "company" ? write.key : sha256(write.key),
    values: {
      ...(write.table !== "company" && { [keyColumn]: write.key }),
      prnl_name: shortened(
        String(write.values.label ?? write.values.name ?? "Perennial"),
        LONGEST_LINE,
      ),
      ...bodyOf(table, write),
      ...{ [STATE.revision]: 0, [STATE.appliedRevision]: 0 },
    },
  }));
  const outcomes = await upsertRows({ client, table: known, keyColumn: "prnl_key" }, rows);
  for (const outcome of outcomes) if (!outcome.written) throw outcome.error;
}

/** A row that somebody has saved since it was read keeps what they chose. */
async function changeRow(
  { client }: DynamicsTools,
  table: PageRows,
  write: PageWrite,
  row: PageRow,
): Promise<void> {
  const chosen: readonly string[] = PAGE_TABLES[write.table].chosen;
  const [id, etag = "*"] = row.mark.split(" ");
  const isOurs = Object.keys(write.values).every((field) => !chosen.includes(field));
  await client.request({
    ...{ method: "PATCH", path: [`${table.known.setName}(${id})`], json: bodyOf(table, write) },
    ...{ headers: { "if-match": isOurs ? "*" : etag }, accept: [CHANGED, GONE] },
  });
}

async function removeRow(
  { client }: DynamicsTools,
  { known }: PageRows,
  row: PageRow,
): Promise<void> {
  const [id] = row.mark.split(" ");
  const path = [`${known.setName}(${id})`];
  await client.request({ method: "DELETE", path, accept: [GONE] });
}

function bodyOf(
  { columns }: PageRows,
  { values, answer }: PageWrite,
): Readonly<Record<string, PageValue>> {
  const own = Object.entries(values).flatMap(([name, value]) => {
    const kind = columns.get(name);
    return kind ? [[kind.logicalName, columnOf(value, kind)] as const] : [];
  });
  if (!answer) return Object.fromEntries(own);
  const { revision, at, problem } = answer;
  return {
    ...Object.fromEntries(own),
    ...{ [STATE.appliedRevision]: revision, [STATE.appliedAt]: at },
    [STATE.problem]: problem === null ? null : shortened(problem, LONGEST_PROBLEM),
  };
}

function columnOf(value: PageValue, { type }: ColumnKind): PageValue {
  if (value === END_OF_DAY) return LAST_MINUTE;
  if (type === "String" && typeof value === "string") return shortened(value, LONGEST_LINE);
  return type === "Boolean" ? value === true : value;
}

function pageValue(value: unknown, { type }: ColumnKind): PageValue {
  if (value === null || value === undefined || value === "")
    return type === "Boolean" ? false : null;
  if (typeof value === "boolean" || typeof value === "number") return value;
  const text = String(value);
  if (text === LAST_MINUTE) return END_OF_DAY;
  if (type === "DateTime") return new Date(text).toISOString();
  return text.replaceAll("\r\n", "\n");
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
