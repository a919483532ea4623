import { type Consent, Customer } from "@perennial/contract";
import {
  compareTwins,
  scoreTwin,
  TWIN_TOPIC,
  type TwinsOf,
  twinAttributesOf,
  twinProfile,
  type ValueCount,
} from "@perennial/lifecycle";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addConsents } from "../record/consents.ts";
import { upsertRecords } from "../record/record-table.ts";
import { CUSTOMERS } from "../record/tables.ts";
import { exampleConsent } from "../testing/example-records.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
} from "../testing/test-database.ts";
import { findTwins, hashedEmail } from "./find-twins.ts";
import { readTwinCounts } from "./read-twins.ts";

const GOLD: TwinsOf = { valueClass: "gold" };
const NOW = "2026-03-02T12:00:00.000Z";
const place = (index: number) => String(index).padStart(4, "0");

/**
 * 900 people: 150 gold, 450 silver and 300 prospects. Of the gold two thirds have a heat pump and of the others a fifth;
 * the rest says nothing. Health and identity numbers would tell gold apart wholly, and may not be used.
 */
function people(): readonly Customer[] {
  return Array.from({ length: 900 }, (_, index) => {
    const isGold = index < 150;
    const hasPump = isGold ? index % 3 !== 0 : index % 5 === 0;
    return Customer.parse({
      ...{ id: `c${place(index)}`, name: `Kund ${index}`, updatedAt: MONDAY },
      ...(index < 600 && { valueClass: isGold ? "gold" : "silver" }),
      ...(index % 7 !== 0 && { email: `  Kund${index}@Example.SE ` }),
      ...(index % 4 !== 0 && {
        postalAddress: `Storgatan ${index}, ${10 + (index % 9)}1 30 Staden`,
      }),
      attributes: {
        ...(index % 11 !== 0 && { heat: hasPump ? "pump" : "district" }),
        ...{ odd: index % 2 === 0, rooms: index % 6, note: "A long story." },
        ...{ personnummer: isGold ? "a" : "b", health: isGold ? "good" : "bad" },
        ...{ serial: `s${index}`, contact: isGold ? "x@example.se" : "none" },
      },
    });
  });
}

function consents(): readonly Consent[] {
  const said = (customerId: string, changes: Partial<Consent> = {}) =>
    exampleConsent({ customerId, channel: "email", ...changes });
  return Array.from({ length: 900 }, (_, index) => `c${place(index)}`).flatMap((id, index) => {
    if (index % 3 === 0) return [];
    if (index % 13 === 1) return [said(id, { legalBasis: "existing-customer" })];
    const withdrawn = { at: "2026-03-02T10:00:00.000Z", state: "withdrawn" } as const;
    if (index % 13 === 3) return [said(id), said(id, { ...withdrawn, topic: TWIN_TOPIC })];
    return [said(id)];
  });
}

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
  tenant = await database.newTenant();
  await tenant.inTenant(async (tx) => {
    await upsertRecords(tx, CUSTOMERS, people());
    await addConsents(tx, consents());
    await tx.run(sql`
      insert into standings (tenant_id, customer_id, as_of, flow, band)
      select tenant_id, id, '2026-03-02', case when id < 'c0550' then 'active' else 'lost' end,
        case when value_class = 'gold' then 'top' else 'bottom' end
      from customers where tenant_id = ${tx.tenant} and value_class is not null`);
  });
}, 60_000);
afterAll(() => database.close());

/** The counts as the pure functions have them: gold against those who are in the base. */
function countsByHand(): readonly ValueCount[] {
  const counts = new Map<string, ValueCount>();
  for (const [index, customer] of people().slice(0, 550).entries()) {
    for (const [name, value] of twinAttributesOf(customer)) {
      const key = `${name}:${value}`;
      const known = counts.get(key) ?? { name, value, best: 0, others: 0 };
      const side = index < 150 ? { best: known.best + 1 } : { others: known.others + 1 };
      counts.set(key, { ...known, ...side });
    }
  }
  return [...counts.values()];
}

const find = (search: Partial<Parameters<typeof findTwins>[1]> = {}) =>
  tenant.inTenant((tx) =>
    findTwins(tx, { of: GOLD, who: "all", limit: 10_000, now: NOW, ...search }),
  );

