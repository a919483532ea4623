import type { LocalDate } from "@perennial/contract";
import { dateTriggers } from "../enrolment/entry.ts";
import { instantAt, localDateOf } from "../schedule/calendar.ts";
import { addDays } from "../schedule/date.ts";
import type { Assumptions } from "./assumptions.ts";
import type { Delivery, SimulatedTime } from "./cases/case.ts";
import { CaseBook } from "./cases/case-book.ts";
import { DateDoor } from "./cases/date-door.ts";
import { Intake } from "./cases/intake.ts";
import { ContactJudge } from "./contact/contact-judge.ts";
import { LedgerBook } from "./contact/ledger-book.ts";
import { type Consequences, Outbox } from "./contact/outbox.ts";
import { reachCustomer } from "./contact/reach-customer.ts";
import { CallList } from "./people/call-list.ts";
import { Deeds } from "./people/deeds.ts";
import { Lots } from "./people/lots.ts";
import { OfficeHours } from "./people/office-hours.ts";
import { People } from "./people/people.ts";
import { type PreparedProgram, prepareProgram } from "./program/prepare-program.ts";
import { Journal, type JournalOptions } from "./report/journal.ts";
import { NoticeBook } from "./report/notice-book.ts";
import type { SimulationInput } from "./simulation-input.ts";
import type { DayResult } from "./simulation-result.ts";
import { momentOf, VirtualTime } from "./time/virtual-time.ts";
import { SPAN } from "./time/waking-hours.ts";
import { Crm } from "./world/crm.ts";
import { replay } from "./world/replay.ts";
import { World } from "./world/world.ts";

const UNSUBSCRIBE_URL = "https://example.com/avsluta";
const LET_IN = { kind: "entry", cause: "program.requested" } as const;
/** How many minutes a customer is on the call list at least before somebody calls: a lot decides between these. */
const CALL_WAIT = { least: 5, most: 120 } as const;

/** A dry run under way: the runtime's parts, put together round a virtual clock. */
export class Simulation {
  readonly programs: readonly PreparedProgram[];
  readonly world: World;
  readonly journal: Journal;
  readonly notices: NoticeBook;
  readonly outbox: Outbox;
  readonly callList: CallList;
  /** How often a program was to start that is not part of the dry run. */
  startsLost = 0;
  readonly #input: SimulationInput;
  readonly #assumptions: Assumptions;
  readonly #time: SimulatedTime;
  readonly #cases: CaseBook;
  readonly #intake: Intake;
  readonly #crm: Crm;
  readonly #people: People;
  readonly #doors: readonly DateDoor[];

