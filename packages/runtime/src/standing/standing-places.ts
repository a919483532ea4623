import type { Customer, FlowState, LocalDate, Locale, Standing } from "@perennial/contract";
import { cellOf, FLOW_NAMES, FLOW_WORDS, PHASE_WORDS } from "@perennial/lifecycle";
import type { PlanInForce } from "../plan/plan-of.ts";

/** Something that the company has a name for. */
interface Named<Id extends string = string> {
  readonly id: Id;
  readonly name: string;
}

/** Where a customer is in each of the plan's divisions, by the names that the company has for them. */
export interface StandingPlaces {
  readonly phase?: Named<NonNullable<Customer["phase"]>> & { readonly since?: LocalDate };
  readonly segment?: Named;
  readonly flow?: Named<FlowState> & { readonly since?: LocalDate };
  /** The user's own groups that the customer belongs to (V-14). */
  readonly groups: readonly Named[];
  /** What the customer's cell of the matrix gets (M-08, M-15). */
  readonly service?: StandingService;
}

/** What the customers of a cell of the matrix get. */
export interface StandingService {
  readonly strategy: string;
  readonly serviceLevel?: string | undefined;
  readonly program?: string | undefined;
  readonly contactsPerYear?: number | undefined;
}

/** What places are told from. */
export interface PlacesAsked {
  readonly customer: Pick<Customer, "phase" | "segment" | "valueClass">;
  readonly standing: Standing;
  readonly inForce: PlanInForce | undefined;
  readonly locale: Locale;
}

/** Says where a customer is in each of the plan's divisions. */
export function standingPlaces({
  customer: { phase, segment, valueClass },
  standing,
  inForce,
  locale,
}: PlacesAsked): StandingPlaces {
  const { plan } = inForce ?? {};
  const { phaseSince, flow, flowSince } = standing;
  const known = plan?.segments.find(({ id }) => id === segment);
  // The long words tell of buying.
  const flowWords = plan?.flows?.basis === "agreements" ? FLOW_NAMES : FLOW_WORDS;
  const cell = plan?.matrix && cellOf(plan.matrix, valueClass, segment);
  return {
    ...(phase && { phase: { id: phase, name: PHASE_WORDS[phase][locale], ...on(phaseSince) } }),
    ...(segment !== undefined && {
      segment: { id: segment, name: known?.name[locale] ?? segment },
    }),
    ...(flow && { flow: { id: flow, name: flowWords[flow][locale], ...on(flowSince) } }),
    groups: (standing.groups ?? []).map((id) => {
      const group = plan?.groups.find((each) => each.id === id);
      return { id, name: group?.name[locale] ?? id };
    }),
    ...(cell && { service: cell }),
  };
}

function on(since: LocalDate | undefined) {
  return since === undefined ? {} : { since };
}
