import type { Instant } from "@perennial/contract";
import { placeholdersOf, type Relationship, relationshipOf, sameForm } from "@perennial/lifecycle";
import {
  commandId,
  countYear,
  type EffectOrigin,
  listConnections,
  loadRecords,
  loadSends,
  loadWaiting,
  lockCustomers,
  lockOrigins,
  type OutboxRow,
  readCallStates,
  readCallsOn,
  readConsents,
  readGlobalHoldout,
  readLastContacts,
  spansOf,
  type Tenant,
  type TenantTransaction,
  type WaitingEffect,
} from "@perennial/store";
import { onSince } from "../caller/on-since.ts";
import { type FactsOf, factsFrom } from "../facts/load-facts.ts";
import { loadForgotten } from "../forget/load-forgotten.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { RuntimeError } from "../runtime-error.ts";
import type { Batch } from "./batch.ts";
import { channelOf, contactEffect } from "./contact-effect.ts";
import { contactPolicyOf, contactsSince, ledgerSince, yearBefore } from "./contact-policy-of.ts";
import { Gates, type Reach } from "./gates.ts";
import { LedgerBook } from "./ledger-book.ts";
import { contactOf } from "./policy-message.ts";
import type { CallPace } from "./release-calls.ts";

/** What a batch is loaded for. */
export interface Loading {
  readonly context: RuntimeContext;
  readonly tenant: Tenant;
  readonly now: Instant;
  readonly reach: Reach;
  readonly startsPrograms: boolean;
  /** Whether more may be due than this batch takes. */
  readonly more: boolean;
  readonly unsubscribeUrl: ((tenant: Tenant, customerId: string) => string) | undefined;
  /** How calls are paced; nothing where they are not. */
  readonly pace: CallPace | undefined;
}

/**
 * Loads everything that due rows are judged by. The number of statements does not depend on the number of rows.
 * Rows whose enrolment or customer another worker holds are left out and stay as they are.
 */
export async function loadBatch(
  tx: TenantTransaction,
  due: readonly OutboxRow[],
  loading: Loading,
): Promise<Batch> {
  const { context, tenant, now, unsubscribeUrl } = loading;
  const origins = await lockOrigins(tx, distinct(due.map((row) => row.enrolmentId)));
  const free = due.filter((row) => origins.has(row.enrolmentId));
  const customers = await lockCustomers(
    tx,
    distinct(free.filter(isContact).map((row) => row.customerId)),
  );
  const rows = free.filter((row) => customers.get(row.customerId)?.locked !== false);
  const programs = await loadPrograms(context, tx, [...origins.values()]);
  const records = await loadRecords(tx, {
    customerIds: rows.map((row) => row.customerId),
    agreementIds: rows.flatMap((row) => origins.get(row.enrolmentId)?.agreementId ?? []),
    invitationIds: rows.flatMap((row) => origins.get(row.enrolmentId)?.invitationId ?? []),
    standings: [...programs.values()].some(textsNameStanding),
  });
  const factsOf = factsFrom(records, { tenant, now });
  const people = await loadPeople(tx, { rows, origins, factsOf, programs, loading });
  const newCalls = rows.filter((row) => row.order.kind === "call" && row.command === null);
  const [callsOn, lastContacts, calls, connections, globalHoldout] = await Promise.all([
    // After the lock, which whoever tells that a call is on waits for, too.
    loadCallsOn(tx, [...customers.keys()], loading),
    readLastContacts(tx, distinct(newCalls.map((row) => row.enrolmentId))),
    loadCalls(tx, rows),
    listConnections(tx),
    readGlobalHoldout(tx),
  ]);
  return {
    tenant,
    now,
    rows,
    origins,
    programs,
    factsOf,
    customers,
    callsOn,
    ...people,
    lastContacts,
    calls,
    globalHoldout,
    gates: new Gates(loading.reach, connections, now),
    startsPrograms: loading.startsPrograms,
    pace: loading.pace,
    unsubscribeUrl: unsubscribeUrl && ((customerId) => unsubscribeUrl(tenant, customerId)),
  };
}

/** Calls with customers that may be on: none is longer than two hours. */
async function loadCallsOn(
  tx: TenantTransaction,
  customerIds: readonly string[],
  { now }: Loading,
): Promise<Batch["callsOn"]> {
  const calls = await readCallsOn(tx, customerIds, onSince(now));
  return Map.groupBy(calls, ({ customerId }) => customerId);
}

async function loadPrograms(
  context: RuntimeContext,
  tx: TenantTransaction,
  origins: readonly EffectOrigin[],
): Promise<ReadonlyMap<string, LoadedProgram>> {
  const programs = new Map<string, LoadedProgram>();
  for (const { program, programVersion } of origins) {
    const key = `${program}@${programVersion}`;
    if (programs.has(key)) continue;
    const loaded = await loadProgram(context, tx, { program, version: programVersion });
    if (loaded) programs.set(key, loaded);
  }
  return programs;
}

