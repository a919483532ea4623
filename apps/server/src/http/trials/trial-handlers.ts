import type { DryRunLine } from "@perennial/api";
import type { LocalizedText } from "@perennial/contract";
import {
  Assumptions,
  addDays,
  localDateOf,
  SimulationError,
  stateAssumptions,
} from "@perennial/lifecycle";
import {
  agentCapacityOf,
  type DryRunOutcome,
  type DryRunProgress,
  dryRun,
  tryOnCustomer,
} from "@perennial/runtime";
import { asTenant, readAgentCapacity } from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { loadAsked } from "../drafts/program-files.ts";
import { issueWords } from "../issue-words.ts";
import { verbatim } from "../language.ts";
import { HttpProblem, missing } from "../problem.ts";
import { noteSetupStep } from "../setup/note-step.ts";
import { dryRunView } from "./dry-run-view.ts";
import { programActivity, programOutcomes } from "./program-activity.ts";
import { programPeople } from "./program-people.ts";
import { trialView } from "./trial-view.ts";

type TrialOperation =
  | "tryOnCustomer"
  | "dryRun"
  | "listAssumptions"
  | "getProgramActivity"
  | "listProgramOutcomes"
  | "listProgramPeople";
type Input<Id extends TrialOperation> = Parameters<Handlers[Id]>[0];

/** How a program is tried before it is let loose on anybody, and what it does from day to day. */
export function trialHandlers(context: ServerContext): Pick<Handlers, TrialOperation> {
  const busy = new Set<number>();
  return {
    tryOnCustomer: (input) => tryOn(context, input),
    dryRun: (input) => dryRunLines(context, input, busy),
    listAssumptions: async ({ query: { locale } }) => ({
      items: stateAssumptions(undefined).map(({ name, label, unit, usual }) => ({
        ...{ name, words: label[locale], unit, value: usual },
      })),
    }),
    listProgramPeople: ({ params, query, caller }) =>
      programPeople(context, caller.tenant, { id: params.id, ...query }),
    listProgramOutcomes: ({ query, caller }) => programOutcomes(context, caller.tenant, query.days),
    getProgramActivity: ({ params, query, caller }) =>
      programActivity(context, caller.tenant, { id: params.id, ...query }),
  };
}

async function tryOn(
  context: ServerContext,
  { params: { id }, query: { locale }, body, caller }: Input<"tryOnCustomer">,
) {
  const { customerId, agreementId, days, letIn, behaves, seed } = body;
  const tenant = await context.tenant(caller.tenant);
  const zone = tenant.timeZone;
  const from = body.from ?? localDateOf(context.clock.now(), zone);
  const loaded = await asTenant(context.db, tenant.id, (tx) =>
    loadAsked(context, tx, { id, ...body }),
  );
  refuseSubject(loaded.compiled.program.subject);
  const trial = await readable(() =>
    tryOnCustomer(context, tenant, {
      ...{ loaded, customerId, agreementId, from, days, letIn, seed, locale },
      behaves: behaves === "usual",
    }),
  );
  if (!trial) throw missing(nobody(customerId, agreementId));
  return trialView(trial, { loaded, locale, zone, from });
}

function nobody(customer: string, agreement: string | undefined): LocalizedText {
  return agreement === undefined
    ? {
        sv: `Hittar inte kunden ”${customer}”, eller så har kunden inget avtal som programmet gäller.`,
        en: `There is no customer "${customer}", or the customer has no agreement that the program is for.`,
      }
    : {
        sv: `Hittar inte avtalet ”${agreement}” hos kunden ”${customer}”.`,
        en: `There is no agreement "${agreement}" of the customer "${customer}".`,
      };
}

/** Nobody is in a program about programs. */
function refuseSubject(subject: string): void {
  if (subject !== "program") return;
  throw new HttpProblem(422, "Nothing to try", {
    sv: "Det här programmet utvärderar andra program och släpper inte in några kunder.",
    en: "This program is about other programs: it evaluates them and lets no customer in.",
  });
}

async function* dryRunLines(
  context: ServerContext,
  { params: { id }, query: { locale }, body, caller }: Input<"dryRun">,
  busy: Set<number>,
): AsyncGenerator<DryRunLine> {
  const tenant = await context.tenant(caller.tenant);
  const from = body.from ?? localDateOf(context.clock.now(), tenant.timeZone);
  const assumptions = readAssumptions(body.assumptions);
  const [loaded, stored] = await asTenant(context.db, tenant.id, async (tx) => [
    await loadAsked(context, tx, { id, ...body }),
    await readAgentCapacity(tx),
  ]);
  const capacity = agentCapacityOf(tenant, stored);
  refuseSubject(loaded.compiled.program.subject);
  if (busy.has(tenant.id)) {
    throw new HttpProblem(409, "Busy", {
      sv: "En annan provkörning pågår. Vänta tills den är klar, eller avbryt den.",
      en: "Another dry run of the company is under way. Wait until it is done, or cancel it.",
    });
  }
  busy.add(tenant.id);
  const { seed, days, files, source } = body;
  const to = addDays(from, days - 1);
  const run = dryRun(context, tenant, { loaded, from, to, seed, assumptions, capacity });
  try {
    for (;;) {
      const next: IteratorResult<DryRunProgress, DryRunOutcome> = await readable(() => run.next());
      if (next.done) {
        const told = { loaded, locale, currency: tenant.currency };
        const view = dryRunView(next.value, { ...told, source: files ? "files" : source });
        await noteSetupStep(context, caller, "dry-run");
        yield { result: view };
        return;
      }
      yield { progress: next.value };
    }
  } finally {
    busy.delete(tenant.id);
  }
}

/** A simulation that cannot be made says why. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SimulationError)) throw error;
    throw new HttpProblem(422, "Cannot be tried", verbatim(error.message));
  }
}

/** Which assumptions differ. Calls are not limited here: how many agents it takes is what a dry run tells. */
function readAssumptions(given: Readonly<Record<string, unknown>>): Partial<Assumptions> {
  const read = Assumptions.safeParse(given);
  const limited = Object.hasOwn(given, "callsPerDay") && given.callsPerDay !== null;
  if (read.success && !limited) return { ...given } as Partial<Assumptions>;
  const problems = read.success
    ? [
        {
          place: "body.assumptions.callsPerDay",
          message: {
            sv: "Samtal begränsas inte i en provkörning av hela basen: den visar hur många de blir.",
            en: "Calls are not limited in a dry run of the whole base: it tells how many there are.",
          },
        },
      ]
    : read.error.issues.map((issue) => ({
        place: ["body.assumptions", ...issue.path].join("."),
        message: issueWords(issue),
      }));
  throw new HttpProblem(
    400,
    "Invalid request",
    { sv: "Antagandena stämmer inte.", en: "The assumptions are not right." },
    problems,
  );
}
