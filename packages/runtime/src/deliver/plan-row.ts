import { type Command, IDEMPOTENT } from "@perennial/contract";
import { addDuration } from "@perennial/lifecycle";
import type { OutboxRow } from "@perennial/store";
import { subjectOfEnrolment } from "../facts/load-facts.ts";
import { type Batch, hasStopped, type Setting, sceneOf } from "./batch.ts";
import { type CommandOrder, composeCommand } from "./compose-command.ts";
import { channelOf, contactEffect } from "./contact-effect.ts";
import { contactPolicyOf } from "./contact-policy-of.ts";
import { closed, judgeContact } from "./judge-contact.ts";
import { between, later } from "./later.ts";
import type { Evidence, Plan } from "./plan.ts";
import { resolveUnknown } from "./resolve-unknown.ts";
import { GIVE_UP_AFTER } from "./retry-delay.ts";

/** How soon an effect is looked at again whose enrolment has news that may take it back, in milliseconds. */
const NEWS = 1_000;
/** How soon a withdrawal is looked at again while its call is under way, in milliseconds. */
const UNDER_WAY = 5_000;
/** How soon a row is looked at again whose program cannot be read, in milliseconds. */
const UNREADABLE = 10 * 60_000;

/** Decides what is to become of a row that is due. Pure but for the ledger of the batch, which learns what leaves. */
export function planRow(row: OutboxRow, batch: Batch): Plan {
  const origin = batch.origins.get(row.enrolmentId);
  const loaded = origin && batch.programs.get(`${origin.program}@${origin.programVersion}`);
  if (!origin || !loaded) return { do: "leave", until: later(batch.now, UNREADABLE) };
  const subject = { ...subjectOfEnrolment(origin), customerId: row.customerId };
  const facts = batch.factsOf(subject, origin.variables);
  const setting: Setting = { batch, row, origin, loaded, facts };
  return row.state === "pending" ? planPending(setting) : planOpen(setting);
}

function planPending(setting: Setting): Plan {
  const { batch, row, origin } = setting;
  const { order } = row;
  const contact = contactEffect(order);
  if (contact) {
    // News first: an order that has just come in takes the reminder back before it is sent.
    if (origin.hasNews) return { do: "leave", until: later(batch.now, NEWS) };
    if (isTakenBack(setting)) return { do: "skip", reason: "exited", evidence: {} };
    return judgeContact(contact, setting, "no");
  }
  if (order.kind === "withdraw-call") return planWithdrawal(order, setting);
  // Subscribers were told in the transaction that asked for it.
  if (order.kind === "webhook") return { do: "finish", reason: "published" };
  if (origin.programState === "paused" && order.kind !== "note" && order.kind !== "alarm") {
    return pausedProgram(setting);
  }
  if (order.kind === "start-program") {
    if (!batch.startsPrograms) return { do: "leave", until: later(batch.now, UNREADABLE) };
    return { do: "start-program", program: order.program };
  }
  return planCommand(order, setting);
}

/** Whether it is a call that this very batch takes back. */
function isTakenBack({ batch, row }: Setting): boolean {
  return batch.calls.has(`${row.enrolmentId}/${row.seq}`);
}

/** A paused program does nothing but take calls off the list. */
function pausedProgram({ batch, row, loaded, origin }: Setting): Plan {
  const { recheck, timeZone } = contactPolicyOf(batch.tenant, loaded.rulePack);
  const until = addDuration(batch.now, recheck, timeZone);
  const reason = "program-paused";
  const evidence = { program: origin.program };
  return { do: "hold", until, reason, evidence, told: row.reason === reason };
}

/** A call that never went out need not be taken back; one on its way is waited for. */
function planWithdrawal(
  order: Extract<CommandOrder, { kind: "withdraw-call" }>,
  setting: Setting,
): Plan {
  const { batch, row } = setting;
  const call = batch.calls.get(`${row.enrolmentId}/${order.callSeq}`);
  if (call?.state === "claimed") return { do: "leave", until: later(batch.now, UNDER_WAY) };
  const mayBeOnList =
    call?.state === "done" || call?.state === "unknown" || call?.state === "unclear";
  if (!mayBeOnList) return { do: "finish", reason: "call-not-placed" };
  return planCommand(order, setting);
}

