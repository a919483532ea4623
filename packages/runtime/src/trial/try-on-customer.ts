import type { Instant, LocalDate } from "@perennial/contract";
import {
  addDays,
  type Explanation,
  explain,
  type Facts,
  instantAt,
  localDateOf,
  programCatalogue,
  SILENT_PEOPLE,
  type SimulatedDecision,
  type SimulatedEvent,
  type SimulationInput,
  simulate,
} from "@perennial/lifecycle";
import { asTenant, readGlobalHoldout, type Tenant } from "@perennial/store";
import { contactPolicyOf } from "../deliver/contact-policy-of.ts";
import { loadFacts } from "../facts/load-facts.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { type BasePage, readOneCustomer } from "./base-page.ts";
import { localeOf } from "./dry-run.ts";

/** What is tried on one customer, and how. */
export interface TrialRequest {
  readonly loaded: LoadedProgram;
  readonly customerId: string;
  /** @default the agreement that ends first, where the program is about agreements */
  readonly agreementId?: string | undefined;
  readonly from: LocalDate;
  readonly days: number;
  /** Whether the customer is let in on the first day where no date does. */
  readonly letIn: boolean;
  /** Whether the customer does what is usual; otherwise nothing. */
  readonly behaves: boolean;
  readonly seed: string;
  readonly locale: "sv" | "en";
}

/** What happens in a trial: something that is seen from outside, or a decision. */
export type TrialStep =
  | { readonly kind: "event"; readonly event: SimulatedEvent }
  | { readonly kind: "decision"; readonly told: SimulatedDecision };

/** What a program would do to one customer. */
export interface Trial {
  readonly customerId: string;
  readonly name: string;
  readonly agreementId: string | null;
  readonly until: LocalDate;
  /** How the customer looks on the first day. */
  readonly facts: Facts;
  /** Nothing where the program has no entry condition. */
  readonly entry: Explanation | undefined;
  readonly came: "on-its-own" | "as-if" | "not";
  /** Whether the customer is in the program for real, so that the trial lets nobody in a second time on its own. */
  readonly isInside: boolean;
  readonly steps: readonly TrialStep[];
}

/**
 * Tries a program on one customer as the records stand. Nothing is sent or kept: it is a simulation of that customer
 * alone. Gives nothing for a customer, or an agreement of theirs, that is not known.
 */
export async function tryOnCustomer(
  context: RuntimeContext,
  tenant: Tenant,
  request: TrialRequest,
): Promise<Trial | undefined> {
  const { loaded, customerId } = request;
  const program = loaded.compiled.program.id;
  const [page, globalHoldout] = await asTenant(context.db, tenant.id, (tx) =>
    Promise.all([readOneCustomer(tx, { program, customerId }), readGlobalHoldout(tx)]),
  );
  const customer = page?.records.customers[0];
  if (!page || !customer) return undefined;
  const agreementId = agreementFor(request, page);
  if (agreementId === null && loaded.compiled.program.subject === "agreement") return undefined;
  const facts = await factsOn(context, tenant, { request, agreementId });
  if (!facts) return undefined;
  const run = { input: inputOf(tenant, request, { page, globalHoldout }), agreementId, request };
  const own = played(run, page, undefined);
  const isInside = page.earlier.some(({ ended }) => !ended);
  const at = facts.now;
  const asIf = own === undefined && request.letIn ? played(run, page, at) : undefined;
  const { entry } = loaded.compiled.program;
  const catalogue = programCatalogue(loaded.compiled);
  return {
    ...{ customerId, name: customer.name, agreementId, facts, isInside },
    until: run.input.to,
    entry: entry && explain(entry, facts, request.locale, catalogue),
    came: cameHow(own, asIf),
    steps: own ?? asIf ?? [],
  };
}

function cameHow(own: unknown, asIf: unknown): Trial["came"] {
  if (own !== undefined) return "on-its-own";
  return asIf === undefined ? "not" : "as-if";
}

/** The agreement that is tried: the one named, or of those the program is for the one that ends first. */
function agreementFor(
  { loaded, agreementId, from }: TrialRequest,
  { records: { agreements } }: Omit<BasePage, "next">,
): string | null {
  const { subject, party } = loaded.compiled.program;
  if (agreementId !== undefined) {
    return agreements.some(({ id }) => id === agreementId) ? agreementId : null;
  }
  if (subject !== "agreement") return null;
  const own = agreements.filter((each) => each.party === party);
  const running = own.filter(({ status, end = "9999" }) => status === "active" && end >= from);
  const [first] = (running.length > 0 ? running : own).toSorted((a, b) =>
    (a.end ?? "9999") < (b.end ?? "9999") ? -1 : 1,
  );
  return first?.id ?? null;
}

async function factsOn(
  context: RuntimeContext,
  tenant: Tenant,
  { request, agreementId }: { readonly request: TrialRequest; readonly agreementId: string | null },
): Promise<Facts | undefined> {
  const { loaded, customerId, from } = request;
  const now = firstMoment(context.clock.now(), from, tenant.timeZone);
  const subject = { customerId, ...(agreementId !== null && { agreementId }) };
  const programs = [loaded.compiled];
  const factsOf = await asTenant(context.db, tenant.id, (tx) =>
    loadFacts(tx, [subject], { tenant, now, programs }),
  );
  return factsOf(subject);
}

/** Today it begins now; on another day when dates are looked at. */
function firstMoment(now: Instant, from: LocalDate, zone: string): Instant {
  return localDateOf(now, zone) === from ? now : instantAt(from, "07:00", zone);
}

function inputOf(
  tenant: Tenant,
  { loaded, from, days, seed, behaves }: TrialRequest,
  { page, globalHoldout }: { page: Omit<BasePage, "next">; globalHoldout: number },
): SimulationInput {
  return {
    ...{ from, to: addDays(from, days - 1), seed, globalHoldout },
    programs: [loaded],
    records: page.records,
    policy: contactPolicyOf(tenant, loaded.rulePack),
    zone: tenant.timeZone,
    tenantName: tenant.name,
    locale: localeOf(tenant),
    assumptions: behaves ? {} : SILENT_PEOPLE,
  };
}

interface Run {
  readonly input: SimulationInput;
  readonly agreementId: string | null;
  readonly request: TrialRequest;
}

/** What happens; nothing where the customer does not come in. */
function played(
  { input, agreementId }: Run,
  { earlier, records }: Omit<BasePage, "next">,
  letInAt: Instant | undefined,
): readonly TrialStep[] | undefined {
  const steps: TrialStep[] = [];
  const program = input.programs[0]?.compiled.program.id ?? "";
  const isOurs = (each: { readonly agreementId?: string | undefined }) =>
    agreementId === null || each.agreementId === undefined || each.agreementId === agreementId;
  const customerId = records.customers[0]?.id ?? "";
  const start = { program, customerId, agreementId: agreementId ?? undefined };
  simulate(
    {
      ...input,
      ...(letInAt === undefined ? { earlier } : { starts: [{ ...start, at: letInAt }] }),
    },
    {
      onEvent: (event) => {
        if (isOurs(event)) steps.push({ kind: "event", event });
      },
      onDecision: (told) => {
        if (isOurs(told)) steps.push({ kind: "decision", told });
      },
    },
  );
  const came = steps.some((each) => each.kind === "event" && each.event.what === "entered");
  return came ? steps : undefined;
}
