import type { LocalDate } from "@perennial/contract";
import { isZone } from "../schedule/calendar.ts";
import { addDays, daysBetween } from "../schedule/date.ts";
import { Assumptions } from "./assumptions.ts";
import { peaksOf, sumByMonth, sumOf } from "./report/summary.ts";
import type { SimulatedDecision, SimulatedEvent } from "./simulated-event.ts";
import { Simulation } from "./simulation.ts";
import { SimulationError } from "./simulation-error.ts";
import type { SimulationInput } from "./simulation-input.ts";
import type { DayResult, SimulationResult } from "./simulation-result.ts";

/** Ten years, leap days included. */
const MOST_DAYS = 3_653;

/**
 * Runs programs over a whole base with a virtual clock and gives each day as it is over; the whole result comes
 * last. Nothing is sent and nothing is changed. The same input gives the same days (product.md 2, item 1).
 * @param onEvent Told of everything that happens, in order of time: who gets what when.
 * @param onDecision Told of every decision about an enrolment, with what was known then.
 * @throws SimulationError for days, a zone or assumptions that no dry run can be made of.
 * @example
 * const days = simulateDays(input);
 * let next = days.next();
 * for (; !next.done; next = days.next()) showProgress(next.value.date);
 * const { totals, notice } = next.value;
 */
export function* simulateDays(
  input: SimulationInput,
  onEvent?: (event: SimulatedEvent) => void,
  onDecision?: (told: SimulatedDecision) => void,
): Generator<DayResult, SimulationResult> {
  checkInput(input);
  const assumptions = readAssumptions(input);
  const simulation = new Simulation(input, assumptions, { onEvent, onDecision });
  const days: DayResult[] = [];
  for (let date = input.from; date <= input.to; date = addDays(date, 1)) {
    const day = simulation.playDay(date);
    days.push(day);
    yield day;
  }
  return resultOf(simulation, { input, assumptions, days });
}

/** Who is told of a dry run while it runs. */
export interface SimulationListeners {
  /** Told of each day as it is over, for progress. */
  readonly onDay?: (day: DayResult) => void;
  /** Told of everything that happens, in order of time. */
  readonly onEvent?: (event: SimulatedEvent) => void;
  /** Told of every decision about an enrolment, with what was known then. */
  readonly onDecision?: (told: SimulatedDecision) => void;
}

/**
 * Runs a dry run to its end.
 * @throws SimulationError as `simulateDays` does.
 * @example
 * const { totals, notice } = simulate(input, { onDay: ({ date }) => showProgress(date) });
 */
export function simulate(
  input: SimulationInput,
  { onDay, onEvent, onDecision }: SimulationListeners = {},
): SimulationResult {
  const days = simulateDays(input, onEvent, onDecision);
  for (;;) {
    const next = days.next();
    if (next.done) return next.value;
    onDay?.(next.value);
  }
}

function resultOf(
  simulation: Simulation,
  {
    input,
    assumptions,
    days,
  }: {
    readonly input: SimulationInput;
    readonly assumptions: Assumptions;
    readonly days: readonly DayResult[];
  },
): SimulationResult {
  const { world, journal, notices, outbox, callList, programs } = simulation;
  const totals = sumOf(days);
  return {
    from: input.from,
    to: input.to,
    zone: input.zone,
    seed: String(input.seed),
    assumptions,
    customers: world.customersAtStart,
    agreements: world.agreementsAtStart,
    days,
    months: sumByMonth(days),
    totals,
    costs: {
      sms: totals.smsSegments * assumptions.costPerSmsSegment,
      email: totals.byChannel.email * assumptions.costPerEmail,
      calls: totals.calls.made * assumptions.costPerCall,
    },
    effects: journal.effects,
    programs: programs.map((program) => journal.programs.result(program)),
    notice: notices.result(),
    peak: peaksOf(days),
    atEnd: { held: outbox.held, callsWaiting: callList.waiting },
    ignored: { withoutCustomer: world.withoutCustomer, programStarts: simulation.startsLost },
  };
}

function readAssumptions({ assumptions = {} }: SimulationInput): Assumptions {
  const read = Assumptions.safeParse(assumptions);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new SimulationError(`The assumptions cannot be used. Correct ${faults.join("; ")}.`);
}

function checkInput({ programs, from, to, zone, reviewAt = "07:00" }: SimulationInput): void {
  if (programs.length === 0) throw new SimulationError("There is no program to try out. Name one.");
  const ids = programs.map(({ compiled }) => compiled.program.id);
  const double = ids.find((id, index) => ids.indexOf(id) !== index);
  if (double !== undefined) {
    throw new SimulationError(`The program "${double}" is there twice. Name each of them once.`);
  }
  if (!isZone(zone)) {
    throw new SimulationError(
      `"${zone}" is no time zone we know. Write an IANA name such as Europe/Stockholm.`,
    );
  }
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(reviewAt)) {
    throw new SimulationError(`"${reviewAt}" is no time of day. Write one such as 07:00.`);
  }
  checkSpan(from, to);
}

function checkSpan(from: LocalDate, to: LocalDate): void {
  const days = daysBetween(from, to) + 1;
  if (days < 1) {
    throw new SimulationError(
      `The last day, ${to}, lies before the first, ${from}. Exchange them.`,
    );
  }
  if (days > MOST_DAYS) {
    throw new SimulationError(
      `${from} to ${to} are ${days} days. Choose a last day within ten years of the first.`,
    );
  }
}
