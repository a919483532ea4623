import { applySignals } from "@perennial/runtime";
import { asTenant, listEnrolments, recordSignals } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import { type ProgramRequest, Refused, refusalOf } from "./request-program.ts";

/** Takes a customer out of a program because somebody asks, and says why not; asked again, it says what it said. */
export async function requestStop(
  context: ServerContext,
  tenantId: number,
  { id, customerId, program, by }: ProgramRequest,
): Promise<string | undefined> {
  const tenant = await context.tenant(tenantId);
  const at = context.clock.now();
  const signal = { id, at, type: "program.stop-requested", program, customerId, by } as const;
  const stopping = asTenant(context.db, tenantId, async (tx) => {
    const query = { customer: customerId, program, ended: false, limit: 1 };
    const { items } = await listEnrolments(tx, query);
    if (items.length > 0) return applySignals(context, tx, { tenant, signals: [signal] });
    const fresh = await recordSignals(tx, [{ signal, customerId }], at);
    if (fresh.has(id)) throw new Refused(`The customer "${customerId}" is not in "${program}".`);
  });
  const refusal = await refusalOf(stopping);
  context.ring(tenantId);
  return refusal;
}
