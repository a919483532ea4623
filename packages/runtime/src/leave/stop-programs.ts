import type { Instant, Signal } from "@perennial/contract";
import { findRunning, type TenantTransaction } from "@perennial/store";
import { leavePrograms } from "./leave-programs.ts";

/** Takes customers out of programs because somebody asks for it, by whatever enrolments they are in them. */
export async function stopPrograms(
  tx: TenantTransaction,
  signals: readonly Signal[],
  now: Instant,
): Promise<void> {
  const stops = signals.filter((each) => each.type === "program.stop-requested");
  if (stops.length === 0) return;
  const running = await findRunning(tx, [...new Set(stops.map(({ customerId }) => customerId))]);
  const leaving = running.flatMap(({ id, customerId, program }) => {
    const stop = stops.find((each) => each.customerId === customerId && each.program === program);
    if (!stop) return [];
    return [{ enrolmentId: id, reason: stop.type, evidence: { by: stop.by } }];
  });
  await leavePrograms(tx, leaving, now);
}
