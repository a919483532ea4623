import type { Signal } from "@perennial/contract";
import { recordSignals, type Tenant, type TenantTransaction } from "@perennial/store";
import { settleByReport } from "../deliver/settle-by-report.ts";
import { eraseTold } from "../forget/erase-told.ts";
import { stopPrograms } from "../leave/stop-programs.ts";
import { admitTold } from "../merge/admit-told.ts";
import { mergeTold } from "../merge/merge-told.ts";
import { reviewTold } from "../review/review-told.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { type AppliedRecords, applyRecords, bringsRecord } from "./apply-records.ts";
import { attributeSignals, type RoutedSignal } from "./attribute-signals.ts";
import { applyConsequences, type ToldConsent } from "./consequences.ts";
import { noteCallsTold, tellsOfCall } from "./note-calls-told.ts";
import { type ChangedConsent, orderConsents } from "./order-consents.ts";
import { readableSignal } from "./readable-signal.ts";
import { routeSignals } from "./route-signals.ts";

/** What was told, and whether it may act. */
export interface Told {
  readonly tenant: Tenant;
  readonly signals: readonly Signal[];
  /** @default false */
  readonly quiet?: boolean;
  /** The connection that told a signal, by the signal's id. @default none: somebody here did */
  readonly from?: (signalId: string) => string | undefined;
}

/** What changes whose the records are, or that there are any: done whatever else is told, and as often. */
const OF_IDENTITY: ReadonlySet<string> = new Set<Signal["type"]>([
  "customer.merged",
  "customer.erased",
]);

/** What no program waits for: what it means is done before any is asked. */
const OF_NO_PROGRAM: ReadonlySet<string> = new Set<Signal["type"]>([
  "program.stop-requested",
  "call.started",
  "call.ended",
]);

/**
 * Takes in what connectors told: the mirror is brought up to date, and what has happened since we last knew
 * acts, once; where the customers of purchases and agreements stand is computed anew at once. `quiet` only fills the mirror: a first load means nothing to any program, however much of it
 * would (ux.md, 1).
 */
export async function applySignals(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, signals: told, quiet = false, from = () => undefined }: Told,
): Promise<void> {
  const now = context.clock.now();
  const signals = await admitTold(context, tx, { signals: told.map(readableSignal), now });
  const applied = await applyRecords(tx, signals.filter(bringsRecord), now);
  const lifted = await mergeTold(tx, signals, now);
  const customerIds = movedBy(signals, applied);
  // Before anything acts, so that what a purchase lifts is known to the programs that hear of it.
  await reviewTold(context, tx, { tenant, customerIds, quiet });
  if (!quiet) {
    const news = await takeNews(context, tx, { tenant, signals, applied, from });
    const consents = news.map(({ consent, signalId }) => ({ consent, from: from(signalId) }));
    const merged = lifted.map((consent): ChangedConsent => ({ consent, from: undefined }));
    await orderConsents(context, tx, { changed: [...consents, ...merged], now });
  }
  // Last of all: nothing that was told beside it brings back what is forgotten.
  await eraseTold(context, tx, { signals, now });
}

/** The customers whose standing follows from what was told: of their purchases and agreements, or of who they are. */
function movedBy(signals: readonly Signal[], applied: AppliedRecords): readonly string[] {
  return signals.flatMap((signal) => {
    if (signal.type === "purchase.made") {
      return applied.purchases.has(signal.purchase.id) ? [signal.purchase.customerId] : [];
    }
    if (signal.type === "agreement.changed") {
      return applied.agreements.has(signal.agreement.id) ? [signal.agreement.customerId] : [];
    }
    return signal.type === "customer.merged" ? [signal.into] : [];
  });
}

interface News {
  readonly tenant: Tenant;
  readonly signals: readonly Signal[];
  readonly applied: AppliedRecords;
  readonly from: (signalId: string) => string | undefined;
}

/** Lets what has happened since we last knew act, once. Gives the permissions that changed by it. */
async function takeNews(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, signals, applied, from }: News,
): Promise<readonly ToldConsent[]> {
  const now = context.clock.now();
  const told = signals.filter(({ type }) => !OF_IDENTITY.has(type));
  const happenings = [...told.filter((each) => isNews(each, applied)), ...applied.derived];
  const attributed = await attributeSignals(tx, happenings);
  const fresh = await recordSignals(tx, attributed, now);
  const news = onlyFresh(attributed, fresh);
  if (news.length === 0) return [];
  const stopWords = context.rulePack.stopWords;
  const objections = await applyConsequences(tx, news, stopWords);
  await settleByReport(
    tx,
    news.map((each) => each.signal),
    now,
  );
  await stopPrograms(
    tx,
    news.map((each) => each.signal),
    now,
  );
  const calls = [...new Set(news.map((each) => each.signal))].filter(tellsOfCall);
  await noteCallsTold(context, tx, { tenant, signals: calls, from });
  const routed = news.filter(({ signal }) => !OF_NO_PROGRAM.has(signal.type));
  await routeSignals({ tx, tenant, programs: context.programs, stopWords, now }, routed);
  return [...objections, ...news.flatMap(({ signal }) => consentsOf(signal))];
}

function consentsOf(signal: Signal): readonly ToldConsent[] {
  if (signal.type !== "consent.changed") return [];
  return [{ consent: signal.consent, signalId: signal.id }];
}

/** A record that is as we knew it is no news. */
function isNews(signal: Signal, applied: AppliedRecords): boolean {
  switch (signal.type) {
    case "customer.changed":
      return applied.customers.has(signal.customer.id);
    case "agreement.changed":
      return applied.agreements.has(signal.agreement.id);
    case "purchase.made":
      return applied.purchases.has(signal.purchase.id);
    case "invitation.changed":
      return applied.invitations.has(signal.invitation.id);
    case "referral.changed":
      return applied.referrals.has(signal.referral.id);
    case "interaction.happened":
      return applied.interactions.has(signal.interaction.id);
    case "offer.redeemed":
      return applied.redemptions.has(signal.redemption.id);
    default:
      return true;
  }
}

/** The signals that were never seen before, each once. */
function onlyFresh(
  routed: readonly RoutedSignal[],
  fresh: ReadonlySet<string>,
): readonly RoutedSignal[] {
  const seen = new Set<string>();
  return routed.filter(({ signal, customerId, enrolmentId }) => {
    const key = `${signal.id}\n${customerId ?? ""}\n${enrolmentId ?? ""}`;
    if (!fresh.has(signal.id) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
