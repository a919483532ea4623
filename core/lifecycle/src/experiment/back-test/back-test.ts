import type { Currency, Instant, LocalDate } from "@perennial/contract";
import type { FlowRules } from "../../flow/flow-rules.ts";
import { dateAgreements } from "../../portfolio/dated-agreement.ts";
import { datePurchases } from "../../portfolio/known-purchase.ts";
import { localDateOf } from "../../schedule/calendar.ts";
import { SILENT_PEOPLE } from "../../simulate/assumptions.ts";
import { type SimulationListeners, simulate } from "../../simulate/simulate.ts";
import type { SimulatedEvent } from "../../simulate/simulated-event.ts";
import type { SimulationInput, SimulationRecords } from "../../simulate/simulation-input.ts";
import type { BackTestCounts, ProgramBackTest } from "./back-test-result.ts";
import { caveatsOf } from "./caveats.ts";
import { type Fate, fateOf } from "./fate.ts";
import { splitHistory } from "./split-history.ts";

/** What a back-test is run on: the records as they are now, and one program. */
export interface ProgramBackTestInput extends Omit<SimulationInput, "programs" | "replay"> {
  readonly program: SimulationInput["programs"][number];
  /** Who counts as lost, and by what. */
  readonly flows: FlowRules;
  readonly currency: Currency;
}

/** Nobody answers: what people did, they did without this program, and the CRM cancelled what it really cancelled. */
const AS_IT_WAS = { ...SILENT_PEOPLE, unsignedCancelled: false } as const;

/**
 * Runs a program over a time that has been, day by day, seeing of each day only what was known then, and compares whom it
 * would have reached with who really left, renewed and bought (product.md 2, item 1). What people did stands as it was: no
 * effect of the program is guessed.
 * @throws SimulationError as `simulate` does.
 */
export function backTestProgram(
  input: ProgramBackTestInput,
  listeners: SimulationListeners = {},
): ProgramBackTest {
  const { program, flows, currency, records, from, to, zone, assumptions = {}, ...rest } = input;
  const { known, later, endsForeseen } = splitHistory(records, from, zone);
  const reach = new Reach();
  const simulation = simulate(
    {
      ...rest,
      ...{ from, to, zone, programs: [program], records: known, replay: later },
      assumptions: { ...assumptions, ...AS_IT_WAS },
    },
    {
      ...listeners,
      onEvent: (event) => {
        reach.note(event);
        listeners.onEvent?.(event);
      },
    },
  );
  const fates = fatesOf(records, { flows, from, to, zone, currency });
  const counts = countFates(fates, reach, zone);
  const others = reach.customers.filter((id) => !fates.has(id)).length;
  const { totals } = simulation;
  const { inTime } = counts.left;
  const { id, name } = program.compiled.program;
  return {
    ...counts,
    ...{ program: { id, name }, from, to, basis: flows.basis, othersReached: others },
    messages: totals.byChannel.email + totals.byChannel.sms,
    calls: totals.byChannel.calls,
    cost: totals.cost,
    ...(inTime > 0 && { costPerLeaverInTime: totals.cost / inTime }),
    caveats: caveatsOf(program.compiled.program, { endsForeseen, lastKnown: lastDay(records), to }),
    simulation,
  };
}

/** Whom the program reached, and when. */
class Reach {
  readonly #contacts = new Map<string, { first: Instant; marketing: boolean }>();

  get customers(): readonly string[] {
    return [...this.#contacts.keys()];
  }

  /** Events come in order of time. */
  note({ what, customerId, at, class: of }: SimulatedEvent): void {
    if (what !== "sent") return;
    const known = this.#contacts.get(customerId);
    if (!known) this.#contacts.set(customerId, { first: at, marketing: of === "marketing" });
    else if (of === "marketing") known.marketing = true;
  }

  of(customerId: string): { readonly first: Instant; readonly marketing: boolean } | undefined {
    return this.#contacts.get(customerId);
  }
}

interface Asked extends Pick<ProgramBackTestInput, "flows" | "from" | "to" | "zone" | "currency"> {}

/** What became of the customers that the company had when the period began. */
function fatesOf(
  { customers, agreements, purchases = [] }: SimulationRecords,
  { flows, from, to, zone, currency }: Asked,
): ReadonlyMap<string, Fate> {
  const counting = { zone, currency };
  const held = Map.groupBy(agreements, ({ customerId }) => customerId);
  const bought = Map.groupBy(purchases, ({ customerId }) => customerId);
  const fates = new Map<string, Fate>();
  for (const { id } of customers) {
    const history = {
      agreements: dateAgreements(held.get(id) ?? [], counting),
      purchases: datePurchases(bought.get(id) ?? [], counting),
    };
    const fate = fateOf(history, flows, { from, to });
    if (fate) fates.set(id, fate);
  }
  return fates;
}

function countFates(fates: ReadonlyMap<string, Fate>, reach: Reach, zone: string): BackTestCounts {
  const left = { customers: 0, inTime: 0, tooLate: 0, notReached: 0 };
  const stayed = { customers: 0, cameBack: 0, reached: 0, needlessly: 0 };
  for (const [id, { became, leftOn }] of fates) {
    const contact = reach.of(id);
    if (became === "left" && leftOn !== undefined) {
      left.customers += 1;
      if (!contact) left.notReached += 1;
      else if (localDateOf(contact.first, zone) < leftOn) left.inTime += 1;
      else left.tooLate += 1;
      continue;
    }
    stayed.customers += 1;
    if (became === "came-back") stayed.cameBack += 1;
    if (contact) stayed.reached += 1;
    if (contact?.marketing) stayed.needlessly += 1;
  }
  return { customers: fates.size, left, stayed };
}

/** The last day that the records tell something of: until then the files reach. */
function lastDay({ agreements, purchases = [], consents = [] }: SimulationRecords): LocalDate {
  let last = "";
  const note = (at: Instant | undefined) => {
    const day = at?.slice(0, 10) ?? "";
    if (day > last) last = day;
  };
  for (const { at } of purchases) note(at);
  for (const { at } of consents) note(at);
  for (const { start, orderedAt, signedAt, cancelledAt } of agreements) {
    for (const at of [start, orderedAt, signedAt, cancelledAt]) note(at);
  }
  return last;
}
