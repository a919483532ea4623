import type { Instant, LocalDate } from "@perennial/contract";
import {
  addDays,
  anniversaryIn,
  type CompiledProgram,
  dateEntry,
  dateRule,
  dateTriggers,
  dateWindow,
  durationOf,
  type Enrolment,
  instantAt,
  isForParty,
  localDateOf,
  programCatalogue,
  type SignalFacts,
  type Stimulus,
  signalEntry,
  subtractFromDate,
} from "@perennial/lifecycle";
import type { About, StoryWorld } from "./story-world.ts";

/** An enrolment that is about to begin, and what lets it in. */
export interface Round {
  readonly enrolment: Enrolment;
  readonly entry: Stimulus;
}

/** What a story's door goes by. */
export interface StoryDoorParts {
  readonly program: CompiledProgram;
  readonly world: StoryWorld;
  readonly zone: string;
  readonly heldOut: boolean;
}

const REVIEW_AT = "07:00";

/** Lets the customer of a story into the program: by signals, by dates looked at once a day, and again as it says. */
export class StoryDoor {
  readonly #parts: StoryDoorParts;
  readonly #dates = new Set<string>();
  readonly #enteredAt = new Map<string, Instant>();
  #rounds = 0;

  constructor(parts: StoryDoorParts) {
    this.#parts = parts;
  }

  /** An enrolment that has not begun. */
  outside(about: About = {}): Enrolment {
    const { id: customerId } = this.#parts.world.customer;
    const { agreementId, invitationId } = about;
    return {
      ...{ id: `e${this.#rounds + 1}`, customerId, key: this.#keyOf(about) ?? customerId },
      ...(agreementId !== undefined && { agreementId }),
      ...(invitationId !== undefined && { invitationId }),
      ...{ effects: 0, variables: {}, holdout: this.#parts.heldOut },
    };
  }

  /** What begins by a signal, if anything does. */
  bySignal(seen: SignalFacts, about: About, now: Instant): Round | undefined {
    const { program, world } = this.#parts;
    // A program about a record of another kind has nothing to follow here.
    if (program.program.subject !== "customer" && this.#keyOf(about) === undefined) {
      return undefined;
    }
    const enrolment = this.outside(about);
    const entry = signalEntry(program, seen, world.factsAt(now, enrolment));
    return entry && this.#let({ enrolment, entry }, now);
  }

  /** What begins by a date, if anything does. */
  byDate(now: Instant): Round | undefined {
    const { zone } = this.#parts;
    const today = localDateOf(now, zone);
    if (now < instantAt(today, REVIEW_AT, zone)) return undefined;
    for (const about of this.#subjects()) {
      const round = this.#byDateOf(about, now);
      if (round) return round;
    }
    return undefined;
  }

  /** When dates are looked at next; never where the program has no such trigger. */
  nextReview(now: Instant): Instant | undefined {
    const { program, zone } = this.#parts;
    if (dateTriggers(program).length === 0) return undefined;
    const today = localDateOf(now, zone);
    const review = instantAt(today, REVIEW_AT, zone);
    return review > now ? review : instantAt(addDays(today, 1), REVIEW_AT, zone);
  }

  /** What the program is about, one by one. */
  #subjects(): readonly About[] {
    const { program, world } = this.#parts;
    const subject: string = program.program.subject;
    if (subject === "agreement") return world.agreements.map(({ id }) => ({ agreementId: id }));
    if (subject === "invitation") return world.invitations.map(({ id }) => ({ invitationId: id }));
    return [{}];
  }

  /** The id of the record that the program is about; the customer's own where it is about the customer. */
  #keyOf({ agreementId, invitationId }: About): string | undefined {
    const subject: string = this.#parts.program.program.subject;
    if (subject === "agreement") return agreementId;
    return subject === "invitation" ? invitationId : undefined;
  }

  #byDateOf(about: About, now: Instant): Round | undefined {
    const { program, world, zone } = this.#parts;
    const enrolment = this.outside(about);
    const facts = world.factsAt(now, enrolment);
    if (!isForParty(program, facts)) return undefined;
    const { fields } = programCatalogue(program);
    for (const trigger of dateTriggers(program)) {
      const date = dateOf(fields.get(trigger.date)?.read(facts), zone);
      const window = dateWindow(facts.today, dateRule(trigger, program));
      const day = date && dayIn(date, trigger.every, window);
      const time = `${trigger.date} ${enrolment.key} ${day}`;
      if (!day || this.#dates.has(time) || !program.holds(program.program.entry, facts)) continue;
      const round = this.#let({ enrolment, entry: dateEntry(trigger) }, now);
      if (round) this.#dates.add(time);
      return round;
    }
    return undefined;
  }

  #let(round: Round, now: Instant): Round | undefined {
    const { key } = round.enrolment;
    if (!this.#mayEnter(key, now)) return undefined;
    this.#enteredAt.set(key, now);
    this.#rounds++;
    return round;
  }

  #mayEnter(key: string, now: Instant): boolean {
    const { program, zone } = this.#parts;
    const { reentry } = program.program;
    const last = this.#enteredAt.get(key);
    if (last === undefined || reentry === "always") return true;
    if (reentry === "never") return false;
    const day = subtractFromDate(localDateOf(now, zone), durationOf(reentry.after, program));
    return last < instantAt(day, "00:00", zone);
  }
}

/** The date that a window holds: the date itself, or where it comes again, an anniversary of it. */
function dayIn(
  date: LocalDate,
  every: string | undefined,
  window: { readonly from: LocalDate; readonly to: LocalDate },
): LocalDate | undefined {
  if (every !== undefined) return anniversaryIn(date, every, window);
  return date >= window.from && date <= window.to ? date : undefined;
}

/** A moment counts by the date it has in the tenant's zone. */
function dateOf(value: unknown, zone: string): LocalDate | undefined {
  if (typeof value !== "string") return undefined;
  return value.length > 10 ? localDateOf(value, zone) : value;
}
