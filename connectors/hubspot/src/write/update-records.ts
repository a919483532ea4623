import {
  accepted,
  endsAll,
  notTried,
  receiptFor,
  toConnectorError,
} from "@perennial/connector-kit";
import type { ConnectorError, Receipt, UpdateRecord } from "@perennial/contract";
import { objectsPath } from "../hubspot-paths.ts";
import { type BatchRow, batchEach, type RowOutcome } from "./batch-each.ts";
import type { HubspotWriting } from "./hubspot-writing.ts";
import { backwards, LIFECYCLE_STAGE } from "./lifecycle.ts";
import { readByIds } from "./read-records.ts";
import { recordTarget } from "./record-target.ts";
import { type RecordWrite, recordWrite } from "./record-write.ts";
import { survivorOf } from "./survivor.ts";
import { hubspotError, refused } from "./write-outcome.ts";

/** Writes to one record: HubSpot takes a record once in a batch, and locks it against a second write beside it. */
interface RecordGroup {
  readonly path: string;
  readonly id: string;
  /** In the order of the commands; the later value of a property wins. */
  readonly writes: readonly RecordWrite[];
}

/**
 * Sets properties of contacts, deals and the portal's own records in batches, and gives a receipt for each command. A
 * refused command costs no other, not even one for the same record. Never throws.
 */
export async function updateRecords(
  writing: HubspotWriting,
  commands: readonly UpdateRecord[],
): Promise<readonly Receipt[]> {
  const { writes, receipts } = await plannedWrites(writing, commands);
  const forwards = await withoutBackwards(writing, writes);
  receipts.push(...forwards.receipts);
  const byPath = Map.groupBy(forwards.writes, ({ target }) => target.path);
  let halt: ConnectorError | undefined;
  for (const [path, own] of byPath) {
    if (halt !== undefined) {
      const failure = notTried(halt);
      receipts.push(...own.map(({ command }) => receiptFor(failure, command)));
      continue;
    }
    const told = await writeType(writing, { path, groups: grouped(path, own) });
    receipts.push(...told.receipts);
    halt = told.halt;
  }
  return receipts;
}

/** Works out what the commands write. What that needs to know of the portal is asked once, and its failure is everyone's. */
async function plannedWrites(writing: HubspotWriting, commands: readonly UpdateRecord[]) {
  const receipts: Receipt[] = [];
  const writes: RecordWrite[] = [];
  const failures = new Map<string, ConnectorError | undefined>();
  let halt: ConnectorError | undefined;
  for (const command of commands) {
    const path = recordTarget(command.object, command.recordId)?.path;
    if (halt === undefined && path !== undefined && !failures.has(path)) {
      const failure = await unreadable(writing, path);
      failures.set(path, failure);
      if (failure !== undefined && endsAll(failure)) halt = notTried(failure);
    }
    const failure = (path === undefined ? undefined : failures.get(path)) ?? halt;
    try {
      if (failure !== undefined) throw failure;
      writes.push(await recordWrite(writing, command));
    } catch (error) {
      const told = toConnectorError(error, "hubspot", writing.context.log);
      receipts.push(receiptFor(told, command));
    }
  }
  return { writes, receipts };
}

async function unreadable(
  { client, catalog, context }: HubspotWriting,
  path: string,
): Promise<ConnectorError | undefined> {
  try {
    await client.account();
    await catalog.of(path);
    return undefined;
  } catch (error) {
    return toConnectorError(error, "hubspot", context.log);
  }
}

interface TypeWrite {
  readonly path: string;
  readonly groups: readonly RecordGroup[];
  /** Whether they have been sent before. @default false */
  readonly again?: boolean;
}

interface TypeReceipts {
  readonly receipts: readonly Receipt[];
  readonly halt: ConnectorError | undefined;
}

async function writeType(
  writing: HubspotWriting,
  { path, groups, again = false }: TypeWrite,
): Promise<TypeReceipts> {
  const outcomes = await batchEach(writing, {
    path: objectsPath(path, "batch", "update"),
    rows: groups.map((group) => rowOf(group)),
    again,
  });
  const receipts: Receipt[] = [];
  let halt: ConnectorError | undefined;
  for (const group of groups) {
    const outcome = outcomes.get(traceOf(group));
    if (outcome !== undefined && !outcome.done && endsAll(outcome.error)) halt ??= outcome.error;
    receipts.push(...(await receiptsOf(writing, group, outcome)));
  }
  return { receipts, halt };
}

