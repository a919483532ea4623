import { type RawBuilder, sql } from "kysely";
import type { OpenCallQuery } from "./open-calls.ts";

/** Whether a row `o` of the outbox is a call that is still to be made. */
export function isOpenCall(
  tenant: number,
  { since, now }: Pick<OpenCallQuery, "since" | "now">,
): RawBuilder<boolean> {
  return sql<boolean>`o.tenant_id = ${tenant} and o.kind = 'call' and o.state = 'done'
      and o.settled_at >= ${since} and o.command ->> 'kind' = 'put-call'
      and coalesce(o.command ->> 'expiresAt' > ${now}, true)
      and not exists (select from outbox w where w.tenant_id = ${tenant}
        and w.enrolment_id = o.enrolment_id and w.kind = 'withdraw-call' and w.state <> 'skipped'
        and w.effect ->> 'callSeq' = o.seq::text)
      and not exists (select from interactions i where i.tenant_id = ${tenant}
        and i.customer_id = o.customer_id and i.at >= o.settled_at and i.kind = 'call'
        and i.direction = 'out' and i.outcome is not null)
      and not exists (select from phone_calls p where p.tenant_id = ${tenant}
        and p.customer_id = o.customer_id and p.command_id = o.command ->> 'id' and p.outcome is not null)`;
}
