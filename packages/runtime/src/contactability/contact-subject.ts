import { CHANNELS, type Customer, type Instant } from "@perennial/contract";
import {
  type ContactPolicy,
  type ContactSubject,
  contactPointOf,
  isGloballyHeldOut,
  type Ledger,
  type Person,
  relationshipOf,
  sameForm,
} from "@perennial/lifecycle";
import {
  agreementsOf,
  CUSTOMERS,
  countYear,
  loadSends,
  readCallsOn,
  readConsents,
  readGlobalHoldout,
  readGoneSince,
  readRecords,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { onSince } from "../caller/on-since.ts";
import {
  contactPolicyOf,
  contactsSince,
  ledgerSince,
  yearBefore,
} from "../deliver/contact-policy-of.ts";
import { erasure } from "../deliver/erasure.ts";
import { LedgerBook } from "../deliver/ledger-book.ts";
import { loadForgotten } from "../forget/load-forgotten.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** Whose ways of being contacted are asked about. */
export interface ContactAsked {
  readonly tenant: Tenant;
  readonly customerId: string;
}

/**
 * A customer as the contact policy judges one, by the rules that hold for the tenant: of the same records, read the same
 * way, as messages of programs are judged by at the moment of sending. Nothing for a customer who is not known.
 */
export async function loadContactSubject(
  { vault, rulePack, clock }: Pick<RuntimeContext, "vault" | "rulePack" | "clock">,
  tx: TenantTransaction,
  { tenant, customerId }: ContactAsked,
): Promise<ContactSubject | undefined> {
  const [customer] = await readRecords(tx, CUSTOMERS, [customerId]);
  if (!customer) return undefined;
  const now = clock.now();
  const policy = contactPolicyOf(tenant, rulePack);
  const addresses = addressesOf(customer);
  const [past, consents, agreements, calls, forgottenSince, holdout, goneSince] = await Promise.all(
    [
      loadLedger(tx, { tenant, customerId, addresses, policy, now }),
      readConsents(tx, [customerId]),
      agreementsOf(tx, [customerId]),
      readCallsOn(tx, [customerId], onSince(now)),
      loadForgotten(tx, vault, addresses),
      readGlobalHoldout(tx),
      readGoneSince(tx, customerId),
    ],
  );
  const { ledger, purchasesLastYear } = past;
  const relationship = relationshipOf(agreements);
  const person: Person = {
    customer,
    consents: consents.get(customerId) ?? [],
    suppressions: addresses.flatMap((address) => {
      const since = forgottenSince(address);
      return since === undefined ? [] : [erasure(address, since)];
    }),
    ...(relationship && { relationship }),
    purchasesLastYear,
    calls,
    ...(goneSince !== undefined && { gone: { at: goneSince, cause: "deleted" } }),
  };
  const globalHoldout = isGloballyHeldOut(holdout, customerId);
  return { person, ledger, policy, now, globalHoldout };
}

function addressesOf(customer: Customer): readonly string[] {
  const points = CHANNELS.filter((channel) => channel !== "post").flatMap((channel) => {
    const point = contactPointOf(customer, channel);
    return point === undefined ? [] : [point];
  });
  return [...new Set(points)];
}

interface LedgerAsked extends ContactAsked {
  readonly addresses: readonly string[];
  readonly policy: ContactPolicy;
  readonly now: Instant;
}

/** What was sent to the customer, and to anybody at the customer's addresses. */
async function loadLedger(
  tx: TenantTransaction,
  { tenant, customerId, addresses, policy, now }: LedgerAsked,
): Promise<{ readonly ledger: Ledger; readonly purchasesLastYear: number }> {
  const [sends, counts] = await Promise.all([
    loadSends(tx, {
      customerIds: [customerId],
      since: ledgerSince(policy, now),
      contactPoints: addresses.map(sameForm),
      contactsSince: contactsSince(policy, now),
    }),
    countYear(tx, [customerId], yearBefore(now, tenant.timeZone)),
  ]);
  const book = new LedgerBook({ tenant: tenant.id, sends, waiting: [], counts });
  const ledgers = ["", ...addresses].map((address) => book.of(customerId, address, ""));
  const entries = new Map(
    ledgers.flatMap((each) => each.entries.map((entry) => [entry.messageId, entry] as const)),
  );
  const [first] = ledgers;
  return {
    ledger: { waiting: [], ...first, entries: [...entries.values()] },
    purchasesLastYear: counts.get(customerId)?.purchases ?? 0,
  };
}