function planCommand(order: CommandOrder, setting: Setting): Plan {
  const { row, batch } = setting;
  const composed = row.command
    ? ({ ok: true, command: row.command } as const)
    : composeCommand(order, sceneOf(setting));
  if (!composed.ok) return { do: "skip", reason: composed.reason, evidence: composed.evidence };
  return through(composed.command, setting, { resend: "no", batch });
}

function through(
  command: Command,
  setting: Setting,
  { resend, batch }: { readonly resend: "no" | "proven"; readonly batch: Batch },
): Plan {
  const { row } = setting;
  if (row.firstAttemptedAt !== null && between(row.firstAttemptedAt, batch.now) >= GIVE_UP_AFTER) {
    return { do: "fail", detail: row.reason ?? "It was tried in vain for a day." };
  }
  const passage = batch.gates.pass(command);
  if (passage.open) return { do: "attempt", command, connection: passage.connection, resend };
  // A note that has nowhere to go is none that anybody misses.
  if (passage.missing && row.order.kind === "note")
    return { do: "finish", reason: "no-connection" };
  const waited = between(row.createdAt, batch.now) >= GIVE_UP_AFTER;
  if (!passage.missing || !waited) return closed(passage, setting);
  return { do: "fail", detail: `No connection can do "${command.kind}".` };
}

/** A row whose attempt may or may not have succeeded: its worker is gone, or the other side's answer was lost. */
function planOpen(setting: Setting): Plan {
  const { row, batch } = setting;
  const { command, order } = row;
  if (!command || row.attemptedAt === null) return planPending(setting);
  const contact = contactEffect(order);
  const firstAttemptedAt = row.firstAttemptedAt ?? row.attemptedAt;
  const connection = batch.gates.get(row.connectionId);
  const stopped =
    contact !== undefined &&
    hasStopped(batch, {
      customerId: row.customerId,
      channel: channelOf(contact),
      since: firstAttemptedAt,
    });
  const resolution = resolveUnknown(
    {
      proof: connection?.connector.manifest.proof ?? {},
      idempotent: IDEMPOTENT[command.kind],
      class: contact?.class,
      attempts: row.attempts,
      resends: row.resends,
      firstAttemptedAt,
      attemptedAt: row.attemptedAt,
      withdrawn: row.withdrawn !== null || isTakenBack(setting),
      stopped,
    },
    batch.now,
  );
  switch (resolution.do) {
    case "wait":
      return { do: "leave", until: resolution.until };
    case "look-up":
      return lookUp(command, setting);
    case "give-up":
      return giveUp(setting);
    case "resend": {
      const resend = resolution.proven ? "proven" : "unproven";
      if (!contact) return through(command, setting, { resend: "proven", batch });
      if (setting.origin.hasNews) return { do: "leave", until: later(batch.now, NEWS) };
      return resent(judgeContact(contact, setting, resend), setting);
    }
  }
}

function lookUp(command: Command, { batch, row }: Setting): Plan {
  const passage = batch.gates.passThrough(batch.gates.get(row.connectionId));
  if (!passage.open) return { do: "leave", until: passage.until };
  return { do: "look-up", command, connection: passage.connection };
}

/** What may no longer be sent may still have been: it is unclear, not skipped. */
function resent(plan: Plan, setting: Setting): Plan {
  return plan.do === "skip" ? giveUp(setting, plan.evidence) : plan;
}

function giveUp({ row, batch }: Setting, more: Evidence = {}): Plan {
  const effect = contactEffect(row.order);
  if (!effect) {
    return { do: "fail", detail: row.reason ?? "No answer came for a day." };
  }
  const evidence: Evidence = {
    ...more,
    step: effect.step,
    channel: channelOf(effect),
    zone: batch.tenant.timeZone,
    ...(row.attemptedAt !== null && { at: row.attemptedAt }),
    ...(row.reason !== null && { detail: row.reason }),
    count: row.attempts,
  };
  const alarm = effect.class === "statutory" ? ({ cause: "unclear" } as const) : undefined;
  return { do: "give-up", evidence, alarm };
}
