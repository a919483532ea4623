import type { Channel, Instant, Interaction } from "@perennial/contract";
import {
  type AlarmCause,
  commandId,
  type NewDecision,
  type NewOrder,
  type NewStimulus,
  noteSeq,
  type SendOutcome,
  type SettledRow,
} from "@perennial/store";
import { alarmOrder } from "./alarm-order.ts";
import { type ContactEffect, channelOf, contactEffect } from "./contact-effect.ts";
import { keptEvidence } from "./kept-evidence.ts";
import { maskContact } from "./mask-contact.ts";
import type { Evidence } from "./plan.ts";
import { addressOf } from "./policy-message.ts";

/** How it came out what became of a command. */
export type ProvenBy = "answer" | "look-up" | "report" | "person";

/** What a settled row means for everything else. */
export interface Consequences {
  readonly decisions: readonly NewDecision[];
  readonly stimuli: readonly NewStimulus[];
  readonly interactions: readonly Interaction[];
  readonly sends: readonly SendOutcome[];
  readonly orders: readonly NewOrder[];
}

/** What consequences depend on beside the row. */
export interface SettledSetting {
  readonly tenant: number;
  readonly now: Instant;
  readonly provenBy: ProvenBy;
  /** Whether the tenant's CRM keeps notes, so that staff see there what was sent. */
  readonly notes: boolean;
  /** Whether it was tried in vain for so long that a person must know. */
  readonly late: boolean;
}

const NONE: Consequences = { decisions: [], stimuli: [], interactions: [], sends: [], orders: [] };

/** A message or call that was settled. */
interface SettledContact {
  readonly row: SettledRow;
  readonly effect: ContactEffect;
  readonly channel: Channel;
  readonly contactPoint: string;
  readonly setting: SettledSetting;
}

/** What follows from a row's settlement: pure. */
export function consequencesOf(row: SettledRow, setting: SettledSetting): Consequences {
  const effect = contactEffect(row.order);
  if (!effect) return ofOther(row, setting);
  const contactPoint = (row.command && addressOf(row.command)) ?? "";
  const contact: SettledContact = {
    row,
    effect,
    channel: channelOf(effect),
    contactPoint,
    setting,
  };
  switch (row.state) {
    case "done":
      return sent(contact);
    case "refused":
      return refused(contact);
    case "skipped":
      return takenBack(contact);
    case "unclear":
      return unclear(contact);
    default:
      return tryAgain(contact);
  }
}

/** Of tasks, updates and the like only a failure is told: what they are about is known already. */
function ofOther(row: SettledRow, { now }: SettledSetting): Consequences {
  if (row.state !== "refused" || row.order.kind === "note") return NONE;
  const kind = row.attempts > 1 ? "failed" : "refused";
  const evidence: Evidence = {
    cause: row.order.kind,
    ...(row.reason !== null && { detail: row.reason }),
  };
  return {
    ...NONE,
    decisions: [decision(row, { at: now, kind, reason: "provider-rejected" }, evidence)],
  };
}

function sent(contact: SettledContact): Consequences {
  const { row, effect, channel, contactPoint, setting } = contact;
  const { now, provenBy, tenant, notes } = setting;
  const at = row.attemptedAt ?? now;
  const evidence: Evidence = {
    channel,
    contactPoint,
    messageId: commandId(tenant, row),
    ...(row.basis !== null && { basis: row.basis }),
    ...(provenBy !== "answer" && { source: provenBy }),
  };
  // A program that was told of an unclear outcome has moved on: the truth comes too late for it.
  const moves = row.before !== "unclear" && !row.ended;
  const stimulus = { kind: "settled", seq: row.seq, outcome: "sent", at } as const;
  const text = textOf(row);
  const note = {
    ...({ kind: "note", seq: noteSeq(row.seq), step: effect.step, at, channel } as const),
    ...{ contactPoint: maskContact(contactPoint), text },
  };
  const { enrolmentId, customerId } = row;
  return {
    decisions: [decision(row, { at, kind: "sent" }, evidence)],
    stimuli: moves ? [{ enrolmentId, stimulus }] : [],
    interactions: effect.kind === "message" ? [interaction(contact, { at, text })] : [],
    // It was entered as taken when it was first tried.
    sends: row.attempts > 1 || row.before !== "claimed" ? [sendOutcome(row, "accepted")] : [],
    orders: notes ? [{ enrolmentId, customerId, order: note }] : [],
  };
}

