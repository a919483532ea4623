import type { Channel } from "@perennial/contract";
import type { Effect } from "@perennial/lifecycle";
import fc from "fast-check";
import { expect, it } from "vitest";
import { deliver } from "../deliver/deliver.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { crmProvider, dialerProvider, testProvider } from "../deliver/testing/test-provider.ts";
import { call, sms, type TestWorld, testWorld } from "../deliver/testing/test-world.ts";
import { readContactability } from "./read-contactability.ts";

const db = useTestDatabase();

const KINDS = ["marketing", "service"] as const;
const CHANNELS = ["sms", "phone", "email"] as const;

/** A customer as the store may hold one, and how it is to be contacted. */
const someone = fc.record({
  channel: fc.constantFrom(...CHANNELS),
  class: fc.constantFrom(...KINDS),
  consent: fc.option(fc.constantFrom("given", "withdrawn"), { nil: undefined }),
  of: fc.constantFrom("marketing", "service"),
  doNotCall: fc.boolean(),
  address: fc.boolean(),
  pausedUntil: fc.option(fc.constantFrom("2026-03-01T09:00:00.000Z", "2026-04-01T09:00:00.000Z"), {
    nil: undefined,
  }),
  deleted: fc.integer({ min: 0, max: 9 }).map((each) => each === 0),
  ended: fc.option(fc.constantFrom("2024-12-31", "2026-01-31"), { nil: undefined }),
  /** Contacts in the last days, which caps count. */
  before: fc.integer({ min: 0, max: 3 }),
});

/** What the answer may be by what became of the message; one that may go later is dropped where that is past its use. */
const WHEN: Readonly<Record<string, readonly string[]>> = {
  done: ["now"],
  pending: ["later", "unknown"],
  skipped: ["never", "later", "unknown"],
};

const HOURS = ["2026-03-02T09:00:00.000Z", "2026-03-02T21:30:00.000Z", "2026-03-07T12:00:00.000Z"];

it.each(HOURS)(
  "tells what the programs' messages are judged by, whatever the store holds, at %s",
  async (now) => {
    const email = testProvider({ id: "mail", commands: ["send-email"] });
    const text = testProvider({ id: "sms", commands: ["send-sms"] });
    const world = await testWorld(db(), [crmProvider(), text, email, dialerProvider()]);
    const people = fc.sample(someone, { seed: Date.parse(now) % 1_000_000, numRuns: 120 });
    const enrolments: number[] = [];
    for (const [index, person] of people.entries()) {
      enrolments.push(await put(world, `${index + 1}`, person));
    }
    world.clock.moveTo(now);
    const told: string[] = [];
    for (const [index, { channel, class: kind }] of people.entries()) {
      const asked = { tenant: world.tenant, customerId: `${index + 1}` };
      const found = await readContactability(world.context, asked);
      const way = found?.ways.find((each) => each.channel === channel && each.class === kind);
      told.push(way?.when ?? "missing");
      expect(way?.sentence.sv).toMatch(/^Får .*\.$/su);
    }
    for (const [index, { channel, class: kind }] of people.entries()) {
      await world.ask(enrolments[index] ?? 0, effectOf(channel, kind));
    }
    for (let more = true; more; ) ({ more } = await deliver(world.context, world.tenant));
    const states = await world.query<{ state: string }>(
      "select state from outbox where kind in ('message', 'call') order by enrolment_id",
    );
    const differing = people.flatMap((person, index) => {
      const [state = "", when = ""] = [states[index]?.state, told[index]];
      return WHEN[state]?.includes(when) ? [] : [{ ...person, state, when }];
    });
    expect(differing).toEqual([]);
    expect(new Set(told).size).toBeGreaterThan(2);
  },
  120_000,
);

async function put(
  world: TestWorld,
  id: string,
  person: typeof someone extends fc.Arbitrary<infer T> ? T : never,
) {
  const { channel, consent, doNotCall, pausedUntil } = person;
  const enrolment = await world.enrol(id, {
    doNotCall,
    ...(pausedUntil !== undefined && { pausedUntil }),
    ...(!person.address && { mobile: undefined, phone: undefined, email: undefined }),
  });
  if (consent) await world.consent(id, { channel, purpose: person.of, state: consent });
  if (person.ended !== undefined) {
    await world.query(
      `update agreements set ends_on = '${person.ended}', status = 'ended' where customer_id = '${id}'`,
    );
  }
  if (person.deleted) {
    await world.query(`update customers set deleted_at = '2026-02-27' where id = '${id}'`);
  }
  for (let index = 0; index < person.before; index++) {
    await world.query(`insert into sends (tenant_id, customer_id, enrolment_id, seq, at, channel, class,
      contact_point, basis, program, step, outcome) values (${world.tenant.id}, '${id}', ${enrolment},
      ${100 + index}, '2026-02-2${6 + (index % 2)}T10:00:00Z', '${channel}', 'marketing', 'x${id}', 'consent', 'other',
      'news', 'accepted')`);
  }
  return enrolment;
}

function effectOf(channel: Channel, kind: (typeof KINDS)[number]): Effect {
  if (channel === "phone") return call({ class: kind });
  if (channel === "sms") return sms({ class: kind });
  return sms({ channel: "email", template: "news", class: kind });
}
