import type { Instant } from "@perennial/contract";
import { advance } from "../../enrolment/advance.ts";
import type { Stimulus } from "../../enrolment/enrolment.ts";
import { isHeldOut } from "../../enrolment/entry.ts";
import { HOLDOUT_GROUP, isGloballyHeldOut } from "../../experiment/holdout-lot.ts";
import { durationOf } from "../../program/program.ts";
import { instantAt } from "../../schedule/calendar.ts";
import { subtractFromDate } from "../../schedule/date.ts";
import type { PreparedProgram } from "../program/prepare-program.ts";
import type { Journal } from "../report/journal.ts";
import type { NoticeBook } from "../report/notice-book.ts";
import { SimulationError } from "../simulation-error.ts";
import type { EarlierEnrolment } from "../simulation-input.ts";
import { momentOf } from "../time/virtual-time.ts";
import type { Dossier } from "../world/dossier.ts";
import type { World } from "../world/world.ts";
import type { Case, Delivery, SimulatedTime } from "./case.ts";

/** Someone to be let into a program, and what opened the door. */
export interface Entry {
  readonly dossier: Dossier;
  readonly agreementId?: string | undefined;
  readonly entry: Stimulus;
}

/** What enrolments are kept with. */
export interface CaseBookParts {
  readonly world: World;
  readonly time: SimulatedTime;
  readonly journal: Journal;
  readonly notices: NoticeBook;
  /** Where effects go. */
  readonly outbox: {
    ask(of: Case, effect: Delivery["effect"]): void;
    withdraw(of: Case): void;
  };
  /** Who has been in a program before, the latest time of each. @default nobody */
  readonly earlier?: readonly EarlierEnrolment[];
  /** Per cent of customers that get no marketing of any program. @default 0 */
  readonly globalHoldout?: number;
}

const TIMER: Stimulus = { kind: "timer" };
/** More than any program goes on at once that ever waits. */
const MOST_TURNS = 1_000;

/** The enrolments of a dry run: let in, woken and advanced as the runtime does. */
export class CaseBook {
  readonly #parts: CaseBookParts;
  readonly #earlier: ReadonlyMap<string, EarlierEnrolment>;
  #cases = 0;

