import { type Candidate, understand } from "@perennial/connector-kit";
import type { CALL_OUTCOMES, Understanding } from "@perennial/contract";
import type { CallSettings } from "../settings/call-settings.ts";
import type { OwnedRow } from "./agreement-mapping.ts";
import { ColumnReader } from "./column-reader.ts";
import type { MappingContext } from "./mapping-context.ts";

/** The table of phone calls. */
export const PHONE_CALL = "phonecall";
/** The column that says whom a phone call is about. */
export const REGARDING = "regardingobjectid";
/** The columns that phone calls are read with (crm/dynamics.md, 5). */
export function callColumns({ outcome }: CallSettings): readonly string[] {
  return [
    ...[REGARDING, "ownerid", "description", "phonenumber", "directioncode", "leftvoicemail"],
    ...["actualstart", "actualend", "statecode", "statuscode", ...(outcome ? [outcome] : [])],
  ];
}

/** The `statecode` of a phone call that is over; one that was canceled was none. */
const COMPLETED = "1";

/**
 * A phone call that is over, as what telephone systems tell (A-06, L-21): that it is over, and what came of it. Each is told once, however
 * often the row changes. A call that is about nobody's customer is none of ours. Pure: the same row gives the same signals under the same ids.
 */
export function mapCall({ row, id, customerId }: OwnedRow, context: MappingContext): Understanding {
  if (String(row.statecode ?? "") !== COMPLETED || customerId === undefined) return understand([]);
  const about = id.replace(":", " ");
  const read = new ColumnReader(about, row, context);
  const endedAt = read.instant("actualend") ?? read.instant("modifiedon");
  if (endedAt === undefined) return understand(read.problems);
  const started = read.instant("actualstart");
  const startedAt = started !== undefined && started < endedAt ? started : endedAt;
  const owner = read.raw("ownerid");
  const note = read.text("description");
  const phone = read.text("phonenumber");
  const call = {
    ...{ callId: `dynamics:${id}`, customerId, at: endedAt, endedAt },
    direction: row.directioncode === false ? "in" : "out",
    ...(owner !== undefined && { agent: context.ownerName(owner) ?? owner }),
  };
  const outcome = outcomeOf(read, row.leftvoicemail === true, context.settings.calls);
  const told = (what: string, signal: object): Candidate => ({
    ...{ place: about, about },
    signal: { ...call, ...signal, id: `call:${id}:${what}` },
  });
  return understand([
    told("ended", { type: "call.ended", startedAt, ...(phone && { phone: phone.slice(0, 100) }) }),
    ...(outcome === undefined
      ? []
      : [
          told(`finished:${outcome}`, {
            ...{ type: "call.finished", outcome },
            ...(note && { note }),
          }),
        ]),
    ...read.problems,
  ]);
}

/** What came of a call: by the organisation's own column where there is one; nothing where it says nothing that is known. */
function outcomeOf(
  read: ColumnReader,
  isVoiceMail: boolean,
  { outcome: column, outcomes }: CallSettings,
): (typeof CALL_OUTCOMES)[number] | undefined {
  if (column === null) return isVoiceMail ? "not-reached" : "reached";
  const said = read.raw(column);
  return said !== undefined && Object.hasOwn(outcomes, said) ? outcomes[said] : undefined;
}
