import { Duration, type Offer } from "@perennial/contract";
import { z } from "zod";
import type { Catalogue } from "../condition/fields.ts";
import { checkCondition } from "../condition/resolve-condition.ts";
import { type PlanProblem, planError } from "../plan/check/plan-inspection.ts";
import { TeamGoals } from "../service-report/goal-conflict.ts";
import { inSwedish } from "../words/schema-messages.ts";
import { VisitCriterion } from "../worklist/criterion.ts";
import { CallingPlan } from "./calling-number.ts";
import { checkRouting } from "./check-routing.ts";
import { checkTalkPoints } from "./check-talk-points.ts";
import { EXAMPLE_ROUTING } from "./example-routing.ts";
import { CallOffer } from "./offers-in-call.ts";
import { READY_TALK_POINTS } from "./ready-talk-points.ts";
import { RoutingRules } from "./routing-rules.ts";
import { TalkPointRule } from "./talk-points.ts";

/** How a company answers its calls, all of it as a business person edits it (L-10 to L-20, L-23). */
export const ServiceDesk = z
  .strictObject({
    /** How numbers are dialled where the company is. @default as in Sweden */
    calling: CallingPlan.default(() => CallingPlan.parse({})),
    routing: RoutingRules,
    talkPoints: z
      .array(TalkPointRule)
      .max(100)
      .default(() => [...READY_TALK_POINTS]),
    /** What agents may offer. @default the offers of the programs that run */
    offers: z.array(CallOffer).max(200).optional(),
    /** What speaks for selling to a customer, with points (L-06). @default nothing */
    potential: z.array(VisitCriterion).max(100).default([]),
    /** What teams are to reach (L-23). @default nothing */
    teams: z.array(TeamGoals).max(200).default([]),
    /** How long ago an offer still counts as of late (L-04). @default "P90D" */
    lookBack: Duration.default("P90D"),
    /** How many of the latest contacts an agent sees (L-05). @default 10 */
    contacts: z.int().min(1).max(50).default(10),
  })
  .meta({ id: "ServiceDesk", description: "How a company answers its calls." });
export type ServiceDesk = z.infer<typeof ServiceDesk>;

/** What holds until a company has said how it answers: the example's routing, and the ready talk points. */
export const READY_SERVICE_DESK: ServiceDesk = ServiceDesk.parse({ routing: EXAMPLE_ROUTING });

/** What the settings of a service desk are checked against. */
export interface ServiceDeskContext {
  /** The customer's fields and the call's (`CALL_FIELDS`). */
  readonly catalogue: Catalogue;
  /** The offers of the programs that run. */
  readonly programOffers: readonly Pick<Offer, "id">[];
}

/**
 * Everything that is wrong with how calls would be answered, each at its place, judged from whatever a file or a form
 * holds. Without an error among it, `ServiceDesk` parses it.
 */
export function checkServiceDesk(
  raw: unknown,
  context: ServiceDeskContext,
): readonly PlanProblem[] {
  const parsed = ServiceDesk.safeParse(raw);
  const { catalogue, programOffers } = context;
  const routing = isRecord(raw) && raw.routing !== undefined ? raw.routing : parsed.data?.routing;
  const ofRouting =
    routing === undefined ? [] : at("routing", checkRouting(routing, { catalogue }));
  if (!parsed.success) {
    const others = parsed.error.issues.filter(
      ({ path }) => ofRouting.length === 0 || path[0] !== "routing",
    );
    return [...ofRouting, ...others.map(shapeProblem)];
  }
  const { talkPoints, offers, potential } = parsed.data;
  const mayMake = offers?.map(({ offer }) => offer) ?? programOffers;
  const conditions = (name: string, list: readonly Pick<CallOffer, "when">[]) =>
    list.flatMap(({ when }, index) =>
      when === undefined
        ? []
        : checkCondition(when, catalogue).map(({ path, ...problem }) =>
            planError({ ...problem, path: [name, index, "when", ...path] }),
          ),
    );
  return [
    ...ofRouting,
    ...at("talkPoints", checkTalkPoints(talkPoints, { catalogue, offers: mayMake })),
    ...conditions("offers", offers ?? []),
    ...conditions("potential", potential),
  ];
}

function at(name: string, problems: readonly PlanProblem[]): readonly PlanProblem[] {
  return problems.map(({ path, ...problem }) => ({ ...problem, path: [name, ...path] }));
}

function shapeProblem({ path, message }: z.core.$ZodIssue): PlanProblem {
  return planError({
    path: path.map((part) => (typeof part === "symbol" ? String(part) : part)),
    code: "wrong-shape",
    message: { sv: inSwedish(message), en: message },
    remedy: {
      sv: "Skriv det som inställningarna för samtal ska innehålla här.",
      en: "Write what the schema of the service desk asks for here.",
    },
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