test("counts what the pure functions count, and nothing that may not be used", async () => {
  const found = await tenant.inTenant((tx) => readTwinCounts(tx, GOLD));
  expect(found.groups).toEqual({ best: 150, others: 400 });
  expect(found.attributes).toEqual(["contact", "heat", "odd", "rooms", "serial"]);
  const few = countsByHand().filter(({ name }) => name !== "attributes.serial");
  const sort = (counts: readonly ValueCount[]) =>
    counts
      .filter(({ name }) => name !== "attributes.serial")
      .map(({ name, value, best, others }) => `${name} ${value} ${best} ${others}`)
      .sort();
  expect(sort(found.counts)).toEqual(sort(few));
});

test("finds what was planted alone, and says what it did not use", async () => {
  const { profile } = await find();
  if (!("traits" in profile)) throw new Error("There is no profile.");
  expect(profile.traits.map(({ name, value }) => `${name} ${value}`)).toEqual([
    "attributes.heat pump",
    "attributes.heat district",
  ]);
  expect(profile.leftOut).toEqual([
    { name: "attributes.contact", because: "text" },
    { name: "attributes.serial", because: "many-values" },
  ]);
  expect(profile).toEqual(twinProfile({ best: 150, others: 400 }, countsByHand()));
});

describe("scores", () => {
  test("everybody as the pure functions do, in their order", async () => {
    const { profile, twins, all, considered, leftOut } = await find();
    const traits = "traits" in profile ? profile.traits : [];
    const scored = people()
      .slice(150)
      .map((each) => scoreTwin(traits, { id: each.id, known: twinAttributesOf(each) }))
      .filter(({ points }) => points > 0)
      .sort(compareTwins);
    expect({ all, considered }).toEqual({ all: scored.length, considered: scored.length });
    const ids = new Set(twins.map(({ id }) => id));
    expect(twins.map(({ id, points, reasons }) => ({ id, points, reasons }))).toEqual(
      scored.filter(({ id }) => ids.has(id)),
    );
    const left = leftOut.reduce((sum, { customers }) => sum + customers, 0);
    expect(left + twins.length).toBe(considered);
    expect(leftOut.map(({ because }) => because)).toEqual([
      "withdrawn",
      "no-consent",
      "other-ground",
      "no-email",
    ]);
  });

  test("prospects alone, or other customers alone, and no more than were asked for", async () => {
    const prospects = await find({ who: "prospects" });
    expect(prospects.twins.length).toBeGreaterThan(0);
    for (const { id } of prospects.twins) expect(id >= "c0600").toBe(true);
    const customers = await find({ who: "customers" });
    for (const { id } of customers.twins) expect(id >= "c0150" && id < "c0600").toBe(true);
    expect(prospects.all + customers.all).toBe((await find()).all);
    const few = await find({ limit: 7 });
    expect(few).toMatchObject({ considered: 7, all: (await find()).all });
  });
});

test("only those with an express consent in force are in it, by the hash of their address", async () => {
  const { twins } = await find();
  const [first] = twins;
  const index = Number(first?.id.slice(1));
  expect(first?.emailSha256).toBe(hashedEmail(`kund${index}@example.se`));
  expect(hashedEmail(" Test@Example.com ")).toBe(
    "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b",
  );
  for (const { id } of twins) {
    const number = Number(id.slice(1));
    expect(number % 3).not.toBe(0);
    expect([1, 3]).not.toContain(number % 13);
    expect(number % 7).not.toBe(0);
  }
});

test("the top band, and a cell of class and segment, are groups as well", async () => {
  expect((await find({ of: { band: "top" } })).groups).toEqual({ best: 150, others: 400 });
  const cell = await find({ of: { valueClass: "gold", segment: "villa" } });
  expect(cell).toMatchObject({ profile: { refused: "too-few-best" }, twins: [], all: 0 });
});

test("an address of which somebody has withdrawn is in no file, whoever else consented by it", async () => {
  const [first] = (await find()).twins;
  const index = Number(first?.id.slice(1));
  await tenant.inTenant(async (tx) => {
    const email = `KUND${index}@example.se`;
    const other = { id: "other", name: "Other", email, updatedAt: MONDAY };
    await upsertRecords(tx, CUSTOMERS, [Customer.parse(other)]);
    await addConsents(tx, [
      exampleConsent({ customerId: "other", channel: "email", state: "withdrawn" }),
    ]);
  });
  const found = await find();
  expect(found.twins.map(({ id }) => id)).not.toContain(first?.id);
  expect(found.leftOut.at(-1)).toEqual({ because: "shared-address", customers: 1 });
});
