import type {
  Agreement,
  Channel,
  Consent,
  Customer,
  Instant,
  Interaction,
  Purchase,
  PutCall,
  Redemption,
  Standing,
} from "@perennial/contract";
import type { OpenCall } from "../reading/open-calls.ts";
import type { RecordTable } from "../record/record-table.ts";
import {
  AGREEMENTS,
  CUSTOMERS,
  INTERACTIONS,
  PURCHASES,
  REDEMPTIONS,
  STANDINGS,
} from "../record/tables.ts";
import type { StoredHandOver } from "./hand-overs.ts";
import type { CallOn } from "./ongoing-calls.ts";
import type { StoredPromise } from "./promises.ts";

/** A program that somebody is in, as far as a picture tells of it. */
export interface CallerEnrolment {
  readonly id: number;
  readonly program: string;
  readonly programVersion: number;
  readonly agreementId: string | null;
  readonly stage: string | null;
  readonly step: string | null;
  readonly timerAt: Instant | null;
  readonly enteredAt: Instant;
}

/** An offer that a message to somebody carried, or that an agent noted in a call. */
export interface CallerOffer {
  readonly offerId: string;
  readonly at: Instant;
  readonly channel: Channel;
  /** The program whose it is, and its version; none for an agent's own. */
  readonly program: string | null;
  readonly programVersion: number | null;
}

/** Everything that is known of somebody who may be calling. */
export interface CallerRecords {
  readonly customer: Customer;
  /** Ids that are merged into it. */
  readonly formerIds: readonly string[];
  readonly agreements: readonly Agreement[];
  readonly interactions: readonly Interaction[];
  readonly purchases: readonly Purchase[];
  readonly redemptions: readonly Redemption[];
  readonly standing: Standing | undefined;
  readonly consents: readonly Consent[];
  readonly enrolments: readonly CallerEnrolment[];
  readonly offers: readonly CallerOffer[];
  readonly promises: readonly StoredPromise[];
  readonly notes: readonly StoredHandOver[];
  readonly openCalls: readonly OpenCall[];
  readonly callsOn: readonly (CallOn & { readonly agent: string | null })[];
}

type JsonRow = Readonly<Record<string, unknown>>;

/** What the query gives of one caller: lists are null where they are empty, moments as PostgreSQL writes them in JSON. */
export interface CallerRow {
  readonly customer: JsonRow;
  readonly formerIds: readonly string[] | null;
  readonly agreements: readonly JsonRow[] | null;
  readonly interactions: readonly JsonRow[] | null;
  readonly purchases: readonly JsonRow[] | null;
  readonly redemptions: readonly JsonRow[] | null;
  readonly standing: JsonRow | null;
  readonly groups: readonly string[] | null;
  readonly consents: readonly JsonRow[] | null;
  readonly enrolments: readonly JsonRow[] | null;
  readonly offers: readonly JsonRow[] | null;
  readonly promises: readonly JsonRow[] | null;
  readonly notes: readonly JsonRow[] | null;
  readonly openCalls: readonly (JsonRow & { readonly command: PutCall })[] | null;
  readonly callsOn: readonly JsonRow[] | null;
}

/** Reads a row of the query. */
export function callerRecords(row: CallerRow): CallerRecords {
  const standing = row.standing && recordOf(STANDINGS, row.standing);
  return {
    customer: recordOf(CUSTOMERS, row.customer),
    formerIds: row.formerIds ?? [],
    agreements: recordsOf(AGREEMENTS, row.agreements),
    interactions: recordsOf(INTERACTIONS, row.interactions),
    purchases: recordsOf(PURCHASES, row.purchases),
    redemptions: recordsOf(REDEMPTIONS, row.redemptions),
    standing:
      standing || row.groups
        ? { ...standing, ...(row.groups && { groups: [...row.groups] }) }
        : undefined,
    consents: (row.consents ?? []).map((each) => withoutEmpty(withInstants(each, ["at"]))),
    enrolments: (row.enrolments ?? []).map((each) =>
      withInstants<CallerEnrolment>(each, ["timerAt", "enteredAt"]),
    ),
    offers: (row.offers ?? []).map((each) => withInstants<CallerOffer>(each, ["at"])),
    promises: (row.promises ?? []).map((each) =>
      withInstants<StoredPromise>(each, [
        ...["notBefore", "dueBy", "expiresAt", "agreedAt", "settledAt"],
      ]),
    ),
    notes: (row.notes ?? []).map((each) => withInstants<StoredHandOver>(each, ["at", "takenAt"])),
    openCalls: (row.openCalls ?? []).map((each) => withInstants<OpenCall>(each, ["listedAt"])),
    callsOn: (row.callsOn ?? []).map((each) =>
      withInstants<CallOn & { readonly agent: string | null }>(each, ["startedAt"]),
    ),
  };
}

function recordsOf<T>(record: RecordTable<T>, rows: readonly JsonRow[] | null): readonly T[] {
  return (rows ?? []).map((row) => recordOf(record, row));
}

/** A record from the JSON of its row, whose names are those of the columns. */
function recordOf<T>(record: RecordTable<T>, row: JsonRow): T {
  const fields = record.columns.map(({ field, column, type }) => {
    const value = row[column];
    return [field, type === "timestamptz" ? instantOf(value) : value] as const;
  });
  return record.parse(Object.fromEntries(fields));
}

function withInstants<T>(row: JsonRow, names: readonly string[]): T {
  const instants = names.map((name) => [name, instantOf(row[name])] as const);
  return { ...row, ...Object.fromEntries(instants) } as T;
}

function instantOf(value: unknown): unknown {
  return typeof value === "string" ? new Date(value).toISOString() : value;
}

/** What a consent leaves out, the table has as an empty text or as nothing. */
function withoutEmpty(consent: JsonRow): Consent {
  const said = Object.entries(consent).filter(([, value]) => value !== null && value !== "");
  return Object.fromEntries(said) as Consent;
}
