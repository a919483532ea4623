import type { Instant, LocalDate } from "@perennial/contract";
import {
  type CompiledProgram,
  type Facts,
  instantAt,
  localDateOf,
  type RecordsNeeded,
} from "@perennial/lifecycle";
import {
  type LoadedRecords,
  loadRecords,
  type StoredEnrolment,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { holidaysOf } from "./holidays-of.ts";

/** Who facts are about. */
export interface Subject {
  readonly customerId: string;
  readonly agreementId?: string | undefined;
  readonly invitationId?: string | undefined;
}

/** Whom an enrolment is about. */
export function subjectOfEnrolment({
  customerId,
  agreementId,
  invitationId,
}: Pick<StoredEnrolment, "customerId" | "agreementId" | "invitationId">): Subject {
  return {
    customerId,
    agreementId: agreementId ?? undefined,
    invitationId: invitationId ?? undefined,
  };
}

/** Gives the facts about a subject; nothing for a customer that is not known. */
export type FactsOf = (subject: Subject, enrolment?: Facts["enrolment"]) => Facts | undefined;

const NONE = Object.freeze({});
const EMPTY: readonly never[] = Object.freeze([]);

/** What facts are wanted for. */
export interface FactsWanted {
  readonly tenant: Tenant;
  readonly now: Instant;
  /** The programs that will ask: no more of a customer's history is loaded than their conditions reach. */
  readonly programs: readonly CompiledProgram[];
  /** Where they ask, if it is in one place alone: no other records are loaded. @default anywhere */
  readonly asked?: keyof CompiledProgram["recordsNeeded"];
}

const ALL: RecordsNeeded = { customer: true, agreement: true, renewal: true, invitation: true };

/** Loads the facts about a batch of subjects in a fixed number of statements. */
export async function loadFacts(
  tx: TenantTransaction,
  subjects: readonly Subject[],
  { tenant, now, programs, asked }: FactsWanted,
): Promise<FactsOf> {
  const today = localDateOf(now, tenant.timeZone);
  const needs = programs.map((program) => program.historyNeeded(today));
  const history = (kind: "purchases" | "interactions") => {
    const wanted = needs.flatMap((need) => need[kind] ?? []);
    return wanted.length === 0 ? {} : { [kind]: longest(wanted, tenant.timeZone) };
  };
  const of = asked ? neededByAny(programs.map((program) => program.recordsNeeded[asked])) : ALL;
  const agreementIds = subjects.flatMap((each) => each.agreementId ?? []);
  const records = await loadRecords(tx, {
    customerIds: subjects.map((each) => each.customerId),
    customers: of.customer,
    agreementIds: of.agreement ? agreementIds : [],
    renewalsOf: of.renewal ? agreementIds : [],
    invitationIds: of.invitation ? subjects.flatMap((each) => each.invitationId ?? []) : [],
    standings: needs.some(({ standing }) => standing),
    ...history("purchases"),
    ...history("interactions"),
  });
  return factsFrom(records, { tenant, now });
}

function neededByAny(all: readonly RecordsNeeded[]): RecordsNeeded {
  const needs = (record: keyof RecordsNeeded) => all.some((each) => each[record]);
  return {
    customer: needs("customer"),
    agreement: needs("agreement"),
    renewal: needs("renewal"),
    invitation: needs("invitation"),
  };
}

/** The longest of several looks back. */
function longest(
  wanted: readonly { readonly since?: LocalDate }[],
  zone: string,
): { readonly since?: Instant } {
  const dates = wanted.map((each) => each.since).filter((since) => since !== undefined);
  const [first] = dates.sort();
  if (first === undefined || dates.length < wanted.length) return {};
  return { since: instantAt(first, "00:00", zone) };
}

/** The facts that loaded records amount to. */
export function factsFrom(
  records: LoadedRecords,
  { tenant, now }: { readonly tenant: Tenant; readonly now: Instant },
): FactsOf {
  const zone = tenant.timeZone;
  const { currency } = tenant;
  const base = { now, zone, currency, today: localDateOf(now, zone), holidays: holidaysOf(tenant) };
  return ({ customerId, agreementId, invitationId }, enrolment = NONE) => {
    const customer = records.customers.get(customerId);
    if (!customer) return undefined;
    const agreement = agreementId === undefined ? undefined : records.agreements.get(agreementId);
    const renewal = agreementId === undefined ? undefined : records.renewals.get(agreementId);
    const standing = records.standings.get(customerId);
    const invitation =
      invitationId === undefined ? undefined : records.invitations.get(invitationId);
    return {
      ...base,
      customer,
      ...(standing && { standing }),
      ...(invitation && { invitation }),
      ...(agreement && { agreement }),
      ...(renewal && { renewal }),
      purchases: records.purchases.get(customerId) ?? EMPTY,
      interactions: records.interactions.get(customerId) ?? EMPTY,
      enrolment,
      signal: NONE,
    };
  };
}
