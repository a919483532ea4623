import type { Command, Instant } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { OutboxState } from "./outbox-row.ts";

/** A row's new standing, as its holder decided within the transaction that claimed it. */
export interface RowChange {
  readonly enrolmentId: number;
  readonly seq: number;
  readonly state: OutboxState;
  /** When to look at it next; never again without it. */
  readonly dueAt?: Instant | undefined;
  readonly reason?: string | undefined;
  /** Set where it is about to be attempted. */
  readonly attempt?:
    | {
        readonly at: Instant;
        readonly token: string;
        readonly command: Command;
        readonly connectionId: string;
        /** Whether an earlier attempt may have succeeded, without anything that would keep this one from doubling it. */
        readonly resend: boolean;
      }
    | undefined;
  /** Set where the other side is about to be asked; until then the answer of the worker before still counts. */
  readonly token?: string | undefined;
  readonly settledAt?: Instant | undefined;
}

/** Writes what was decided of rows. They must have been claimed in this transaction. */
export async function changeRows(
  tx: TenantTransaction,
  changes: readonly RowChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ attempt, ...rest }) => ({
    ...rest,
    token: attempt?.token ?? rest.token,
    attemptedAt: attempt?.at,
    command: attempt?.command,
    connectionId: attempt?.connectionId,
    resend: attempt?.resend ?? false,
  }));
  await tx.run(sql`
    update outbox o set state = r.state, due_at = r."dueAt", reason = r.reason,
      token = coalesce(r.token, o.token),
      attempts = o.attempts + case when r."attemptedAt" is null then 0 else 1 end,
      resends = o.resends + case when r.resend then 1 else 0 end,
      first_attempted_at = coalesce(o.first_attempted_at, r."attemptedAt"),
      attempted_at = coalesce(r."attemptedAt", o.attempted_at),
      command = coalesce(r.command, o.command), connection_id = coalesce(r."connectionId", o.connection_id),
      settled_at = r."settledAt"
    from json_to_recordset(${json(rows)}::json) as r("enrolmentId" bigint, seq int, state text,
      "dueAt" timestamptz, reason text, token uuid, "attemptedAt" timestamptz, command json,
      "connectionId" text, resend boolean, "settledAt" timestamptz)
    where o.tenant_id = ${tx.tenant} and o.enrolment_id = r."enrolmentId" and o.seq = r.seq`);
}