  constructor(
    input: SimulationInput,
    assumptions: Assumptions,
    told: Pick<JournalOptions, "onEvent" | "onDecision">,
  ) {
    const { policy, records, zone, from, to } = input;
    this.#input = input;
    this.#assumptions = assumptions;
    this.programs = input.programs.map((each) =>
      prepareProgram(each, policy, input.locale ?? "sv"),
    );
    this.world = new World(records, policy.holidays);
    const start = instantAt(from, "00:00", zone);
    this.#time = new VirtualTime({ start, end: instantAt(to, "24:00", zone), zone });
    this.journal = new Journal({ time: this.#time, prices: assumptions, ...told });
    this.notices = this.#openNotices();
    this.outbox = this.#openOutbox();
    this.#cases = new CaseBook({
      world: this.world,
      time: this.#time,
      journal: this.journal,
      notices: this.notices,
      outbox: this.outbox,
      earlier: input.earlier ?? [],
      globalHoldout: input.globalHoldout ?? 0,
    });
    this.#intake = new Intake({
      world: this.world,
      time: this.#time,
      cases: this.#cases,
      programs: this.programs,
      stopWords: policy.rulePack.stopWords,
    });
    this.#crm = this.#openCrm();
    const lots = new Lots(String(input.seed));
    this.#people = this.#openPeople(lots);
    this.callList = this.#openCallList(lots);
    this.#doors = this.#openDoors();
    this.#people.begin();
    this.#planReplay();
    this.#planStarts();
  }

  /** Plays one day; days come one after the other. */
  playDay(date: LocalDate): DayResult {
    const time = this.#time;
    const { zone, reviewAt = "07:00" } = this.#input;
    time.happen(time.startOf(date), () => this.#crm.turnDay(date));
    time.happen(momentOf(instantAt(date, reviewAt, zone)), () => {
      for (const door of this.#doors) door.review();
    });
    time.runUntil(time.startOf(addDays(date, 1)), {
      advance: (each) => this.#cases.advance(each),
      deliver: (rows) => this.outbox.deliver(rows),
    });
    this.#closeNotices(date);
    return this.journal.close(date, this.callList.waiting);
  }

  #planStarts(): void {
    for (const { program: id, customerId, agreementId, at } of this.#input.starts ?? []) {
      const program = this.programs.find(({ compiled }) => compiled.program.id === id);
      const dossier = this.world.dossier(customerId);
      if (!program || !dossier) continue;
      this.#time.happen(momentOf(at), () =>
        this.#cases.enter(program, [{ dossier, agreementId, entry: LET_IN }]),
      );
    }
  }

  #planReplay(): void {
    const parts = { world: this.world, crm: this.#crm, intake: this.#intake };
    for (const event of this.#input.replay ?? []) {
      this.#time.happen(momentOf(event.at), () => replay(event, parts));
    }
  }

  #closeNotices(date: LocalDate): void {
    const { zone, from } = this.#input;
    for (const id of this.world.ends.on(date)) {
      const agreement = this.world.agreement(id);
      if (agreement?.status !== "active") continue;
      const renewal = this.world.renewal(id);
      const isOn = renewal?.status === "ordered" || renewal?.status === "active";
      const { orderedAt } = renewal ?? {};
      const orderedOn = orderedAt === undefined ? from : localDateOf(orderedAt, zone);
      this.notices.close(agreement, isOn ? orderedOn : undefined);
    }
  }

  #openNotices(): NoticeBook {
    const { policy, zone, from, examples = 20 } = this.#input;
    const onlyStatutory = this.programs.some(({ sendsNotices }) => sendsNotices);
    const sending = this.programs.find(({ sendsNotices }) => sendsNotices);
    const { statutoryNotice } = (sending?.policy ?? policy).rulePack;
    const window = onlyStatutory ? statutoryNotice : undefined;
    return new NoticeBook({ onlyStatutory, window, zone, from, examples });
  }

  #openOutbox(): Outbox {
    const { tenantName, locale = "sv", unsubscribeUrl = UNSUBSCRIBE_URL } = this.#input;
    const sender = { tenantName, locale, unsubscribeUrl };
    const policies = this.programs.map(({ policy }) => policy);
    const ledger = new LedgerBook(policies, this.#time);
    const judge = new ContactJudge({ world: this.world, time: this.#time, ledger, sender });
    return new Outbox({
      time: this.#time,
      judge,
      journal: this.journal,
      notices: this.notices,
      consequences: this.#consequences(),
    });
  }

  #consequences(): Consequences {
    return {
      wake: (of, stimulus) => this.#cases.wake(of, stimulus),
      message: (delivery, effect, text) => {
        reachCustomer(delivery, effect, { text, now: this.#time.now, intake: this.#intake });
        this.#people.received(delivery, effect);
      },
      call: (delivery) => this.callList.put(delivery),
      withdrawCall: (call) => this.callList.withdraw(call),
      update: ({ object, recordId, values }) => this.#crm.update(object, recordId, values),
      startProgram: (id, { dossier, agreementId }) => {
        const program = this.programs.find(({ compiled }) => compiled.program.id === id);
        const entry = { kind: "entry", cause: "call-program" } as const;
        if (program) this.#cases.enter(program, [{ dossier, agreementId, entry }]);
        else this.startsLost++;
      },
    };
  }

  #openCrm(): Crm {
    const { renewalMonths, unsignedCancelled } = this.#assumptions;
    return new Crm({
      world: this.world,
      time: this.#time,
      renewalMonths,
      unsignedCancelled,
      tell: (signals) => this.#intake.tell(signals),
      ordered: (order) => this.#people.ordered(order),
    });
  }

  #openPeople(lots: Lots): People {
    const { policy, zone } = this.#input;
    const { stopWords, writtenAcceptanceAfterCall } = policy.rulePack;
    const common = { world: this.world, time: this.#time, journal: this.journal };
    const deeds = new Deeds({ ...common, crm: this.#crm, intake: this.#intake, stopWords });
    const staff = new OfficeHours(policy, zone);
    return new People({
      ...common,
      deeds,
      lots,
      staff,
      assumptions: this.#assumptions,
      stopWord: stopWords[0] ?? "STOP",
      acceptanceNeeded: writtenAcceptanceAfterCall,
      tellCall: (signal, { of: about, effect: { step } }) => {
        const { dossier, agreementId } = about;
        this.#intake.tell([{ signal, dossier, agreementId, about, step }]);
      },
    });
  }

  #openCallList(lots: Lots): CallList {
    const { policy } = this.#input;
    const { callsPerDay } = this.#assumptions;
    const leastWait = ({ of }: Delivery) => {
      const { id } = of.dossier.customer;
      const lot = lots.draw(id, lots.again(id, "call list"), "wait");
      return SPAN.minute * Math.round(CALL_WAIT.least + lot * (CALL_WAIT.most - CALL_WAIT.least));
    };
    const call = (delivery: Delivery) => this.#people.called(delivery);
    return new CallList({
      time: this.#time,
      journal: this.journal,
      policy,
      callsPerDay,
      leastWait,
      call,
    });
  }

  #openDoors(): readonly DateDoor[] {
    const parts = {
      world: this.world,
      time: this.#time,
      cases: this.#cases,
      journal: this.journal,
      notices: this.notices,
    };
    return this.programs.flatMap((program) =>
      dateTriggers(program.compiled).map((trigger) => new DateDoor(program, trigger, parts)),
    );
  }
}
