import { leavePrograms } from "@perennial/runtime";
import { asTenant, findEnrolments } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import { notFound } from "./problem.ts";

/** Which enrolment is to end, and who says so. */
export interface EnrolmentStop {
  readonly tenant: number;
  readonly id: number;
  /** What whoever asks is called, for the record of why it ended. */
  readonly name: string;
}

/**
 * Takes a customer out of a program by one enrolment and leaves the customer's others as they are; says whether it had
 * not ended before. Throws an `HttpProblem` where there is none.
 */
export async function stopEnrolment(
  { db, clock, ring }: Pick<ServerContext, "db" | "clock" | "ring">,
  { tenant, id, name }: EnrolmentStop,
): Promise<boolean> {
  const stopped = await asTenant(db, tenant, async (tx) => {
    const found = (await findEnrolments(tx, [id])).get(id);
    if (!found) throw notFound("enrolment", id);
    if (found.ended) return false;
    const leaving = { enrolmentId: id, reason: "program.stop-requested", evidence: { by: name } };
    await leavePrograms(tx, [leaving], clock.now());
    return true;
  });
  ring(tenant);
  return stopped;
}
