import { accepted, receiptFor, toConnectorError } from "@perennial/connector-kit";
import type { Command, Receipt, UpdateConsent, UpdateRecord } from "@perennial/contract";
import type { DynamicsTools } from "../dynamics-tools.ts";
import { isCustomerTable } from "../mapping/map-row.ts";
import { bisect } from "./bisect.ts";
import { changeRow } from "./put-row.ts";
import { bodyOf, consentWrite, type RowWrite, recordWrite } from "./row-write.ts";
import { withoutStatusOnly, writeStatuses } from "./status-rows.ts";

/** Rows in a request (crm/dynamics.md, 4). */
const SIZE = 100;

/** A command that sets columns of a row that is there. */
export type UpdateCommand = UpdateRecord | UpdateConsent;

interface Update {
  readonly key: string;
  readonly write: RowWrite;
}

/**
 * Sets columns of rows that are there, and never makes one, with a receipt for each: customers many at once, other rows,
 * whose tables may not know how, one by one. Of commands for the same row each is done, in their order. Never throws.
 */
export async function updateRows(
  tools: DynamicsTools,
  commands: readonly UpdateCommand[],
): Promise<readonly Receipt[]> {
  const receipts = new Map<string, Receipt>();
  const keep = (all: readonly Receipt[]) => {
    for (const receipt of all) receipts.set(receipt.commandId, receipt);
  };
  const updates: Update[] = [];
  for (const command of commands) {
    const own = command.kind === "update-record" ? withoutStatusOnly(command) : command;
    try {
      if (own === undefined) keep([accepted(command)]);
      else updates.push({ key: command.id, write: await writeOf(tools, own) });
    } catch (error) {
      keep([failed(tools, command, error)]);
    }
  }
  for (const round of roundsOf(updates)) keep(await doRound(tools, round));
  const isDone = ({ id }: UpdateCommand) => receipts.get(id)?.outcome === "accepted";
  const told = commands.filter((each) => each.kind === "update-record").filter(isDone);
  keep(await keptStatuses(tools, told));
  return commands.flatMap(({ id }) => receipts.get(id) ?? []);
}

async function keptStatuses(
  tools: DynamicsTools,
  commands: readonly UpdateRecord[],
): Promise<readonly Receipt[]> {
  try {
    return await writeStatuses(tools, commands);
  } catch (error) {
    return commands.map((command) => failed(tools, command, error));
  }
}

function writeOf(tools: DynamicsTools, command: UpdateCommand): Promise<RowWrite> {
  return command.kind === "update-record"
    ? recordWrite(tools, command)
    : consentWrite(tools, command);
}

/** Updates of one table, no row twice: a request with the same row twice does not say which comes last. */
function roundsOf(updates: readonly Update[]): readonly (readonly Update[])[] {
  const rounds = new Map<string, Update[]>();
  const times = new Map<string, number>();
  for (const update of updates) {
    const { table, id } = update.write;
    const row = `${table.logicalName} ${id}`;
    const time = times.get(row) ?? 0;
    times.set(row, time + 1);
    const round = `${time} ${table.logicalName}`;
    rounds.set(round, [...(rounds.get(round) ?? []), update]);
  }
  return [...rounds].toSorted(([one], [other]) => timeOf(one) - timeOf(other)).map(([, of]) => of);
}

function timeOf(round: string): number {
  return Number(round.split(" ")[0]);
}

async function doRound(
  tools: DynamicsTools,
  updates: readonly Update[],
): Promise<readonly Receipt[]> {
  const [first] = updates;
  if (first === undefined) return [];
  const { table } = first.write;
  const size = isCustomerTable(table.logicalName) ? SIZE : 1;
  try {
    const outcomes = await bisect(updates, size, (some) => send(tools, some));
    return outcomes.map((outcome) =>
      outcome.written
        ? accepted({ id: outcome.key })
        : receiptFor(outcome.error, { id: outcome.key }),
    );
  } catch (error) {
    return updates.map(({ key }) => failed(tools, { id: key }, error));
  }
}

async function send({ client }: DynamicsTools, updates: readonly Update[]): Promise<void> {
  const [first, second] = updates;
  if (first === undefined) return;
  const { table, id } = first.write;
  const { setName, logicalName, primaryId } = table;
  // Alone it says more plainly what is wrong with it.
  if (second === undefined)
    return changeRow({ client }, { setName, id, values: bodyOf(first.write) });
  const Targets = updates.map(({ write }) => ({
    "@odata.type": `Microsoft.Dynamics.CRM.${logicalName}`,
    [primaryId]: write.id,
    ...bodyOf(write),
  }));
  const path = [setName, "Microsoft.Dynamics.CRM.UpdateMultiple"];
  await client.request({ method: "POST", path, json: { Targets } });
}

function failed({ context }: DynamicsTools, command: Pick<Command, "id">, error: unknown): Receipt {
  return receiptFor(toConnectorError(error, "dynamics", context.log), command);
}
