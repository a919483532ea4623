import type { Instant, LocalDate } from "@perennial/contract";
import {
  addDays,
  type Escalation,
  type EscalationPlan,
  instantAt,
  localDateOf,
  planEscalations,
  renewalChance,
} from "@perennial/lifecycle";
import {
  type CallTurn,
  countTurns,
  giveTurns,
  lockWaitingCalls,
  readCallPacing,
  type Tenant,
  type TenantTransaction,
  type WaitingCall,
} from "@perennial/store";
import { agentCapacityOf } from "./agent-capacity-of.ts";
import { later } from "./later.ts";

/** When turns of a day are given out, before anybody may be called. */
const MORNING = "06:00";
/** A call with no last day is planned as far ahead as any. */
const NO_LAST_DAY = 365;

/** How calls are paced on a day. */
export interface CallPace {
  /** The date in the tenant's zone. */
  readonly today: LocalDate;
}

/**
 * Gives the calls that wait their turns of today, as many as the agents can make, the ones worth most first (product.md 2,
 * item 7): in the transaction that claims, so that none is claimed before, and one worker at a time. Whatever the hour, a
 * turn given out counts for the day. Whom no day has room for is told in time to take another way. Nothing where the
 * company has not set how many calls it can make: then each leaves at once.
 */
export async function releaseCalls(
  tx: TenantTransaction,
  { tenant, now }: { readonly tenant: Tenant; readonly now: Instant },
): Promise<CallPace | undefined> {
  const { capacity: stored, isDue } = await readCallPacing(tx, now);
  const capacity = agentCapacityOf(tenant, stored);
  if (!capacity) return undefined;
  const zone = tenant.timeZone;
  const today = localDateOf(now, zone);
  if (!isDue) return { today };
  const calls = await lockWaitingCalls(tx, today);
  const tomorrow = addDays(today, 1);
  const usedToday = await countTurns(tx, { today, end: instantAt(tomorrow, "00:00", zone) });
  const plan = planEscalations({
    escalations: calls.map((call) => escalationOf(call, { today, zone })),
    capacity,
    today,
    usedToday,
  });
  const next = instantAt(tomorrow, MORNING, zone);
  await giveTurns(tx, turnsOf(plan, { calls, today, now, next, usedToday }));
  return { today };
}

function escalationOf(
  call: WaitingCall,
  { today, zone }: { readonly today: LocalDate; readonly zone: string },
): Escalation {
  const { customerId, agreementId, agreementEnd, expiresAt, patient, value, churn } = call;
  const expiry = expiresAt === null ? undefined : localDateOf(expiresAt, zone);
  const end = agreementEnd ?? undefined;
  const last = patient
    ? (end ?? expiry)
    : [end, expiry].filter((day) => day !== undefined).sort()[0];
  return {
    id: keyOf(call),
    customerId,
    ...(agreementId !== null && { agreementId }),
    deadline: last ?? addDays(today, NO_LAST_DAY),
    valueAtRisk: value,
    chance: renewalChance(churn),
  };
}

interface GivingOut {
  readonly calls: readonly WaitingCall[];
  readonly today: LocalDate;
  readonly now: Instant;
  /** When turns are given out next. */
  readonly next: Instant;
  readonly usedToday: number;
}

/** What is decided of each call: its turn today, that another way is to be taken today, or that it waits. */
function turnsOf(plan: EscalationPlan, given: GivingOut): readonly CallTurn[] {
  const { calls, today, now, next, usedToday } = given;
  const called = plan.days.find(({ date }) => date === today)?.calls ?? [];
  const turns = new Map(called.map(({ id }, index) => [id, index]));
  const crowdedOut = new Set(
    plan.leftOut.flatMap(({ escalation, takeBranchBy }) =>
      takeBranchBy <= today ? [escalation.id] : [],
    ),
  );
  return calls.map((call) => {
    const { enrolmentId, seq } = call;
    const index = turns.get(keyOf(call));
    if (index !== undefined) {
      // A moment apart, so that they are claimed in their order.
      const dueAt = later(now, index - called.length);
      return { enrolmentId, seq, day: today, turn: usedToday + index + 1, dueAt };
    }
    return crowdedOut.has(keyOf(call))
      ? { enrolmentId, seq, day: today, dueAt: now }
      : { enrolmentId, seq, dueAt: next };
  });
}

function keyOf({ enrolmentId, seq }: WaitingCall): string {
  return `${enrolmentId}/${seq}`;
}
