import type { RecordSignal, Signal } from "@perennial/contract";
import { recordSignals, type Tenant, type TenantTransaction } from "@perennial/store";
import { settleByReport } from "../deliver/settle-by-report.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { applyRecords } from "./apply-records.ts";
import { attributeSignals, type RoutedSignal } from "./attribute-signals.ts";
import { applyConsequences } from "./consequences.ts";
import { readableSignal } from "./readable-signal.ts";
import { routeSignals } from "./route-signals.ts";

const RECORD_TYPES: ReadonlySet<string> = new Set<RecordSignal["type"]>([
  "customer.changed",
  "customer.deleted",
  "agreement.changed",
  "purchase.made",
  "consent.changed",
  "interaction.happened",
]);

/** What was told, and whether it may act. */
export interface Told {
  readonly tenant: Tenant;
  readonly signals: readonly Signal[];
  /** @default false */
  readonly quiet?: boolean;
}

/**
 * Takes in what connectors told: the mirror is brought up to date, and what has happened since we last knew
 * acts, once. `quiet` only fills the mirror: a first load means nothing to any program, however much of it
 * would (ux.md, 1).
 */
export async function applySignals(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, signals: told, quiet = false }: Told,
): Promise<void> {
  const now = context.clock.now();
  const signals = told.map(readableSignal);
  const records = signals.filter((each): each is RecordSignal => RECORD_TYPES.has(each.type));
  const applied = await applyRecords(tx, records, now);
  if (quiet) return;
  const happenings = [...signals.filter((each) => isNews(each, applied)), ...applied.derived];
  const routed = await attributeSignals(tx, happenings);
  const fresh = await recordSignals(tx, routed, now);
  const news = onlyFresh(routed, fresh);
  if (news.length === 0) return;
  const stopWords = context.stopWords(tenant);
  await applyConsequences(tx, news, stopWords);
  await settleByReport(
    tx,
    news.map((each) => each.signal),
    now,
  );
  await routeSignals({ tx, tenant, programs: context.programs, stopWords, now }, news);
}

/** A record that is as we knew it is no news. */
function isNews(signal: Signal, applied: Awaited<ReturnType<typeof applyRecords>>): boolean {
  switch (signal.type) {
    case "customer.changed":
      return applied.customers.includes(signal.customer.id);
    case "agreement.changed":
      return applied.agreements.some((each) => each.id === signal.agreement.id);
    case "purchase.made":
      return applied.purchases.includes(signal.purchase.id);
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
