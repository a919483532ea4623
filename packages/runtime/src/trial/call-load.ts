import type { LocalDate } from "@perennial/contract";
import {
  type AgentCapacity,
  addDuration,
  callsOn,
  durationOf,
  type Escalation,
  localDateOf,
  planEscalations,
  renewalChance,
  type SimulatedEvent,
  worthOf,
} from "@perennial/lifecycle";
import type { LoadedProgram } from "../program/programs.ts";
import type { BasePage } from "./base-page.ts";

/** More calls than this are counted and not planned: it would hold up all else that a server does. */
const MOST_PLANNED = 50_000;
/** A call that is of use without end is planned as far ahead as any. */
const NO_LAST_DAY = "P365D";

/** The calls of a day against what the agents have time for. */
export interface CallLoadDay {
  readonly date: LocalDate;
  /** How many calls there is time for. */
  readonly capacity: number;
  /** Calls that programs ask for on the day: the load there would be were they not paced. */
  readonly asked: number;
  /** Calls that get their turn on the day. */
  readonly planned: number;
}

/** The load of calls against the agents' capacity, and what does not fit. */
export interface CallLoad {
  readonly days: readonly CallLoadDay[];
  /** Calls that get their turn before their last day, those after the dry run's last day included. */
  readonly planned: number;
  /** Calls for which no day before their last has room. */
  readonly leftOut: number;
  /** What those come to, value at risk times chance, in minor units. */
  readonly leftOutWorth: number;
}

/** The calls of a dry run, gathered page by page and planned once all are known. */
export class CallBook {
  readonly #loaded: LoadedProgram;
  readonly #zone: string;
  readonly #calls: Escalation[] = [];

  constructor(loaded: LoadedProgram, zone: string) {
    this.#loaded = loaded;
    this.#zone = zone;
  }

  /** Notes the calls among what happens to the customers of a page. */
  noting({ records }: BasePage): (event: SimulatedEvent) => void {
    const agreements = new Map(records.agreements.map((each) => [each.id, each]));
    return ({ what, channel, at, customerId, agreementId, step }) => {
      if (what !== "sent" || channel !== "phone") return;
      const agreement = agreementId === undefined ? undefined : agreements.get(agreementId);
      const standing = records.standings?.get(customerId);
      this.#calls.push({
        id: String(this.#calls.length),
        customerId,
        earliest: localDateOf(at, this.#zone),
        deadline: this.#lastDay(at, step, agreement?.end),
        valueAtRisk: agreement?.yearlyValue ?? standing?.value ?? 0,
        chance: renewalChance(standing?.churn),
      });
    };
  }

  /** The last day on which a call is of use, as `releaseCalls` has it. */
  #lastDay(at: string, stepId: string | undefined, end: LocalDate | undefined): LocalDate {
    const { compiled } = this.#loaded;
    const step = stepId === undefined ? undefined : compiled.step(stepId);
    if (step?.do !== "call") return end ?? localDateOf(at, this.#zone);
    const after = step.expires ? durationOf(step.expires, compiled) : NO_LAST_DAY;
    const expiry = localDateOf(addDuration(at, after, this.#zone), this.#zone);
    if (end === undefined) return expiry;
    return step.noCapacity !== undefined || end < expiry ? end : expiry;
  }

  /** Plans all calls from a day to a last one; nothing where there are too many to be planned. */
  load(
    capacity: AgentCapacity,
    { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  ): CallLoad | undefined {
    if (this.#calls.length > MOST_PLANNED) return undefined;
    const plan = planEscalations({ escalations: this.#calls, capacity, today: from });
    const late = plan.leftOut.map(({ escalation }) => escalation);
    return {
      days: plan.days
        .filter(({ date }) => date <= to)
        .map(({ date, calls, ready }) => ({
          ...{ date, capacity: callsOn(date, capacity), asked: ready, planned: calls.length },
        })),
      planned: this.#calls.length - late.length,
      leftOut: late.length,
      leftOutWorth: Math.round(late.reduce((sum, each) => sum + worthOf(each), 0)),
    };
  }
}
