import {
  ConnectorError,
  PAGE_TABLES,
  type PageRow,
  type PageWrite,
  type SettingsPage,
} from "@perennial/contract";
import { z } from "zod";
import type { OrgTools } from "../org-tools.ts";
import type { SalesforceRecord } from "../salesforce-client.ts";
import { soql } from "../soql/soql.ts";
import type { FieldValue } from "../write/salesforce-value.ts";
import { type SavedRecord, saveRecords } from "../write/save-records.ts";
import { createPageObjects, type PageObject } from "./page-objects.ts";
import { pageValue, toPageField } from "./page-value.ts";

/** Who wrote a record last. */
const WRITER = "LastModifiedById";
/** Ids of one statement, or of one call. */
const IDS = 200;

/** The rows behind the package's settings page. */
export function createSettingsPage(tools: OrgTools): SettingsPage {
  const objectsOf = createPageObjects(tools);
  return {
    async read() {
      const objects = await objectsOf();
      if (!objects) return undefined;
      const rows: PageRow[] = [];
      for (const object of objects) rows.push(...(await readRows(tools, object)));
      return rows;
    },
    async write({ rows, gone }) {
      const objects = (await objectsOf()) ?? [];
      for (const object of objects) {
        const own = rows.filter(({ table }) => table === object.table);
        await writeRows(tools, object, own);
        const ended = gone.filter(({ table }) => table === object.table);
        await removeRows(tools, ended);
      }
    },
  };
}

async function readRows(tools: OrgTools, object: PageObject): Promise<readonly PageRow[]> {
  const { state, fields } = object;
  const own = [...fields.values()].map(({ name }) => name);
  const select = [...new Set(["Id", WRITER, object.key, ...Object.values(state), ...own])];
  const statement = soql({ select, from: object.name, orderBy: [object.key] });
  const records: SalesforceRecord[] = [];
  for await (const page of tools.client.query(statement)) records.push(...page);
  if (records.length === 0) return [];
  const names = new Map((await tools.users()).map(({ id, name }) => [id, name]));
  return records.map((record) => ({
    ...{ table: object.table, key: String(record[object.key] ?? ""), mark: record.Id },
    revision: Number(record[state.revision] ?? 0),
    appliedRevision: Number(record[state.appliedRevision] ?? 0),
    problem: record[state.problem] ? String(record[state.problem]) : null,
    by: names.get(String(record[WRITER])) ?? null,
    values: Object.fromEntries(
      [...fields].map(([name, field]) => [name, pageValue(record[field.name], field)]),
    ),
  }));
}

async function writeRows(
  tools: OrgTools,
  object: PageObject,
  writes: readonly PageWrite[],
): Promise<void> {
  const made = writes.filter(({ row }) => row === undefined);
  const changed = await unsaved(
    tools,
    object,
    writes.filter(({ row }) => row !== undefined),
  );
  await save(
    tools,
    { object: object.name, how: { upsertBy: object.key } },
    made.map((write) => ({
      values: { [object.key]: write.key, ...valuesOf(object, write), ...unsavedYet(object) },
    })),
  );
  await save(
    tools,
    { object: object.name, how: "update" },
    changed.map((write) => ({ values: { Id: write.row?.mark ?? "", ...valuesOf(object, write) } })),
  );
}

/** A row that nobody has saved. */
function unsavedYet({ state }: PageObject): Readonly<Record<string, FieldValue>> {
  return { [state.revision]: 0, [state.appliedRevision]: 0 };
}

/** Those that nobody has saved since they were read: what somebody has just chosen is not written over. */
async function unsaved(
  { client }: OrgTools,
  { table, name, state }: PageObject,
  writes: readonly PageWrite[],
): Promise<readonly PageWrite[]> {
  const now = new Map<string, number>();
  const chosen: readonly string[] = PAGE_TABLES[table].chosen;
  const overwrites = ({ values }: PageWrite) =>
    Object.keys(values).some((field) => chosen.includes(field));
  const ids = writes.filter(overwrites).flatMap(({ row }) => row?.mark ?? []);
  for (let from = 0; from < ids.length; from += IDS) {
    const where = { field: "Id", in: ids.slice(from, from + IDS) };
    const statement = soql({ select: ["Id", state.revision], from: name, where });
    for await (const page of client.query(statement)) {
      for (const record of page) now.set(record.Id, Number(record[state.revision] ?? 0));
    }
  }
  return writes.filter(
    (write) => !overwrites(write) || now.get(write.row?.mark ?? "") === write.row?.revision,
  );
}

function valuesOf(
  { fields, state }: PageObject,
  { values, answer }: PageWrite,
): Readonly<Record<string, FieldValue>> {
  const own: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(values)) {
    const field = fields.get(name);
    const converted = field && toPageField(value, field);
    if (field && converted && "value" in converted) own[field.name] = converted.value;
  }
  if (!answer) return own;
  const { revision, at, problem } = answer;
  return {
    ...own,
    ...{ [state.appliedRevision]: revision, [state.appliedAt]: at },
    [state.problem]: problem === null ? null : problem.slice(0, LONGEST_PROBLEM),
  };
}

/** Characters that a problem has room for. */
const LONGEST_PROBLEM = 2_000;

async function save(
  { client, context }: OrgTools,
  saving: Parameters<typeof saveRecords>[1],
  records: readonly SavedRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const outcomes = await saveRecords({ client, abort: context.abort }, saving, records);
  const failed = outcomes.find((outcome) => !outcome.saved);
  if (failed && !failed.saved) throw failed.error;
}

const Removed = z.array(z.looseObject({ success: z.boolean() }));

async function removeRows({ client }: OrgTools, rows: readonly PageRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += IDS) {
    const ids = rows.slice(from, from + IDS).map(({ mark }) => mark);
    const answer = await client.request({
      ...{ method: "DELETE", path: ["composite", "sobjects"] },
      query: { ids: ids.join(","), allOrNone: "false" },
    });
    if (answer.read(Removed).every(({ success }) => success)) continue;
    const message = "rows of the settings page that are no more could not be deleted";
    throw new ConnectorError({ connector: "salesforce", kind: "forbidden", message });
  }
}