async function receiptsOf(
  writing: HubspotWriting,
  group: RecordGroup,
  outcome: RowOutcome | undefined,
): Promise<readonly Receipt[]> {
  if (outcome === undefined || outcome.done) {
    return group.writes.map(({ command }) => accepted(command, outcome?.id));
  }
  const { error } = outcome;
  if (error.kind === "not-found") return writeToSurvivor(writing, group);
  if (error.kind !== "invalid" || group.writes.length === 1) {
    return group.writes.map(({ command }) => receiptFor(error, command));
  }
  // Only one of them need be at fault; by itself each shows whether it is.
  const { path, id } = group;
  const receipts: Receipt[] = [];
  for (const write of group.writes) {
    receipts.push(
      ...(await writeType(writing, { path, groups: [{ path, id, writes: [write] }], again: true }))
        .receipts,
    );
  }
  return receipts;
}

/** Writes to what a merged record has become, once: what is left is not merged away itself. */
async function writeToSurvivor(
  writing: HubspotWriting,
  group: RecordGroup,
): Promise<readonly Receipt[]> {
  const { path, id, writes } = group;
  try {
    const survivor = await survivorOf(writing.client, path, id);
    if (survivor !== undefined && survivor !== id) {
      return (
        await writeType(writing, { path, groups: [{ path, id: survivor, writes }], again: true })
      ).receipts;
    }
    const failure = hubspotError("not-found", `${path} ${id} is no longer in HubSpot`);
    return writes.map(({ command }) => receiptFor(failure, command));
  } catch (error) {
    const failure = toConnectorError(error, "hubspot", writing.context.log);
    return writes.map(({ command }) => receiptFor(failure, command));
  }
}

function grouped(path: string, writes: readonly RecordWrite[]): readonly RecordGroup[] {
  const byId = Map.groupBy(writes, ({ target }) => target.id);
  return [...byId].map(([id, own]) => ({ path, id, writes: own }));
}

function rowOf(group: RecordGroup): BatchRow {
  const properties = Object.assign({}, ...group.writes.map((write) => write.properties));
  return { objectWriteTraceId: traceOf(group), id: group.id, properties };
}

function traceOf({ id, writes }: RecordGroup): string {
  return writes[0]?.command.id ?? id;
}

interface Forwards {
  readonly writes: readonly RecordWrite[];
  readonly receipts: readonly Receipt[];
}

/** Takes out what would move a contact back in its lifecycle. Where the present stage cannot be read, nothing of it is written. */
async function withoutBackwards(
  writing: HubspotWriting,
  writes: readonly RecordWrite[],
): Promise<Forwards> {
  const staged = writes.filter((one) => LIFECYCLE_STAGE in one.properties);
  if (staged.length === 0) return { writes, receipts: [] };
  const receipts: Receipt[] = [];
  const byPath = Map.groupBy(staged, ({ target }) => target.path);
  const out = new Set<RecordWrite>();
  for (const [path, own] of byPath) {
    for (const { write, receipt } of await backwardsOf(writing, path, own)) {
      out.add(write);
      receipts.push(receipt);
    }
  }
  return { writes: writes.filter((one) => !out.has(one)), receipts };
}

interface Withheld {
  readonly write: RecordWrite;
  readonly receipt: Receipt;
}

async function backwardsOf(
  writing: HubspotWriting,
  path: string,
  writes: readonly RecordWrite[],
): Promise<readonly Withheld[]> {
  try {
    const property = (await writing.catalog.of(path)).get(LIFECYCLE_STAGE);
    const ids = writes.map(({ target }) => target.id);
    const records = await readByIds(writing.client, { path, ids, properties: [LIFECYCLE_STAGE] });
    const stages = new Map(records.map((one) => [one.id, one.properties[LIFECYCLE_STAGE]]));
    return writes.flatMap((write): readonly Withheld[] => {
      const to = write.properties[LIFECYCLE_STAGE] ?? "";
      const problem = property && backwards(property, stages.get(write.target.id), to);
      if (problem !== undefined) return [{ write, receipt: refused(write.command, problem) }];
      stages.set(write.target.id, to);
      return [];
    });
  } catch (error) {
    const failure = toConnectorError(error, "hubspot", writing.context.log);
    return writes.map((write) => ({ write, receipt: receiptFor(failure, write.command) }));
  }
}
