import type { Instant } from "@perennial/contract";
import { AWAITING_AGENT, instantAt, NO_CAPACITY } from "@perennial/lifecycle";
import type { Setting } from "./batch.ts";
import type { ContactEffect } from "./contact-effect.ts";
import { between, later } from "./later.ts";
import type { Plan } from "./plan.ts";

/** How long calls that come in are gathered before turns are given out, so that the first do not take them all. */
const GATHERING = 10 * 60_000;

/**
 * What becomes of a call that may be made and has no turn today: it waits for one, or no day has room for it. Nothing for
 * one that has its turn, and for all else.
 */
export function awaitedTurn(
  effect: ContactEffect,
  { batch, row, facts }: Setting,
): Plan | undefined {
  const { pace, now } = batch;
  if (effect.kind !== "call" || !pace) return undefined;
  if (row.callDay !== pace.today) {
    const until = later(now, GATHERING);
    const told = row.reason === AWAITING_AGENT;
    return { do: "hold", until, reason: AWAITING_AGENT, evidence: {}, told };
  }
  if (row.callTurn !== null) return undefined;
  const deadline = endOfAgreement({ batch, facts });
  const zone = batch.tenant.timeZone;
  const evidence = deadline === undefined ? {} : { deadline, zone };
  return { do: "skip", reason: NO_CAPACITY, evidence };
}

/**
 * A call as it is once it is on the list. One that waits for an agent until its agreement ends is of use until then, and
 * the time it may stand on the list begins when it comes there.
 */
export function onTheList(effect: ContactEffect, { batch, row, facts }: Setting): ContactEffect {
  if (effect.kind !== "call" || !effect.patient || !batch.pace) return effect;
  const last = endOfAgreement({ batch, facts });
  if (last === undefined) return effect;
  const { expiresAt } = effect;
  if (expiresAt === undefined) return { ...effect, expiresAt: last };
  const stands = later(batch.now, between(row.createdAt, expiresAt));
  return { ...effect, expiresAt: stands < last ? stands : last };
}

/** The moment at which the agreement that a call is about is over. */
function endOfAgreement({ batch, facts }: Pick<Setting, "batch" | "facts">): Instant | undefined {
  const end = facts?.agreement?.end;
  return end === undefined ? undefined : instantAt(end, "24:00", batch.tenant.timeZone);
}
