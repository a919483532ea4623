import type { Channel, Instant, LEGAL_BASES, MessageClass } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Why a message was lawful. */
export type SendBasis = (typeof LEGAL_BASES)[number];

/** A message about to leave. */
export interface NewSend {
  readonly enrolmentId: number;
  readonly seq: number;
  readonly customerId: string;
  readonly at: Instant;
  readonly channel: Channel;
  readonly class: MessageClass;
  readonly topic?: string | undefined;
  /** In the form of `sameForm`. */
  readonly contactPoint: string;
  readonly basis: SendBasis;
  readonly program: string;
  readonly step: string;
  /** The name under which it may be sent once only, where it has one. */
  readonly occurrence?: string | undefined;
}

/** What the ledger says came of a message; one that did not leave is taken out of it. */
export interface SendOutcome {
  readonly enrolmentId: number;
  readonly seq: number;
  readonly customerId: string;
  readonly outcome: "accepted" | "unknown" | "not-done" | "refused";
}

const key = ({ enrolmentId, seq }: { readonly enrolmentId: number; readonly seq: number }) =>
  `${enrolmentId}/${seq}`;

/**
 * Enters messages in the ledger, as taken: that is what becomes of nearly all, and those need not be written again. Says, by `enrolment/seq`, which may leave: not those whose occurrence
 * another message has taken, whichever worker was first.
 */
export async function addSends(
  tx: TenantTransaction,
  sends: readonly NewSend[],
): Promise<ReadonlySet<string>> {
  if (sends.length === 0) return new Set();
  const added = await tx.rows(sql<{ enrolmentId: number; seq: number }>`
    insert into sends (tenant_id, customer_id, enrolment_id, seq, at, channel, class, topic,
      contact_point, basis, program, step, occurrence, outcome)
    select ${tx.tenant}, r."customerId", r."enrolmentId", r.seq, r.at, r.channel, r.class, r.topic,
      r."contactPoint", r.basis, r.program, r.step, r.occurrence, 'accepted'
    from json_to_recordset(${json(sends)}::json) as r("customerId" text, "enrolmentId" bigint,
      seq int, at timestamptz, channel text, class text, topic text, "contactPoint" text, basis text,
      program text, step text, occurrence text)
    on conflict do nothing
    returning enrolment_id as "enrolmentId", seq`);
  return new Set(added.map(key));
}

/** Writes into the ledger what came of messages, where that is not what they were entered with. */
export async function settleSends(
  tx: TenantTransaction,
  outcomes: readonly SendOutcome[],
): Promise<void> {
  const left = outcomes.filter(({ outcome }) => outcome === "accepted" || outcome === "unknown");
  const stayed = outcomes.filter(({ outcome }) => outcome === "not-done" || outcome === "refused");
  if (left.length > 0) {
    await tx.run(sql`
      update sends s set outcome = r.outcome
      from json_to_recordset(${json(left)}::json) as r("customerId" text,
        "enrolmentId" bigint, seq int, outcome text)
      where s.tenant_id = ${tx.tenant} and s.customer_id = r."customerId"
        and s.enrolment_id = r."enrolmentId" and s.seq = r.seq`);
  }
  if (stayed.length > 0) {
    await tx.run(sql`
      delete from sends s
      using json_to_recordset(${json(stayed)}::json) as r("customerId" text,
        "enrolmentId" bigint, seq int)
      where s.tenant_id = ${tx.tenant} and s.customer_id = r."customerId"
        and s.enrolment_id = r."enrolmentId" and s.seq = r.seq`);
  }
}