  constructor(parts: CaseBookParts) {
    this.#parts = parts;
    const earlier = parts.earlier ?? [];
    this.#earlier = new Map(
      earlier.map((each) => [`${each.program}\n${each.customerId}\n${each.key}`, each]),
    );
  }

  /** Lets subjects into a program, as far as they are not in it already and may enter (again). */
  enter(program: PreparedProgram, entries: readonly Entry[]): void {
    const unique = new Map<string, Entry & { readonly key: string }>();
    for (const each of entries) {
      const { dossier, agreementId } = each;
      const key =
        program.compiled.program.subject === "agreement" ? agreementId : dossier.customer.id;
      if (key !== undefined) unique.set(`${dossier.customer.id}\n${key}`, { ...each, key });
    }
    for (const each of unique.values()) {
      if (this.mayEnter(program, each.dossier, each.key)) this.#open(program, each);
    }
  }

  /** Whether a key is not in the program now and may enter it (again). */
  mayEnter(program: PreparedProgram, dossier: Dossier, key: string): boolean {
    const last = this.#lastRound(program, dossier, key);
    if (last === undefined) return true;
    if (!last.ended) return false;
    const { reentry } = program.compiled.program;
    if (typeof reentry === "string") return reentry === "always";
    const { today, zone } = this.#parts.time;
    const day = subtractFromDate(today, durationOf(reentry.after, program.compiled));
    return last.enteredAt < instantAt(day, "00:00", zone);
  }

  /** Tells an enrolment what has happened to it. */
  wake(each: Case, stimulus: Stimulus): void {
    if (each.enrolment.ended) return;
    each.stimuli.push(stimulus);
    if (each.stimuli.length === 1) this.#parts.time.advance(this.#parts.time.moment, each);
  }

  /** Takes an enrolment on from everything that has happened to it, and from its timer. */
  advance(each: Case): void {
    const { time, world, outbox, journal } = this.#parts;
    const { timerAt } = each.enrolment;
    const isDue = timerAt !== undefined && timerAt <= time.now;
    // A timer that was set anew since, or an enrolment that has ended.
    if (each.stimuli.length === 0 && !isDue) return;
    const { stimuli, dossier, agreementId, program } = each;
    each.stimuli = [];
    const facts = world.factsOf(dossier, { agreementId, at: time });
    let tasks = 0;
    for (const stimulus of [...stimuli, TIMER]) {
      if (each.enrolment.ended) break;
      const step = advance(program.compiled, each.enrolment, stimulus, facts);
      each.enrolment = step.enrolment;
      if (step.withdraw !== undefined) outbox.withdraw(each);
      for (const effect of step.effects) {
        outbox.ask(each, effect);
        if (effect.kind === "task") tasks++;
      }
      for (const decision of step.decisions) journal.decided(each, decision, facts);
    }
    if (tasks > 0 && each.noticeFailed) this.#parts.notices.handedOver(agreementId);
    each.noticeFailed = false;
    this.#afterwards(each, timerAt);
  }

  #lastRound(program: PreparedProgram, { rounds, customer }: Dossier, key: string) {
    const own = rounds.get(roundOf(program, key));
    if (own) return { enteredAt: own.enteredAt, ended: own.enrolment.ended !== undefined };
    return this.#earlier.get(`${program.compiled.program.id}\n${customer.id}\n${key}`);
  }

  #open(program: PreparedProgram, { dossier, agreementId, key, entry }: Entry & { key: string }) {
    const { time, notices } = this.#parts;
    const customerId = dossier.customer.id;
    const number = ++this.#cases;
    const ofAll = isGloballyHeldOut(this.#parts.globalHoldout ?? 0, customerId);
    const each: Case = {
      number,
      program,
      dossier,
      agreementId,
      enteredAt: time.now,
      enrolment: {
        id: String(number),
        customerId,
        ...(agreementId !== undefined && { agreementId }),
        key,
        effects: 0,
        variables: ofAll ? { [HOLDOUT_GROUP]: "global" } : {},
        holdout: ofAll || isHeldOut(program.compiled, customerId),
      },
      stimuli: [],
      pending: [],
      calls: [],
      noticeFailed: false,
      turns: { at: time.now, count: 0 },
    };
    dossier.rounds.set(roundOf(program, key), each);
    dossier.running.push(each);
    notices.entered(agreementId, time.today);
    this.wake(each, entry);
  }

  #afterwards(each: Case, timerBefore: Instant | undefined): void {
    const { time, notices } = this.#parts;
    const { ended, timerAt } = each.enrolment;
    if (ended) {
      const { running } = each.dossier;
      running.splice(running.indexOf(each), 1);
      notices.left(each.agreementId);
      return;
    }
    if (timerAt === undefined) return;
    const isDue = timerAt <= time.now;
    if (isDue) this.#countTurn(each);
    if (isDue || timerAt !== timerBefore) time.advance(momentOf(timerAt), each);
  }

  /** A program may go on at once a few times, but not for ever. */
  #countTurn(each: Case): void {
    const { now } = this.#parts.time;
    const count = each.turns.at === now ? each.turns.count + 1 : 1;
    each.turns = { at: now, count };
    if (count <= MOST_TURNS) return;
    const { id } = each.program.compiled.program;
    throw new SimulationError(
      `The program "${id}" goes round the step "${each.enrolment.step}" at ${now} without any time passing. Put a longer wait into the loop.`,
    );
  }
}

function roundOf(program: PreparedProgram, key: string): string {
  return `${program.compiled.program.id}\n${key}`;
}
