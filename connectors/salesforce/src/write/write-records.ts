import {
  accepted,
  endsAll,
  notTried,
  receiptFor,
  toConnectorError,
} from "@perennial/connector-kit";
import type { ConnectorError, Receipt, UpdateConsent, UpdateRecord } from "@perennial/contract";
import type { OrgTools } from "../org-tools.ts";
import { consentWrite } from "./consent-write.ts";
import { contactTargets } from "./contact-targets.ts";
import { type Contacts, type RecordWrite, recordWrite } from "./record-write.ts";
import { type SaveOutcome, saveRecords } from "./save-records.ts";
import { STATUS_ONLY, writeStatuses } from "./status-rows.ts";

/** The commands that set fields of records. */
export type RecordCommand = UpdateRecord | UpdateConsent;

/** Writes to one record: a call takes a record once. */
interface RecordGroup {
  readonly object: string;
  readonly id: string;
  /** In the order of the commands; the later value of a field wins. */
  readonly writes: readonly RecordWrite[];
}

/**
 * Sets fields of contacts, person accounts and agreements, and where a customer stands in our own object, and gives a receipt
 * for each command. A refused command costs no other, not even one for the same record. Never throws.
 */
export async function writeRecords(
  tools: OrgTools,
  commands: readonly RecordCommand[],
): Promise<readonly Receipt[]> {
  if (commands.length === 0) return [];
  const receipts = new Map<string, Receipt>();
  const fail = (error: unknown, of: readonly { readonly id: string }[]) => {
    const failure = toConnectorError(error, "salesforce", tools.context.log);
    for (const command of of) receipts.set(command.id, receiptFor(failure, command));
    return failure;
  };
  try {
    const contacts = await contactTargets(
      tools,
      commands.map(({ customerId }) => customerId),
    );
    const own = commands.flatMap((command) => withoutStatusOnly(command) ?? []);
    const writes = await plannedWrites(tools, { commands: own, contacts, fail });
    for (const receipt of await writeAll(tools, writes)) receipts.set(receipt.commandId, receipt);
    for (const command of commands)
      if (withoutStatusOnly(command) === undefined) receipts.set(command.id, accepted(command));
    const isDone = ({ id }: RecordCommand) => receipts.get(id)?.outcome === "accepted";
    const told = commands.filter((one) => one.kind === "update-record").filter(isDone);
    for (const receipt of await writeStatuses(tools, told, contacts)) {
      if (receipt.outcome !== "accepted") receipts.set(receipt.commandId, receipt);
    }
  } catch (error) {
    fail(
      error,
      commands.filter(({ id }) => !receipts.has(id)),
    );
  }
  return commands.flatMap(({ id }) => receipts.get(id) ?? []);
}

/** What a command sets in Salesforce's own objects; nothing where only ours has room for it. */
function withoutStatusOnly(command: RecordCommand): RecordCommand | undefined {
  if (command.kind !== "update-record" || command.object !== "customer") return command;
  const names: readonly string[] = STATUS_ONLY;
  const values = Object.entries(command.values).filter(([name]) => !names.includes(name));
  const isAll = values.length === Object.keys(command.values).length;
  if (isAll) return command;
  return values.length === 0 ? undefined : { ...command, values: Object.fromEntries(values) };
}

interface Planning {
  readonly commands: readonly RecordCommand[];
  readonly contacts: Contacts;
  fail(error: unknown, of: readonly RecordCommand[]): ConnectorError;
}

/** Works out what the commands write; what cannot be worked out is that command's receipt. */
async function plannedWrites(
  tools: OrgTools,
  { commands, contacts, fail }: Planning,
): Promise<readonly RecordWrite[]> {
  const writes: RecordWrite[] = [];
  for (const [at, command] of commands.entries()) {
    try {
      writes.push(
        command.kind === "update-record"
          ? await recordWrite(tools, command, contacts)
          : await consentWrite(tools, command, contacts),
      );
    } catch (error) {
      const failure = fail(error, [command]);
      if (!endsAll(failure)) continue;
      fail(notTried(failure), commands.slice(at + 1));
      break;
    }
  }
  return writes;
}

async function writeAll(
  tools: OrgTools,
  writes: readonly RecordWrite[],
): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = [];
  for (const own of Map.groupBy(writes, ({ object }) => object).values()) {
    const groups = grouped(own);
    const outcomes = await save(tools, groups);
    const again: RecordWrite[] = [];
    for (const [at, { writes: of }] of groups.entries()) {
      const outcome = outcomes[at];
      if (outcome === undefined) continue;
      // Only one of them need be at fault; by itself each shows whether it is.
      if (of.length > 1 && isInvalid(outcome)) again.push(...of);
      else receipts.push(...of.map((write) => receiptOf(write, outcome)));
    }
    for (const write of again) {
      const [outcome] = await save(tools, grouped([write]));
      if (outcome) receipts.push(receiptOf(write, outcome));
    }
  }
  return receipts;
}

function grouped(writes: readonly RecordWrite[]): readonly RecordGroup[] {
  const byId = Map.groupBy(writes, ({ id }) => id);
  return [...byId].map(([id, own]) => ({ object: own[0]?.object ?? "", id, writes: own }));
}

function save(
  { client, context }: OrgTools,
  groups: readonly RecordGroup[],
): Promise<readonly SaveOutcome[]> {
  const rows = groups.map(({ id, writes }) => ({
    values: Object.assign({ Id: id }, ...writes.map(({ values }) => values)),
    parent: writes[0]?.parent,
  }));
  const saving = { object: groups[0]?.object ?? "", how: "update" } as const;
  return saveRecords({ client, abort: context.abort }, saving, rows);
}

function isInvalid(outcome: SaveOutcome): boolean {
  return !outcome.saved && outcome.error.kind === "invalid";
}

function receiptOf({ command }: RecordWrite, outcome: SaveOutcome): Receipt {
  return outcome.saved ? accepted(command, outcome.id) : receiptFor(outcome.error, command);
}