/** A program that cannot be read keeps its own effects waiting, and no others. */
async function loadProgram(
  context: RuntimeContext,
  tx: TenantTransaction,
  { program, version }: { readonly program: string; readonly version: number },
): Promise<LoadedProgram | undefined> {
  try {
    return await context.programs.load(tx, program, version);
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    context.log.error("A program cannot be read; its effects wait.", {
      program,
      error: error.message,
    });
    return undefined;
  }
}

interface PeopleWanted {
  readonly rows: readonly OutboxRow[];
  readonly origins: ReadonlyMap<number, EffectOrigin>;
  readonly factsOf: FactsOf;
  readonly programs: ReadonlyMap<string, LoadedProgram>;
  readonly loading: Loading;
}

/** What the contact policy asks of the people whom messages and calls are for. */
async function loadPeople(tx: TenantTransaction, wanted: PeopleWanted) {
  const { loading, programs } = wanted;
  const { tenant, now } = loading;
  const contacts = wanted.rows.filter(isContact);
  const customerIds = distinct(contacts.map((row) => row.customerId));
  const marketing = contacts.filter(({ order }) => contactEffect(order)?.class === "marketing");
  const marketed = distinct(marketing.map((row) => row.customerId));
  const policies = [...programs.values()].map(({ rulePack }) => contactPolicyOf(tenant, rulePack));
  const budgeted = policies.some(({ budget }) => budget !== null) ? marketed : [];
  const addressOfRow = new Map(contacts.map((row) => [row, addressOf(row, wanted)]));
  const addressesOf = (rows: readonly OutboxRow[]) =>
    distinct(rows.flatMap((row) => addressOfRow.get(row) ?? []));
  const [counts, sends, waiting, consents, relationships, forgottenSince] = await Promise.all([
    countYear(tx, budgeted, yearBefore(now, tenant.timeZone)),
    loadSends(tx, {
      customerIds,
      since: earliest(policies, (policy) => ledgerSince(policy, now), now),
      contactPoints: addressesOf(marketing),
      contactsSince: earliest(policies, (policy) => contactsSince(policy, now), now),
    }),
    // All that waits is at hand, unless there is more than one batch takes.
    loading.more
      ? loadWaiting(tx, customerIds, now)
      : contacts.flatMap((row) => waitingOf(row, wanted)),
    readConsents(tx, customerIds),
    loadRelationships(tx, marketed),
    loadForgotten(tx, loading.context.vault, addressesOf(contacts)),
  ]);
  return {
    counts,
    ledger: new LedgerBook({ tenant: tenant.id, sends, waiting, counts }),
    consents,
    relationships,
    forgottenSince,
  };
}

function waitingOf(row: OutboxRow, { origins, loading }: PeopleWanted): readonly WaitingEffect[] {
  const effect = contactEffect(row.order);
  const origin = origins.get(row.enrolmentId);
  if (!effect || !origin || row.state !== "pending") return [];
  const { customerId, createdAt } = row;
  const { class: messageClass, topic, priority } = effect;
  const message = {
    id: commandId(loading.tenant.id, row),
    class: messageClass,
    channel: channelOf(effect),
    ...(topic !== undefined && { topic }),
    ...{ priority, createdAt, program: origin.program },
  };
  return [{ customerId, message }];
}

function addressOf(row: OutboxRow, { origins, factsOf }: PeopleWanted): string | undefined {
  const effect = contactEffect(row.order);
  if (!effect) return undefined;
  const agreementId = origins.get(row.enrolmentId)?.agreementId ?? undefined;
  const facts = factsOf({ customerId: row.customerId, agreementId });
  const { contactPoint } = facts ? contactOf({ effect, facts, row }) : {};
  return contactPoint === undefined ? undefined : sameForm(contactPoint);
}

/** The business that customers do or did with the company, which some marketing is lawful by. */
async function loadRelationships(
  tx: TenantTransaction,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, Relationship>> {
  const byCustomer = Map.groupBy(await spansOf(tx, customerIds), (span) => span.customerId);
  return new Map(
    [...byCustomer].flatMap(([id, own]) => {
      const relationship = relationshipOf(own);
      return relationship ? [[id, relationship] as const] : [];
    }),
  );
}

async function loadCalls(
  tx: TenantTransaction,
  rows: readonly OutboxRow[],
): Promise<Batch["calls"]> {
  const wanted = rows.flatMap(({ enrolmentId, order }) =>
    order.kind === "withdraw-call" ? [{ enrolmentId, seq: order.callSeq }] : [],
  );
  const found = await readCallStates(tx, wanted);
  return new Map(found.map((call) => [`${call.enrolmentId}/${call.seq}`, call]));
}

/** Whether a program's texts show anything of what is computed of the customer. */
function textsNameStanding({ templates }: LoadedProgram): boolean {
  return templates.some((each) =>
    placeholdersOf(each).some(({ field }) => field.startsWith("standing.")),
  );
}

function isContact({ order }: OutboxRow): boolean {
  return contactEffect(order) !== undefined;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function earliest<T>(
  items: readonly T[],
  momentOf: (item: T) => Instant,
  latest: Instant,
): Instant {
  return items.map(momentOf).reduce((a, b) => (a < b ? a : b), latest);
}
