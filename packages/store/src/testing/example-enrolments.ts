import type { Stimulus } from "@perennial/lifecycle";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { claimDue, type DueEnrolment } from "../enrolment/claim-due.ts";
import { enrol } from "../enrolment/enrol.ts";
import { saveAdvanced } from "../enrolment/save-advanced.ts";
import { toEnrolment } from "../enrolment/stored-enrolment.ts";
import { MONDAY, WEDNESDAY } from "./test-database.ts";

/** Lets customers c0, c1, … into a program. */
export async function enterMany(tx: TenantTransaction, count: number, now: string): Promise<void> {
  const entries = Array.from({ length: count }, (_, i) => ({
    ...{ program: "renewal", programVersion: 1, customerId: `c${i}`, key: `c${i}` },
    ...({ holdout: false, entry: { kind: "entry", cause: "x" } } as const),
  }));
  await enrol(tx, entries, { now, reentry: "never" });
}

/** Claims what is due by Wednesday and leaves it standing until a moment, as a worker does. */
export async function advanceAll(
  tx: TenantTransaction,
  timerAt: string | undefined,
): Promise<readonly DueEnrolment[]> {
  const due = await claimDue(tx, { now: WEDNESDAY, limit: 1_000 });
  const standing = due.map(({ enrolment }) => {
    const { timerAt: _timer, ...rest } = toEnrolment(enrolment);
    return { enrolment: { ...rest, step: "wait", ...(timerAt !== undefined && { timerAt }) } };
  });
  await saveAdvanced(tx, standing);
  return due;
}

/** A signal that is known by its text. */
export function told(text: string): Stimulus {
  const fields = { text };
  return { kind: "signal", signal: { id: text, type: "message.replied", at: MONDAY, fields } };
}

/** What signals are known by; of other stimuli their kind. */
export function textsOf(stimuli: readonly Stimulus[]): readonly string[] {
  return stimuli.map((each) => (each.kind === "signal" ? each.signal.id : each.kind));
}