function refused(contact: SettledContact): Consequences {
  const { row, effect, channel, contactPoint, setting } = contact;
  const { now, provenBy } = setting;
  const reason = "provider-rejected";
  const words = row.reason ?? undefined;
  const evidence: Evidence = {
    channel,
    contactPoint,
    ...(words !== undefined && { detail: words }),
  };
  // A report of failure is of a message that was taken: it stands on the timeline, as not delivered.
  const delivered = provenBy === "report";
  const kind = delivered || row.attempts > 1 ? "failed" : "refused";
  const stimulus = { kind: "settled", seq: row.seq, outcome: "not-sent", at: now, reason } as const;
  const moves = row.before !== "unclear" && !row.ended;
  const failed = { at: row.attemptedAt ?? now, text: textOf(row), outcome: "failed" };
  return {
    decisions: [decision(row, { at: now, kind, reason }, evidence)],
    stimuli: moves ? [{ enrolmentId: row.enrolmentId, stimulus }] : [],
    interactions: delivered && effect.kind === "message" ? [interaction(contact, failed)] : [],
    sends: [sendOutcome(row, "refused")],
    orders: alarms(contact, delivered ? "not-delivered" : "not-sent"),
  };
}

/** What is not at its end: it left the ledger if it certainly did not reach the customer. */
function tryAgain(contact: SettledContact): Consequences {
  const { row, setting } = contact;
  const orders = setting.late ? alarms(contact, "late") : [];
  const outcome = row.state === "pending" ? "not-done" : "unknown";
  return { ...NONE, sends: [sendOutcome(row, outcome)], orders };
}

/** Sent again without proof and refused then: the attempt before may have arrived all the same. */
function unclear(contact: SettledContact): Consequences {
  const { row, channel, contactPoint, setting } = contact;
  const reason = "unknown-outcome";
  const words = row.reason === null ? {} : { detail: row.reason };
  const first = row.firstAttemptedAt === null ? {} : { at: row.firstAttemptedAt };
  const evidence: Evidence = { channel, contactPoint, ...first, ...words, count: row.attempts };
  const at = setting.now;
  const stimulus = { kind: "settled", seq: row.seq, outcome: "not-sent", at, reason } as const;
  return {
    decisions: [decision(row, { at, kind: "unclear", reason }, evidence)],
    stimuli: row.ended ? [] : [{ enrolmentId: row.enrolmentId, stimulus }],
    interactions: [],
    sends: [sendOutcome(row, "unknown")],
    orders: alarms(contact, "unclear"),
  };
}

/** The program took it back while it was under way, and it did not leave. */
function takenBack({ row, setting }: SettledContact): Consequences {
  const reason = row.withdrawn ?? "exited";
  return {
    ...NONE,
    sends: [sendOutcome(row, "not-done")],
    decisions: [decision(row, { at: setting.now, kind: "withdrawn", reason }, {})],
  };
}

function alarms(contact: SettledContact, cause: AlarmCause): readonly NewOrder[] {
  const { row, effect, channel, setting } = contact;
  if (effect.class !== "statutory") return [];
  return [alarmOrder(row, { cause, channel, at: setting.now, detail: row.reason ?? undefined })];
}

function decision(
  row: SettledRow,
  what: Pick<NewDecision, "at" | "kind" | "reason">,
  evidence: Evidence,
): NewDecision {
  const { customerId, enrolmentId, program } = row;
  return {
    ...what,
    customerId,
    enrolmentId,
    program,
    step: row.order.step,
    evidence: keptEvidence(evidence),
  };
}

/** The line of a message on the timeline, with the text as it was sent. */
function interaction(
  { row, effect, channel, setting }: SettledContact,
  what: { readonly at: Instant; readonly text: string; readonly outcome?: string },
): Interaction {
  const { customerId, agreementId, program } = row;
  return {
    id: commandId(setting.tenant, row),
    customerId,
    ...(agreementId !== null && { agreementId }),
    kind: "message",
    direction: "out",
    channel,
    program,
    step: effect.step,
    ...what,
  };
}

function textOf({ command }: SettledRow): string {
  switch (command?.kind) {
    case "send-sms":
      return command.text;
    case "send-email":
      return `${command.subject}\n\n${command.text}`;
    case "put-call":
      return command.reason;
    default:
      return "";
  }
}

function sendOutcome(row: SettledRow, outcome: SendOutcome["outcome"]): SendOutcome {
  const { enrolmentId, seq, customerId } = row;
  return { enrolmentId, seq, customerId, outcome };
}
