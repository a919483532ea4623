import type { Instant, LocalDate } from "@perennial/contract";
import { instantAt, localDateOf } from "../../schedule/calendar.ts";
import { addDays } from "../../schedule/date.ts";
import { EventQueue } from "./event-queue.ts";

/** Milliseconds since 1970: what the queue is ordered by. */
export type Moment = number;

/** The moment of an instant. */
export function momentOf(instant: Instant): Moment {
  return Date.parse(instant);
}

/** The instant of a moment. */
export function instantOf(moment: Moment): Instant {
  return new Date(moment).toISOString();
}

/** Something that happens outside every program: a review, a midnight, a deed. */
export type Happening = () => void;

// In the runtime news is taken in first, then enrolments are advanced, then messages leave (architecture.md, 5).
const HAPPENING = 0;
const ADVANCE = 1;
const DELIVER = 2;

/** What is done with what is due. */
export interface Doers<Case, Row> {
  advance(each: Case): void;
  /** Everything that is to leave at one moment comes together, as the priority among it decides. */
  deliver(rows: readonly Row[]): void;
}

type Work<Case, Row> =
  | { readonly phase: typeof HAPPENING; readonly happening: Happening }
  | { readonly phase: typeof ADVANCE; readonly each: Case }
  | { readonly phase: typeof DELIVER; readonly row: Row };

/** The clock of a dry run and all that is still to come: it jumps from one thing to the next. */
export class VirtualTime<Case, Row> {
  readonly zone: string;
  readonly #end: Moment;
  readonly #queue = new EventQueue<Work<Case, Row>>();
  #moment: Moment;
  #now: Instant;
  #today: LocalDate;
  /** When today is over. */
  #midnight: Moment;

  /** What is planned for `end` or later is forgotten. */
  constructor(span: { readonly start: Instant; readonly end: Instant; readonly zone: string }) {
    this.zone = span.zone;
    this.#end = momentOf(span.end);
    this.#moment = momentOf(span.start);
    this.#now = span.start;
    this.#today = localDateOf(span.start, span.zone);
    this.#midnight = this.startOf(addDays(this.#today, 1));
  }

  get moment(): Moment {
    return this.#moment;
  }

  get now(): Instant {
    return this.#now;
  }

  get today(): LocalDate {
    return this.#today;
  }

  /** Plans a happening; one in the past happens now. */
  happen(at: Moment, happening: Happening): void {
    this.#plan(at, { phase: HAPPENING, happening });
  }

  /** Plans that an enrolment is looked at. */
  advance(at: Moment, each: Case): void {
    this.#plan(at, { phase: ADVANCE, each });
  }

  /** Plans that an effect is delivered. */
  deliver(at: Moment, row: Row): void {
    this.#plan(at, { phase: DELIVER, row });
  }

  /** Does everything that comes before a moment, in order. */
  runUntil(limit: Moment, doers: Doers<Case, Row>): void {
    while (this.#queue.nextMoment < limit) {
      this.#moveTo(this.#queue.nextMoment);
      const work = this.#queue.take();
      if (work === undefined) return;
      if (work.phase === HAPPENING) work.happening();
      else if (work.phase === ADVANCE) doers.advance(work.each);
      else doers.deliver(this.#batch(work.row));
    }
  }

  /** The start of a date; the clock does not move. */
  startOf(date: LocalDate): Moment {
    return momentOf(instantAt(date, "00:00", this.zone));
  }

  #plan(at: Moment, work: Work<Case, Row>): void {
    const moment = Math.max(at, this.#moment);
    if (moment < this.#end) this.#queue.add(moment, work.phase, work);
  }

  #batch(first: Row): readonly Row[] {
    const rows = [first];
    while (this.#queue.nextMoment === this.#moment && this.#queue.nextPhase === DELIVER) {
      const work = this.#queue.take();
      if (work?.phase === DELIVER) rows.push(work.row);
    }
    return rows;
  }

  #moveTo(moment: Moment): void {
    if (moment === this.#moment) return;
    this.#moment = moment;
    this.#now = instantOf(moment);
    if (moment < this.#midnight) return;
    this.#today = localDateOf(this.#now, this.zone);
    this.#midnight = this.startOf(addDays(this.#today, 1));
  }
}
