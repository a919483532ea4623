import type { Candidate } from "@perennial/connector-kit";
import type { CALL_OUTCOMES, Misunderstanding } from "@perennial/contract";
import type { OwnedRecord } from "../read/hubspot-record.ts";
import { ownerless } from "./agreement-mapping.ts";
import type { MappingContext } from "./mapping-context.ts";
import { plainText } from "./plain-text.ts";
import { PropertyReader } from "./property-reader.ts";

/** The type of call records in paths. */
export const CALLS = "calls";

type Outcome = (typeof CALL_OUTCOMES)[number];

/** The properties of a call (developers.hubspot.com/docs/api-reference/latest/crm/activities/calls/guide). */
const AT = "hs_timestamp";
const STATUS = "hs_call_status";
const OUTCOME = "hs_call_disposition";
const DIRECTION = "hs_call_direction";
const LENGTH = "hs_call_duration";
const BODY = "hs_call_body";
const FROM = "hs_call_from_number";
const TO = "hs_call_to_number";
const OWNER = "hubspot_owner_id";
export const CALL_PROPERTIES = [AT, STATUS, OUTCOME, DIRECTION, LENGTH, BODY, FROM, TO, OWNER];

/** HubSpot's own outcomes by their ids, the same in every portal (same page): connected, left live message, left voicemail, no answer, busy, wrong number. */
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  "f240bbac-87c9-4f6e-bf70-924b57d47db7": "reached",
  "a4c4c377-d246-4b32-a13b-75a56a4cd0ff": "not-reached",
  "b2cf5968-551e-4856-9783-52b3da59a7d0": "not-reached",
  "73a0d17f-1163-4015-bdd5-ec830791da20": "not-reached",
  "9d9162e7-6cf3-4944-bf63-4dff82258764": "not-reached",
  "17b47fee-58de-441e-a44c-c6300d46f273": "wrong-number",
};
/** Statuses of a call that somebody is in just now. */
const ONGOING = new Set(["CONNECTING", "IN_PROGRESS"]);
/** Statuses of one that led to nobody. */
const UNANSWERED = new Set(["BUSY", "NO_ANSWER", "MISSED", "FAILED", "CANCELED"]);
/** Statuses of one that has not begun. */
const AHEAD = new Set(["QUEUED", "RINGING", "CALLING_CRM_USER"]);

/**
 * A logged call as what telephone systems tell (L-22): that it is on, that it is over, and what came of it where somebody
 * said so. Each is told once, however often the record changes.
 */
export function mapCall(
  { record, contactId }: OwnedRecord,
  context: MappingContext,
): (Candidate | Misunderstanding)[] {
  const about = `call ${record.id}`;
  const read = new PropertyReader(about, record, context);
  const status = read.raw(STATUS) ?? "COMPLETED";
  const startedAt = read.instant(AT);
  if (record.archivedAt || startedAt === undefined || AHEAD.has(status)) return read.problems;
  if (contactId === undefined) return [ownerless(about)];
  const direction = read.raw(DIRECTION) === "INBOUND" ? "in" : "out";
  const agent = ownerOf(read.raw(OWNER), context);
  const callId = `hubspot:${record.id}`;
  const told = { ...{ callId, customerId: contactId, direction }, ...(agent && { agent }) };
  const candidate = (what: string, signal: object): Candidate => ({
    ...{ place: about, about },
    signal: { id: `call:${record.id}:${what}`, ...told, ...signal },
  });
  if (ONGOING.has(status)) {
    return [candidate("started", { type: "call.started", at: startedAt, startedAt })];
  }
  const milliseconds = read.number(LENGTH) ?? 0;
  const endedAt = new Date(Date.parse(startedAt) + Math.max(0, milliseconds)).toISOString();
  const phone = read.raw(direction === "in" ? FROM : TO);
  const isAnswered = !UNANSWERED.has(status);
  const ended = candidate("ended", {
    ...{ type: "call.ended", at: endedAt, startedAt, endedAt },
    ...(phone && { phone }),
    ...(isAnswered && { answeredAt: startedAt }),
  });
  const outcome = outcomeOf(read.raw(OUTCOME), isAnswered, context);
  if (outcome === undefined) return [ended, ...read.problems];
  const note = plainText(read.raw(BODY) ?? "");
  const finished = candidate(`finished:${outcome}`, {
    ...{ type: "call.finished", at: endedAt, endedAt, outcome },
    ...(note !== "" && { note }),
  });
  return [ended, finished, ...read.problems];
}

/** What came of a call: what somebody said, or that nobody answered. Nothing where nobody has said yet. */
function outcomeOf(
  id: string | undefined,
  isAnswered: boolean,
  { settings }: MappingContext,
): Outcome | undefined {
  if (id === undefined) return isAnswered ? undefined : "not-reached";
  return settings.calls.outcomes[id] ?? OUTCOMES[id];
}

function ownerOf(id: string | undefined, { ownerName }: MappingContext): string | undefined {
  return id === undefined ? undefined : (ownerName(id) ?? id);
}
