import type { Command } from "@perennial/contract";
import {
  judge,
  type Person,
  type Reason,
  type Verdict,
  verdictSentence,
} from "@perennial/lifecycle";
import { commandId } from "@perennial/store";
import { type Batch, type Setting, sceneOf } from "./batch.ts";
import { awaitedTurn, onTheList } from "./call-pace.ts";
import { type Composed, composeCommand, staffView } from "./compose-command.ts";
import type { ContactEffect } from "./contact-effect.ts";
import { contactPolicyOf } from "./contact-policy-of.ts";
import { erasure } from "./erasure.ts";
import type { Passage } from "./gates.ts";
import type { Alarm, Plan } from "./plan.ts";
import { type ContactCase, contactOf, policyMessage, sendOf } from "./policy-message.ts";

/** Holds whose end is only a time to look again: they are told of once, not at every look. */
const OPEN_ENDED: ReadonlySet<string> = new Set<Reason>([
  "program-paused",
  "not-approved",
  "superseded-by-priority",
  "sending-paused",
]);
/** Reasons for which even a message the law asks for rightly stays: nobody is to be told by other means. */
const RIGHTLY: ReadonlySet<string> = new Set<Reason>(["customer-gone", "duplicate"]);

/** Whether an earlier attempt may have succeeded: `proven` where another one cannot double it. */
export type Resend = "no" | "proven" | "unproven";

/**
 * Judges a message or call at the moment of sending, not of planning (architecture.md, 4), and puts its command
 * together if it may leave.
 */
export function judgeContact(effect: ContactEffect, setting: Setting, resend: Resend): Plan {
  const { batch, row, origin, loaded, facts } = setting;
  if (!facts) return { do: "skip", reason: "customer-gone", evidence: { cause: "deleted" } };
  const { tenant, globalHoldout } = batch;
  const contact: ContactCase = {
    row,
    effect: onTheList(effect, setting),
    origin,
    loaded,
    facts,
    tenant: tenant.id,
    globalHoldout,
  };
  const verdict = verdictOn(contact, batch);
  batch.ledger.judged(row.customerId, commandId(batch.tenant.id, row));
  if (verdict.verdict === "skip") return skipped(verdict, effect, setting);
  if (verdict.verdict === "hold") return held(verdict, effect, setting);
  const turn = resend === "no" ? awaitedTurn(effect, setting) : undefined;
  if (turn) return turn;
  const composed = composedFor(onTheList(effect, setting), setting);
  if (!composed.ok) return skipped({ ...composed, verdict: "skip" }, effect, setting);
  const passage = passageFor(composed.command, setting, resend);
  if (!passage.open) return closed(passage, setting);
  const { command } = composed;
  const send = resend === "no" ? sendOf(contact, verdict.basis, batch.now) : undefined;
  if (send) batch.ledger.add(send);
  return { do: "attempt", command, connection: passage.connection, send, resend };
}

function verdictOn(contact: ContactCase, batch: Batch): Verdict {
  const { facts, row, loaded } = contact;
  const { contactPoint = "" } = contactOf(contact);
  return judge({
    message: policyMessage(contact),
    person: personOf(contact, contactPoint, batch),
    ledger: batch.ledger.of(row.customerId, contactPoint, commandId(batch.tenant.id, row)),
    policy: contactPolicyOf(batch.tenant, loaded.rulePack),
    now: facts.now,
  });
}

function personOf({ facts }: ContactCase, contactPoint: string, batch: Batch): Person {
  const { customer } = facts;
  const forgotten = batch.forgottenSince(contactPoint);
  const relationship = batch.relationships.get(customer.id);
  const deletedAt = batch.customers.get(customer.id)?.deletedAt;
  return {
    customer,
    consents: batch.consents.get(customer.id) ?? [],
    calls: batch.callsOn.get(customer.id) ?? [],
    suppressions: forgotten === undefined ? [] : [erasure(contactPoint, forgotten)],
    ...(relationship && { relationship }),
    purchasesLastYear: batch.counts.get(customer.id)?.purchases ?? 0,
    ...(deletedAt && { gone: { at: deletedAt, cause: "deleted" } }),
  };
}

type Judged<V extends Verdict["verdict"]> = Extract<Verdict, { verdict: V }>;

function skipped(
  verdict: Pick<Judged<"skip">, "verdict" | "reason" | "evidence">,
  effect: ContactEffect,
  setting: Setting,
): Plan {
  const { reason, evidence } = verdict;
  const alarm = RIGHTLY.has(reason)
    ? undefined
    : alarmFor(effect, setting, { cause: "not-sent", verdict });
  return { do: "skip", reason, evidence, alarm };
}

function held(verdict: Judged<"hold">, effect: ContactEffect, setting: Setting): Plan {
  const { until, reason, evidence } = verdict;
  const { row } = setting;
  const told = row.reason === reason && (OPEN_ENDED.has(reason) || row.dueAt === until);
  const overdue = evidence.overdue === true;
  const alarm = overdue ? alarmFor(effect, setting, { cause: "late", verdict }) : undefined;
  return { do: "hold", until, reason, evidence, told, alarm };
}

function alarmFor(
  effect: ContactEffect,
  { batch }: Setting,
  { cause, verdict }: { readonly cause: Alarm["cause"]; readonly verdict: Verdict },
): Alarm | undefined {
  if (effect.class !== "statutory") return undefined;
  return { cause, detail: verdictSentence(verdict)[staffView(batch.tenant).locale] };
}

/** What was put together at the first attempt is what every later one says. */
function composedFor(effect: ContactEffect, setting: Setting): Composed {
  const { command } = setting.row;
  return command ? { ok: true, command } : composeCommand(effect, sceneOf(setting));
}

/** A repeat that relies on the other side's memory goes to that same side. */
function passageFor(command: Command, { batch, row }: Setting, resend: Resend): Passage {
  const { gates } = batch;
  return resend === "proven" ? gates.passThrough(gates.get(row.connectionId)) : gates.pass(command);
}

/** What waits for a connection waits as long as it is of use; it is said once that there is none. */
export function closed(
  passage: Extract<Passage, { open: false }>,
  { row }: Pick<Setting, "row">,
): Plan {
  const { until, missing } = passage;
  if (!missing) return { do: "leave", until };
  const told = row.reason === "no-connection";
  return { do: "hold", until, reason: "no-connection", evidence: {}, told };
}
