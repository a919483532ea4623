import type { Instant } from "@perennial/contract";
import type { Stimulus } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Someone to be let into a program. */
export interface NewEnrolment {
  readonly program: string;
  readonly programVersion: number;
  readonly customerId: string;
  readonly agreementId?: string;
  readonly invitationId?: string;
  readonly key: string;
  readonly holdout: boolean;
  readonly entry: Stimulus;
}

/** Whether a key that has been in the program before may enter again; `after` is the moment it must have entered before. */
export type Reentry = "never" | "always" | { readonly enteredBefore: Instant };

/**
 * Lets subjects into a program and gives those that came in: not who is in it already under the same key,
 * nor who may not enter again. Two that try at once get one enrolment.
 */
export async function enrol(
  tx: TenantTransaction,
  entries: readonly NewEnrolment[],
  how: { readonly now: Instant; readonly reentry: Reentry },
): Promise<readonly NewEnrolment[]> {
  if (entries.length === 0) return [];
  const unique = new Map(entries.map((each) => [nameOf(each), each]));
  // Rows that nobody knows of yet need no lock and no second writing to be woken.
  const rows = await tx.rows(sql<Pick<NewEnrolment, "program" | "customerId" | "key">>`
    insert into enrolments (tenant_id, program, program_version, customer_id, agreement_id,
      invitation_id, key, round,
      holdout, entered_at, wake_at, news)
    select ${tx.tenant}, r.program, r."programVersion", r."customerId", r."agreementId",
      r."invitationId", r.key,
      coalesce(last.round + 1, 0), r.holdout, ${how.now}::timestamptz, ${how.now}::timestamptz,
      jsonb_build_array(r.entry)
    from json_to_recordset(${json([...unique.values()])}::json) as r(program text,
      "programVersion" int, "customerId" text, "agreementId" text, "invitationId" text, key text, holdout boolean,
      entry jsonb)
    left join lateral (
      select e.round, e.ended, e.entered_at from enrolments e
      where e.tenant_id = ${tx.tenant} and e.customer_id = r."customerId" and e.program = r.program
        and e.key = r.key
      order by e.round desc limit 1) last on true
    where last.round is null or (last.ended and ${reentryAllowed(how.reentry, "last")})
    order by r."customerId", r.key
    on conflict (tenant_id, customer_id, program, key, round) do nothing
    returning program, customer_id as "customerId", key`);
  return rows.flatMap((row) => unique.get(nameOf(row)) ?? []);
}

/** What there is one enrolment of at a time. */
function nameOf(of: Pick<NewEnrolment, "program" | "customerId" | "key">): string {
  return JSON.stringify([of.program, of.customerId, of.key]);
}

/** Whether an ended enrolment, under an alias, lets its key in again. */
export function reentryAllowed(reentry: Reentry, alias: string): RawBuilder<unknown> {
  if (reentry === "never") return sql`false`;
  if (reentry === "always") return sql`true`;
  return sql`${sql.ref(`${alias}.entered_at`)} < ${reentry.enteredBefore}`;
}
