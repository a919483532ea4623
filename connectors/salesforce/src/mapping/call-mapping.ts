import { type Candidate, FieldReader, understand } from "@perennial/connector-kit";
import type { CALL_OUTCOMES, Understanding } from "@perennial/contract";
import type { SalesforceRecord } from "../salesforce-client.ts";
import type { SoqlCondition } from "../soql/soql.ts";
import { isBinned } from "./agreement-mapping.ts";
import type { MappingContext } from "./mapping-context.ts";

/** The object of calls, and of what else people have to do. */
export const TASK = "Task";
/** Which tasks are calls; a task's kind never changes. */
export const ONLY_CALLS: SoqlCondition = { field: "TaskSubtype", is: "=", value: "Call" };
/** The fields that calls are read with (Salesforce, Object Reference, Task). */
export const CALL_FIELDS: readonly string[] = [
  ...["TaskSubtype", "WhoId", "OwnerId", "Status", "IsClosed", "CompletedDateTime", "Description"],
  ...["CallType", "CallDisposition", "CallDurationInSeconds", "CallObject"],
];

/** What ids of contacts begin with: a call may be with a lead, who is none of ours. */
const CONTACT_PREFIX = "003";
/** The id of a command of ours; systems that make calls write ids of their own into the same field. */
const OUR_COMMAND = /^t\d+-[ep]/;

/**
 * A call that is over, as what telephone systems tell (A-06, L-21): that it is over, and what came of it where somebody said so.
 * Each is told once, however often the task changes. An entry of ours that was closed without a result means nothing: it was taken off the
 * list, or nobody has said what came of it. Pure: the same record gives the same signals under the same ids.
 */
export function mapCall(record: SalesforceRecord, context: MappingContext): Understanding {
  const { WhoId: customerId, CallObject: key } = record;
  const isCall = record.TaskSubtype === "Call";
  if (!isCall || isBinned(record) || record.IsClosed !== true) return NOTHING;
  if (typeof customerId !== "string" || !customerId.startsWith(CONTACT_PREFIX)) return NOTHING;
  const commandId = typeof key === "string" && OUR_COMMAND.test(key) ? key : undefined;
  // We close entries ourselves by the status.
  const words =
    commandId === undefined ? [record.CallDisposition, record.Status] : [record.CallDisposition];
  const outcome = outcomeOf(words, context);
  if (commandId !== undefined && outcome === undefined) return NOTHING;
  const about = `Task ${record.Id}`;
  const read = new FieldReader(about, record, context);
  const endedAt = read.instant("CompletedDateTime") ?? read.instant("SystemModstamp");
  if (endedAt === undefined) return understand(read.problems);
  const seconds = read.number("CallDurationInSeconds");
  const agent = ownerOf(record.OwnerId, context);
  const note = read.text("Description");
  const call = {
    ...{ callId: `salesforce:${record.Id}`, customerId, at: endedAt, endedAt },
    direction: record.CallType === "Inbound" ? "in" : "out",
    ...(agent !== undefined && { agent }),
  };
  const told = (what: string, signal: object): Candidate => ({
    ...{ place: about, about },
    signal: { ...call, ...signal, id: `call:${record.Id}:${what}` },
  });
  const length = seconds !== undefined && seconds > 0 ? seconds : 0;
  const startedAt = new Date(Date.parse(endedAt) - length * 1_000).toISOString();
  return understand([
    told("ended", { type: "call.ended", startedAt }),
    ...(outcome === undefined
      ? []
      : [
          told(`finished:${outcome}`, {
            ...{ type: "call.finished", outcome },
            ...(commandId !== undefined && { commandId }),
            ...(note !== undefined && commandId === undefined && { note }),
          }),
        ]),
    ...read.problems,
  ]);
}

const NOTHING: Understanding = { signals: [], problems: [] };

/** What came of a call, by the first of these words that means something; nothing where nobody has said. */
function outcomeOf(
  words: readonly unknown[],
  { settings: { calls } }: MappingContext,
): (typeof CALL_OUTCOMES)[number] | undefined {
  const meanings = new Map(
    Object.entries(calls.outcomes).map(([word, meaning]) => [plain(word), meaning]),
  );
  const said = words.map((word) => meanings.get(plain(word)));
  return said.find((meaning) => meaning !== undefined);
}

function plain(word: unknown): string {
  return String(word ?? "")
    .trim()
    .toLowerCase();
}

function ownerOf(id: unknown, { ownerName }: MappingContext): string | undefined {
  return typeof id === "string" ? (ownerName(id) ?? id) : undefined;
}
