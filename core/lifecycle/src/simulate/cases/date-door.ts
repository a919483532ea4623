import type { AttributeValue, LocalDate } from "@perennial/contract";
import { readField } from "../../condition/read-field.ts";
import { dateEntry, dateRule } from "../../enrolment/entry.ts";
import type { DateTrigger } from "../../program/program.ts";
import { anniversaryIn } from "../../schedule/anniversary.ts";
import { localDateOf } from "../../schedule/calendar.ts";
import { dateWindow } from "../../schedule/date-window.ts";
import type { PreparedProgram } from "../program/prepare-program.ts";
import type { Journal } from "../report/journal.ts";
import type { NoticeBook } from "../report/notice-book.ts";
import { DateShelf } from "../world/date-shelf.ts";
import type { Dossier } from "../world/dossier.ts";
import type { World } from "../world/world.ts";
import type { SimulatedTime } from "./case.ts";
import type { CaseBook, Entry } from "./case-book.ts";

/** What a door works with. */
export interface DateDoorParts {
  readonly world: World;
  readonly time: SimulatedTime;
  readonly cases: CaseBook;
  readonly journal: Journal;
  readonly notices: NoticeBook;
}

/** Someone at the door. */
interface Candidate {
  readonly id: string;
  readonly dossier: Dossier;
  readonly agreementId: string | undefined;
}

/** A date that lets subjects into a program; it is looked at once a day. */
export class DateDoor {
  readonly #program: PreparedProgram;
  readonly #trigger: DateTrigger;
  readonly #parts: DateDoorParts;
  /** Whether the date is one of agreements and not of customers. */
  readonly #isOfAgreements: boolean;
  /** Who has not entered by the date they have now. */
  readonly #waiting = new DateShelf();
  /** Who has entered or was turned away by which date: both count once. */
  readonly #entered = new Set<string>();
  readonly #turnedAway = new Set<string>();

  constructor(program: PreparedProgram, trigger: DateTrigger, parts: DateDoorParts) {
    this.#program = program;
    this.#trigger = trigger;
    this.#parts = parts;
    this.#isOfAgreements = trigger.date.startsWith("agreement.");
    parts.world.listen({
      agreement: ({ id, customerId, party }) => {
        const dossier = parts.world.dossier(customerId);
        if (!this.#isOfAgreements || !dossier || party !== program.compiled.program.party) return;
        this.#place({ id, dossier, agreementId: id });
      },
      customer: (dossier) => {
        if (this.#isOfAgreements) return;
        this.#place({ id: dossier.customer.id, dossier, agreementId: undefined });
      },
    });
  }

  /** Lets in for whom the date has come up. */
  review(): void {
    const { cases, journal, notices, time, world } = this.#parts;
    const { compiled } = this.#program;
    const entries: Entry[] = [];
    for (const { id, dossier, agreementId } of this.#candidates(time.today)) {
      const date = this.#dayOf(id, time.today);
      if (!cases.mayEnter(this.#program, dossier, id)) continue;
      const facts = world.factsOf(dossier, { agreementId, at: time });
      if (compiled.holds(compiled.program.entry, facts)) {
        entries.push({ dossier, agreementId, entry: dateEntry(this.#trigger) });
        this.#entered.add(`${id}\n${date}`);
        if (this.#trigger.every === undefined) this.#waiting.remove(id);
      } else if (!this.#turnedAway.has(`${id}\n${date}`)) {
        this.#turnedAway.add(`${id}\n${date}`);
        const { id: customerId } = dossier.customer;
        journal.turnedAway({ customerId, agreementId }, compiled.program.id);
        notices.turnedAway(agreementId);
      }
    }
    cases.enter(this.#program, entries);
  }

  /** Whose date lies in today's window, by id. */
  #candidates(today: LocalDate): readonly Candidate[] {
    const { world } = this.#parts;
    return this.#due(today).flatMap((id) => {
      const agreement = world.agreement(this.#isOfAgreements ? id : undefined);
      const dossier = world.dossier(agreement?.customerId ?? id);
      return dossier ? [{ id, dossier, agreementId: agreement?.id }] : [];
    });
  }

  #due(today: LocalDate): readonly string[] {
    const window = dateWindow(today, dateRule(this.#trigger, this.#program.compiled));
    const { every } = this.#trigger;
    if (every === undefined) return this.#waiting.between(window.from, window.to);
    return this.#waiting
      .all()
      .filter(([id, date]) => {
        const day = anniversaryIn(date, every, window);
        return day !== undefined && !this.#entered.has(`${id}\n${day}`);
      })
      .map(([id]) => id)
      .sort();
  }

  /** The date, or the anniversary of it, by which an id comes up. */
  #dayOf(id: string, today: LocalDate): LocalDate | undefined {
    const date = this.#waiting.dateOf(id);
    const { every } = this.#trigger;
    if (date === undefined || every === undefined) return date;
    return anniversaryIn(
      date,
      every,
      dateWindow(today, dateRule(this.#trigger, this.#program.compiled)),
    );
  }

  #place({ id, dossier, agreementId }: Candidate): void {
    const { world, time } = this.#parts;
    const facts = world.factsOf(dossier, { agreementId, at: time });
    const date = dateOf(readField(facts, this.#trigger.date), time.zone);
    const isOver = date !== undefined && this.#entered.has(`${id}\n${date}`);
    this.#waiting.put(id, isOver ? undefined : date);
  }
}

function dateOf(value: AttributeValue | undefined, zone: string): LocalDate | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  return value.length === 10 ? value : localDateOf(value, zone);
}
