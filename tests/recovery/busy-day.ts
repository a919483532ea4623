import type { Agreement, Instant, LocalDate } from "@perennial/contract";
import { addDays, instantAt } from "@perennial/lifecycle";
import type { CallOutcome, World } from "@perennial/simulators";

const ZONE = "Europe/Stockholm";
/** A Tuesday, and the day of the month on which the club writes. */
const DAY: LocalDate = "2026-03-10";

/** When the story begins, when the busy day begins, and when the story is over. */
export const STORY = {
  begins: local("2026-02-26", "07:00"),
  day: local(DAY, "07:00"),
  ends: local(addDays(DAY, 1), "12:00"),
} as const;

/** Something that somebody does. */
interface Act {
  readonly at: Instant;
  readonly perform: (world: World) => void;
}

/** Customers to whom the same happens. */
interface Group {
  readonly count: number;
  /** Their agreements end so many days after the busy day. */
  readonly endsIn: number;
  /** What each does, by its number in the group. */
  readonly acts?: (agreement: Agreement, number: number) => readonly Act[];
  /** How a call ends. */
  readonly call?: CallOutcome;
}

/** The 85th, 60th and 55th day before the end are those of the notice, the reminder and the call. */
const GROUPS: readonly Group[] = [
  { count: 50, endsIn: 85 },
  { count: 50, endsIn: 60 },
  { count: 16, endsIn: 55, call: "not-reached" },
  { count: 8, endsIn: 55, call: "declined" },
  { count: 4, endsIn: 55, call: "do-not-call" },
  { count: 4, endsIn: 55, call: "reached" },
  {
    count: 14,
    endsIn: 55,
    call: "renewed",
    acts: ({ id }, number) => [accept(id, every(5, "18:30", number))],
  },
  // Before the call and while it waits on the list.
  { count: 8, endsIn: 55, acts: ({ id }) => [order(id, on(DAY, "08:30"))] },
  { count: 10, endsIn: 55, acts: ({ id }, number) => [order(id, every(10, "11:30", number))] },
  // Reminded the day before, or not known to the program at all.
  { count: 24, endsIn: 57, acts: ({ id }, number) => [order(id, every(25, "08:15", number))] },
  { count: 24, endsIn: 200, acts: ({ id }, number) => [order(id, every(25, "08:25", number))] },
  {
    count: 30,
    endsIn: 120,
    acts: ({ id }, number) => [
      order(id, on("2026-03-02", "10:00")),
      sign(id, every(15, "09:30", number)),
    ],
  },
  // Ten days before the busy day, so that the signature is asked for then.
  {
    count: 30,
    endsIn: 130,
    acts: ({ id }, number) => [order(id, every(10, "10:30", number, "2026-02-28"))],
  },
  {
    count: 50,
    endsIn: 140,
    acts: ({ id }) => [order(id, on("2026-02-26", "10:00")), sign(id, on("2026-02-27", "10:00"))],
  },
  {
    count: 24,
    endsIn: 57,
    acts: (agreement, number) => [reply(agreement, number, every(10, "11:00", number))],
  },
  { count: 6, endsIn: 57, acts: ({ id }) => [staff(on(DAY, "14:00"), (crm) => crm.cancel(id))] },
  {
    count: 6,
    endsIn: 57,
    acts: ({ id }) => [staff(on(DAY, "15:00"), (crm) => crm.moveEnd(id, addDays(DAY, 300)))],
  },
];

/** How many customers the company needs. */
export const CUSTOMERS = GROUPS.reduce((sum, { count }) => sum + count, 0);

/** From nine o'clock the agents are on the phone with others; whoever is on the call list waits for that long. */
const AGENTS = 4;
const AGENTS_BUSY_SECONDS = 4.5 * 3_600;
/** How long a call takes. */
const CALL_SECONDS = 600;
/** Agents hand in the orders they have taken so much later, in milliseconds. */
const ORDER_FORMS = 3 * 3_600_000;

/**
 * What everybody outside does, on the busy day and before. It depends on nothing that comes from Perennial but the
 * calls that are made, so that one story can be told twice.
 */
export class BusyDay {
  readonly #world: World;
  readonly #acts: Act[] = [];
  readonly #calls = new Map<string, CallOutcome>();
  /** How often each entry of the call list was rung. */
  readonly rung = new Map<string, number>();
  #busy: Promise<unknown> | undefined;

