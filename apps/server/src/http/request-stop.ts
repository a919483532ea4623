import { applySignals } from "@perennial/runtime";
import { asTenant, listEnrolments } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { ProgramRequest } from "./request-program.ts";

/** Takes a customer out of a program because somebody asks, and says why not. */
export async function requestStop(
  context: ServerContext,
  tenantId: number,
  { id, customerId, program, by }: ProgramRequest,
): Promise<string | undefined> {
  const tenant = await context.tenant(tenantId);
  const at = context.clock.now();
  const signal = { id, at, type: "program.stop-requested", program, customerId, by } as const;
  const refusal = await asTenant(context.db, tenantId, async (tx) => {
    const query = { customer: customerId, program, ended: false, limit: 1 };
    const { items } = await listEnrolments(tx, query);
    if (items.length === 0) return `The customer "${customerId}" is not in "${program}".`;
    await applySignals(context, tx, { tenant, signals: [signal] });
    return undefined;
  });
  context.ring(tenantId);
  return refusal;
}
