import { localDateOf } from "@perennial/lifecycle";
import { startProgram } from "@perennial/runtime";
import {
  asTenant,
  listAgreements,
  recordSignals,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";

/** A request of a vendor's automation about a program, done once however often it is asked. */
export interface ProgramRequest {
  /** The same when it is asked again. */
  readonly id: string;
  readonly customerId: string;
  readonly program: string;
  /** Who asks, for the log. */
  readonly by: string;
}

/** More agreements than any customer has. */
const MOST_AGREEMENTS = 500;

/** Thrown to leave nothing of a request behind, so that it may be asked again. */
export class Refused extends Error {
  override readonly name = "Refused";
}

/** Why a request was refused; nothing where it was done. */
export async function refusalOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

/**
 * Lets a customer into a program because somebody outside asks, and says why not. A program about agreements gets the
 * customer's agreement that ends first. What was refused leaves no trace, so that it may be asked again.
 */
export async function requestProgram(
  context: ServerContext,
  tenantId: number,
  request: ProgramRequest,
): Promise<string | undefined> {
  const tenant = await context.tenant(tenantId);
  const refusal = await refusalOf(
    asTenant(context.db, tenantId, (tx) => enter(context, tx, { tenant, ...request })),
  );
  if (refusal === undefined) context.ring(tenantId);
  return refusal;
}

async function enter(
  context: ServerContext,
  tx: TenantTransaction,
  request: ProgramRequest & { readonly tenant: Tenant },
): Promise<void> {
  const { id, tenant, customerId, program, by } = request;
  const now = context.clock.now();
  const agreementId = await agreementFor(context, tx, request);
  const about = { customerId, ...(agreementId !== undefined && { agreementId }) };
  const signal = { id, at: now, type: "program.requested", program, by, ...about } as const;
  const fresh = await recordSignals(tx, [{ signal, ...about }], now);
  if (!fresh.has(id)) return;
  const cause = "program.requested";
  const started = await startProgram(context, tx, { tenant, program, cause, ...about });
  if (!started.entered) throw new Refused(sentenceOf(started.reason));
}

async function agreementFor(
  { clock, programs }: ServerContext,
  tx: TenantTransaction,
  { program, customerId, tenant }: ProgramRequest & { readonly tenant: Tenant },
): Promise<string | undefined> {
  const stored = (await programs.list(tx)).find((each) => each.id === program);
  if (!stored) return undefined;
  const { compiled } = await programs.load(tx, program, stored.version);
  if (compiled.program.subject !== "agreement") return undefined;
  const today = localDateOf(clock.now(), tenant.timeZone);
  const { items } = await listAgreements(tx, { customer: customerId, limit: MOST_AGREEMENTS });
  const [first] = items
    .filter((each) => each.party === "own" && each.status === "active")
    .filter((each) => each.end === undefined || each.end >= today)
    .sort((a, b) => ((a.end ?? "9999") < (b.end ?? "9999") ? -1 : 1));
  if (first) return first.id;
  throw new Refused(`The customer "${customerId}" has no active agreement for "${program}".`);
}

function sentenceOf(reason: string | null): string {
  const said = reason ?? "the program lets nobody in";
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}
