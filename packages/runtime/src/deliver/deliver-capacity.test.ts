import {
  addBusinessDays,
  HolidayCalendar,
  localDateOf,
  weekdayCapacity,
} from "@perennial/lifecycle";
import { nextDelivery, saveAgentCapacity } from "@perennial/store";
import { expect, it } from "vitest";
import { deliver } from "./deliver.ts";
import { later } from "./later.ts";
import { useTestDatabase } from "./testing/test-database.ts";
import { crmProvider, dialerProvider } from "./testing/test-provider.ts";
import { call, DECISIONS, type TestWorld, TOLD, testWorld } from "./testing/test-world.ts";

const db = useTestDatabase();
const ZONE = "Europe/Stockholm";
const HOLIDAYS = HolidayCalendar.parse({});
const businessDay = (from: string, days: number) => addBusinessDays(from, days, HOLIDAYS);

/** A call that was put on the dialer's list. */
interface Listed {
  readonly day: string;
  readonly agreement: string;
}

/** A company whose agents can make so many calls on a weekday, with a dialer that notes who came on the list when. */
async function desk(calls: number | null) {
  const dialer = dialerProvider();
  const listed: Listed[] = [];
  const world = await testWorld(db(), [crmProvider(), dialer]);
  dialer.fate = (command) => {
    const agreement = command.kind === "put-call" ? (command.agreementId ?? "") : "";
    listed.push({ day: localDateOf(world.clock.now(), ZONE), agreement });
    return "accept";
  };
  await world.in((tx) => saveAgentCapacity(tx, calls === null ? null : weekdayCapacity(calls)));
  return { world, listed };
}

/** Lets time pass until nothing is due, with so many workers at each look. */
async function passTime(world: TestWorld, workers: number, until = "9999") {
  for (let next = await world.in(nextDelivery); next !== undefined; ) {
    if (next > until) return;
    if (next > world.clock.now()) world.clock.moveTo(next);
    await Promise.all(Array.from({ length: workers }, () => deliver(world.context, world.tenant)));
    next = await world.in(nextDelivery);
  }
}

const NOT_CALLED = `select e.agreement_id as agreement, a.ends_on as "end", a.yearly_value::int as value, s.at
  from decisions s join enrolments e on e.tenant_id = s.tenant_id and e.id = s.enrolment_id
    join agreements a on a.tenant_id = e.tenant_id and a.id = e.agreement_id
  where s.kind = 'skipped' and s.reason = 'no-capacity'`;

it("calls those worth most of 2,000 whose agreements end in one week, 60 a day, and tells of the rest in time", async () => {
  const { world, listed } = await desk(60);
  const enrolments = await world.enrolMany(2_000);
  // A week from Monday to Friday; no two are worth the same.
  await world.query(`update agreements set yearly_value = (substr(id, 3)::int * 7919) % 100003,
    ends_on = date '2026-03-30' + substr(id, 3)::int % 5`);
  await world.askEach(enrolments, call({ patient: true }));
  await passTime(world, 4);

  const agreements = await world.query<{ id: string; value: number; end: string }>(
    `select id, yearly_value::int as value, ends_on as "end" from agreements`,
  );
  const of = new Map(agreements.map((each) => [each.id, each]));
  const days = [...Map.groupBy(listed, ({ day }) => day)];
  expect(Math.max(...days.map(([, calls]) => calls.length))).toBe(60);
  // Monday 2 March to the day before each agreement is over; Good Friday is no day to call on.
  expect(days.map(([day]) => day)).toEqual(
    Array.from({ length: 24 }, (_, at) => businessDay("2026-03-01", at + 1)),
  );
  expect(new Set(listed.map(({ agreement }) => agreement)).size).toBe(listed.length);
  expect(listed.every(({ agreement, day }) => day <= (of.get(agreement)?.end ?? ""))).toBe(true);

  const left = await world.query<{ agreement: string; end: string; value: number; at: string }>(
    NOT_CALLED,
  );
  expect(listed.length + left.length).toBe(2_000);
  expect(left.length).toBeGreaterThan(500);
  const inTime = left.filter(({ at, end }) => localDateOf(at, ZONE) <= businessDay(end, -5));
  expect(inTime).toHaveLength(left.length);

  const told = await world.query<{ reason: string }>(TOLD);
  expect(told.filter(({ reason }) => reason === "no-capacity")).toHaveLength(left.length);

  const values = days.map(([, calls]) =>
    calls.map(({ agreement }) => of.get(agreement)?.value ?? 0).sort((a, b) => b - a),
  );
  const worst = Math.min(...values.flat());
  expect(worst).toBeGreaterThan(Math.max(...left.map(({ value }) => value)));
  // Four workers take a day's calls side by side; which day each gets is by what it is worth.
  const best = agreements.map(({ value }) => value).sort((a, b) => b - a);
  expect(values.slice(0, 10).flat()).toEqual(best.slice(0, 600));
}, 300_000);

it("gives a call that comes in late a turn that counts for today, and the others one tomorrow", async () => {
  const { world, listed } = await desk(2);
  const enrolments = await world.enrolMany(4);
  const [first = 0, ...others] = enrolments;
  await world.ask(first, call({}));
  await passTime(world, 1);
  expect(listed.map(({ day }) => day)).toEqual(["2026-03-02"]);
  world.clock.moveTo(later("2026-03-02T14:00:00.000Z", 0));
  for (const each of others) await world.ask(each, call({}));
  await passTime(world, 2);
  expect(listed.map(({ day }) => day)).toEqual([
    ...["2026-03-02", "2026-03-02", "2026-03-03", "2026-03-03"],
  ]);
  const held = await world.query<{ kind: string; reason: string; evidence: object }>(DECISIONS);
  const waits = held.filter(({ reason }) => reason === "awaiting-agent");
  expect(waits).toHaveLength(4);
  expect(waits.every(({ evidence }) => !("until" in evidence))).toBe(true);
});

it("lets calls wait for more agents, and lets them go when calls are not paced any more", async () => {
  const { world, listed } = await desk(0);
  const [first = 0] = await world.enrolMany(1);
  await world.ask(first, call({ patient: true }));
  await passTime(world, 1, "2026-03-05T00:00:00.000Z");
  expect(listed).toEqual([]);
  await world.in((tx) => saveAgentCapacity(tx, null));
  await passTime(world, 1);
  expect(listed).toHaveLength(1);
});

it("paces no calls where nobody has set how many can be made", async () => {
  const { world, listed } = await desk(null);
  await world.askEach(await world.enrolMany(100), call({ patient: true }));
  await passTime(world, 1);
  expect(listed).toHaveLength(100);
  expect(new Set(listed.map(({ day }) => day))).toEqual(new Set(["2026-03-02"]));
});