  constructor(world: World) {
    this.#world = world;
    this.#cast();
    this.#plan({ at: on(DAY, "09:00"), perform: () => this.#keepAgentsBusy() });
    world.dialer.setPeople(
      ({ id, customerId }) => {
        this.rung.set(id, (this.rung.get(id) ?? 0) + 1);
        const outcome = this.#calls.get(customerId) ?? "not-reached";
        const seconds = id.startsWith("other-") ? AGENTS_BUSY_SECONDS : CALL_SECONDS;
        return { outcome, seconds, note: "" };
      },
      ({ entry, answer }, endedAt) => {
        if (answer?.outcome !== "renewed" || entry.agreementId === undefined) return;
        this.#plan(order(entry.agreementId, later(endedAt, ORDER_FORMS), "phone"));
      },
    );
  }

  /** When somebody does something next. */
  nextDue(): Instant | undefined {
    return this.#acts[0]?.at;
  }

  /** Has everybody do what is due. */
  async act(now: Instant): Promise<void> {
    for (let next = this.#acts[0]; next && next.at <= now; next = this.#acts[0]) {
      this.#acts.shift();
      next.perform(this.#world);
    }
    await this.#busy;
  }

  #plan(...acts: readonly Act[]): void {
    this.#acts.push(...acts);
    this.#acts.sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
  }

  /** Gives each customer of the company a part. */
  #cast(): void {
    const { records } = this.#world.crm;
    const customers = [...records.customers()].values();
    for (const { count, endsIn, acts, call } of GROUPS) {
      for (let number = 0; number < count; number++) {
        const { value: customer } = customers.next();
        if (customer === undefined) throw new Error("The company has too few customers.");
        const [first, ...others] = records.agreementsOf(customer.id);
        if (first === undefined) throw new Error(`${customer.id} has no agreement.`);
        const ends = addDays(DAY, endsIn);
        const agreement = this.#put(first, {
          kind: "fixed",
          end: ends,
          start: addDays(ends, -364),
        });
        for (const other of others) this.#put(other, { end: addDays(DAY, 900) });
        this.#plan(...(acts?.(agreement, number) ?? []));
        if (call !== undefined) this.#calls.set(customer.id, call);
      }
    }
  }

  #put(agreement: Agreement, changes: Partial<Agreement>): Agreement {
    return this.#world.crm.records.putAgreement({ ...agreement, ...changes }, agreement.updatedAt);
  }

  /** Other people's calls, put on the list by another system, keep every agent on the phone. */
  #keepAgentsBusy(): void {
    const { url, token } = this.#world.dialer;
    const calls = Array.from({ length: AGENTS }, async (_, agent) => {
      const id = `other-${agent}`;
      const entry = { id, customerId: id, phone: "+46700999999", name: "Någon annan" };
      const response = await fetch(new URL(`/entries/${id}`, url), {
        method: "PUT",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ ...entry, reason: "Felanmälan", priority: 100 }),
      });
      if (!response.ok) throw new Error(`The dialer answered ${response.status}.`);
    });
    this.#busy = Promise.all(calls);
  }
}

function local(date: LocalDate, time: string): Instant {
  return instantAt(date, time, ZONE);
}

function on(date: LocalDate, time: string): Instant {
  return local(date, time);
}

/** So many minutes after the one before. */
function every(minutes: number, from: string, number: number, date = DAY): Instant {
  return later(local(date, from), number * minutes * 60_000);
}

function later(at: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(at) + milliseconds).toISOString();
}

function staff(at: Instant, perform: (crm: World["crm"]["staff"]) => void): Act {
  return { at, perform: ({ crm }) => perform(crm.staff) };
}

function order(agreementId: string, at: Instant, channel = "web"): Act {
  return staff(at, (crm) => crm.placeOrder(agreementId, channel, at));
}

function accept(agreementId: string, at: Instant): Act {
  return {
    at,
    perform: ({ crm }) => {
      // Without a call there was no order either.
      if (crm.records.agreement(`${agreementId}-R1`)) crm.staff.accept(`${agreementId}-R1`, at);
    },
  };
}

function sign(agreementId: string, at: Instant): Act {
  return staff(at, (crm) => crm.sign(`${agreementId}-R1`, at));
}

const REPLIES = ["JA", "STOPP", "Hur lång är bindningstiden?", "NEJ"];

function reply({ customerId }: Agreement, number: number, at: Instant): Act {
  return {
    at,
    perform: ({ crm, sms, settings }) => {
      const from = crm.records.customer(customerId)?.mobile;
      if (from === undefined) return;
      const message = REPLIES[number % REPLIES.length] ?? "";
      sms.receive({ from, to: settings["sms-46elks"].sender, message }, at);
    },
  };
}
