import type { Stimulus } from "@perennial/lifecycle";
import {
  AGREEMENTS,
  asTenant,
  CUSTOMERS,
  INVITATIONS,
  readRecords,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { faultWords, isLastingFault } from "../failure/lasting-fault.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { enterProgram } from "./enter-program.ts";

/** Who is to start what, and where in it. */
export interface Start {
  readonly program: string;
  readonly customerId: string;
  /** Of a program about customers it is a fact to ask about and no more: signals of the others are heard as well. */
  readonly agreementId?: string | undefined;
  /** The same of an invitation. */
  readonly invitationId?: string | undefined;
  readonly startAt?: string | undefined;
  /** Who asks, for the log. @default manual */
  readonly cause?: string;
}

/** Whether someone came in, and if not, why. */
export interface Started {
  readonly entered: boolean;
  readonly reason: string | null;
}

/** Lets one customer into a program because a person, or another program, says so. */
export function startByHand(
  context: RuntimeContext,
  tenant: Tenant,
  start: Start,
): Promise<Started> {
  return asTenant(context.db, tenant.id, (tx) => startProgram(context, tx, { tenant, ...start }));
}

/** The same inside a transaction that is open already (P-05). */
export async function startProgram(
  context: RuntimeContext,
  tx: TenantTransaction,
  start: Start & { readonly tenant: Tenant },
): Promise<Started> {
  const { program, customerId, agreementId, invitationId, startAt, tenant } = start;
  const stored = (await context.programs.list(tx)).find((each) => each.id === program);
  if (!stored) return no(`there is no program "${program}"`);
  if (stored.state !== "active")
    return no(`the program "${program}" is ${stored.state}, not active`);
  const [customer] = await readRecords(tx, CUSTOMERS, [customerId]);
  if (!customer) return no(`there is no customer "${customerId}"`);
  const loaded = await context.programs.load(tx, program, stored.version);
  const { subject, party, steps } = loaded.compiled.program;
  if (startAt !== undefined && !steps.some((step) => step.id === startAt)) {
    return no(`the program "${program}" has no step "${startAt}"`);
  }
  if (subject === "agreement" && agreementId === undefined) {
    return no("the program is about agreements: name one");
  }
  if (subject === "program") return no("the program is about programs: nobody is in it");
  if (subject === "invitation" && invitationId === undefined) {
    return no("the program is about invitations: name one");
  }
  if (invitationId !== undefined) {
    const [invitation] = await readRecords(tx, INVITATIONS, [invitationId]);
    if (invitation?.customerId !== customerId) {
      return no(`the customer has no invitation "${invitationId}"`);
    }
  }
  if (agreementId !== undefined) {
    const [agreement] = await readRecords(tx, AGREEMENTS, [agreementId]);
    if (agreement?.customerId !== customerId) {
      return no(`the customer has no agreement "${agreementId}"`);
    }
    if (subject === "agreement" && agreement.party !== party) {
      return no(PARTY[party]);
    }
  }
  const entry: Stimulus = {
    kind: "entry",
    cause: start.cause ?? "manual",
    ...(startAt !== undefined && { startAt }),
  };
  const at = { now: context.clock.now(), zone: tenant.timeZone };
  const entered = await enterProgram(
    tx,
    loaded,
    [{ subject: { customerId, agreementId, invitationId }, entry }],
    at,
  );
  return entered.length > 0
    ? { entered: true, reason: null }
    : no("the customer is in it already, or may not enter again");
}

/** Lets customers into programs that other programs start; who cannot enter is left where they are. */
export async function startPrograms(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, starts }: { readonly tenant: Tenant; readonly starts: readonly Start[] },
): Promise<void> {
  for (const { program, customerId, agreementId, invitationId } of starts) {
    const start = { tenant, program, customerId, agreementId, invitationId, cause: "call-program" };
    const reason = await reasonAgainst(() => startProgram(context, tx, start));
    if (reason !== null) {
      context.log.info("A program was not started by another.", { program, reason });
    }
  }
}

/** Why somebody did not come in; a program that cannot be read lets nobody in and breaks nothing else. */
async function reasonAgainst(start: () => Promise<Started>): Promise<string | null> {
  try {
    return (await start()).reason;
  } catch (error) {
    // What PostgreSQL refuses has broken the transaction as well.
    if (!isLastingFault(error) || !(error instanceof Error) || "code" in error) throw error;
    return faultWords(error);
  }
}

const PARTY = {
  own: "the program is about the company's own agreements, and this one is a competitor's",
  competitor: "the program is about agreements with competitors, and this one is the company's own",
} as const;

function no(reason: string): Started {
  return { entered: false, reason };
}
