import type { Customer, Interaction } from "@perennial/contract";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import {
  exampleAgreement,
  exampleConsent,
  exampleCustomer,
  exampleInteraction,
  examplePurchase,
} from "../testing/example-records.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  TUESDAY,
  WEDNESDAY,
} from "../testing/test-database.ts";
import { addConsents, readConsents } from "./consents.ts";
import { customersByAddress, markDeleted } from "./customers.ts";
import { addRecords, readRecords, upsertRecords } from "./record-table.ts";
import { AGREEMENTS, CUSTOMERS, INTERACTIONS, PURCHASES } from "./tables.ts";

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.newTenant();
});

const put = (...rows: readonly Customer[]) =>
  tenant.inTenant((tx) => upsertRecords(tx, CUSTOMERS, rows));
const read = async (id = "c1") =>
  (await tenant.inTenant((tx) => readRecords(tx, CUSTOMERS, [id])))[0];
/** Which transaction wrote a row last: the same as long as nobody has written it. */
const writtenBy = async (id = "c1") =>
  tenant.inTenant((tx) => tx.rows(sql`select xmin::text as xmin from customers where id = ${id}`));

describe("records that are written", () => {
  it("come back as they are, with everything they hold", async () => {
    const whole = exampleCustomer({
      ...{ kind: "company", firstName: "Åsa", lastName: "Öberg", locale: "en-GB", country: "SE" },
      ...{ timeZone: "Europe/Helsinki", email: "åsa@exempel.se", mobile: "+46701234567" },
      ...{ phone: "+468123456", postalAddress: "Storgatan 1\n123 45 Ängelholm", segment: "villa" },
      ...{ phase: "retain", valueClass: "gold", tier: "guld", doNotCall: true, owner: "Karin" },
      ...{ pausedUntil: WEDNESDAY, customerSince: "2019-02-28", updatedAt: TUESDAY },
      attributes: { elbil: true, kWh: 12_345.678, omrade: "Skåne", inget: null, tom: "" },
    });
    await put(whole);
    expect(await read()).toEqual(whole);
    const agreement = exampleAgreement({
      ...{ orderedAt: MONDAY, acceptedAt: TUESDAY, signedAt: WEDNESDAY, orderChannel: "web" },
      ...{
        noticeDays: 0,
        yearlyValue: 9_007_199_254_740_991,
        renewalOf: "a0",
        party: "competitor",
      },
    });
    const purchase = examplePurchase({ quantity: 0.1, amount: -1, discount: 5, category: "el" });
    const contact = exampleInteraction({ outcome: "failed", program: "renewal", step: "ask" });
    const back = await tenant.inTenant(async (tx) => {
      await upsertRecords(tx, AGREEMENTS, [agreement]);
      await addRecords(tx, PURCHASES, [purchase]);
      await addRecords(tx, INTERACTIONS, [contact]);
      return [
        await readRecords(tx, AGREEMENTS, ["a1"]),
        await readRecords(tx, PURCHASES, ["p1"]),
        await readRecords(tx, INTERACTIONS, ["i1"]),
      ];
    });
    expect(back).toEqual([[agreement], [purchase], [contact]]);
  });

  it("keep any text there is, but for what no text can hold", async () => {
    const texts = fc.sample(fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }), {
      ...{ seed: 20_261_122, numRuns: 300 },
    });
    const rows = texts.map((name, i) => exampleCustomer({ id: `g${i}`, name }));
    await put(...rows);
    const back = await tenant.inTenant((tx) =>
      readRecords(
        tx,
        CUSTOMERS,
        rows.map(({ id }) => id),
      ),
    );
    expect(new Map(back.map(({ id, name }) => [id, name]))).toEqual(
      new Map(rows.map(({ id, name }) => [id, name])),
    );
    await put(exampleCustomer({ id: "odd", name: "a\0b\ud800c" }));
    expect((await read("odd"))?.name).toBe("ab\ufffdc");
  });

  it("say which are new or changed", async () => {
    const [one, two] = ["1", "2"].map((id) => exampleCustomer({ id }));
    if (!one || !two) return;
    expect(await put(one, two)).toEqual(["1", "2"]);
    expect(await put(one, { ...two, name: "Bo", updatedAt: TUESDAY })).toEqual(["2"]);
    expect(await put()).toEqual([]);
  });

  it("are not written where nothing has changed", async () => {
    await put(exampleCustomer());
    const before = await writtenBy();
    expect(await put(exampleCustomer())).toEqual([]);
    expect(await writtenBy()).toEqual(before);
  });

  it("an older copy never overwrites a newer one; of two of one moment the later told counts", async () => {
    await put(exampleCustomer({ name: "new", updatedAt: TUESDAY }));
    expect(await put(exampleCustomer({ name: "old", updatedAt: MONDAY }))).toEqual([]);
    expect(await read()).toMatchObject({ name: "new" });
    expect(await put(exampleCustomer({ name: "same", updatedAt: TUESDAY }))).toEqual(["c1"]);
    expect(await read()).toMatchObject({ name: "same" });
  });

  it("in any order and as often as one likes come to the newest", async () => {
    const days = [MONDAY, TUESDAY, WEDNESDAY];
    const told = fc.array(fc.constantFrom(...days), { minLength: 1, maxLength: 12 });
    let customer = 0;
    const property = fc.asyncProperty(told, async (order) => {
      const id = `n${customer++}`;
      for (const updatedAt of order) await put(exampleCustomer({ id, name: updatedAt, updatedAt }));
      const newest = [...order].sort().at(-1);
      expect(await read(id)).toMatchObject({ name: newest, updatedAt: newest });
    });
    await fc.assert(property, { seed: 20_261_122, numRuns: 40 });
  });

  it("leave out what a newer copy no longer has", async () => {
    await put(exampleCustomer({ segment: "villa", attributes: { a: 1 }, mobile: "+46701234567" }));
    await put(exampleCustomer({ updatedAt: TUESDAY }));
    expect(await read()).toEqual(exampleCustomer({ updatedAt: TUESDAY }));
  });

  it("are told apart by their ids to the letter, and come in the order of their bytes", async () => {
    const ids = ["a", "A", "ä", "Ä", "z", "Z", "10", "9", " a", "a "];
    await put(...ids.map((id) => exampleCustomer({ id })));
    const rows = await tenant.inTenant((tx) =>
      tx.rows(sql<{ id: string }>`select id from customers order by id`),
    );
    expect(rows.map(({ id }) => id)).toEqual([" a", "10", "9", "A", "Z", "a", "a ", "z", "Ä", "ä"]);
  });

  it("by two writers in opposite orders do not lock each other out", async () => {
    const rows = Array.from({ length: 300 }, (_, i) => exampleCustomer({ id: `k${i}` }));
    const again = rows.map((row) => ({ ...row, name: "Bo", updatedAt: TUESDAY })).reverse();
    for (let round = 0; round < 5; round++) {
      await tenant.inTenant((tx) => tx.run(sql`delete from customers`));
      await Promise.all([put(...rows), put(...again), put(...rows), put(...again)]);
      expect(await read("k7")).toMatchObject({ name: "Bo" });
    }
  });
});

describe("records that never change", () => {
  it("are added once", async () => {
    const add = (tx: TenantTransaction) =>
      addRecords(tx, PURCHASES, [examplePurchase(), examplePurchase({ id: "p2" })]);
    expect(await tenant.inTenant(add)).toEqual(["p1", "p2"]);
    expect(await tenant.inTenant(add)).toEqual([]);
  });
});

describe("a contact", () => {
  const campaign = { id: "701", state: "running", until: "2026-12-31" } as const;
  const told = (parts: Partial<Interaction>) =>
    tenant.inTenant((tx) => addRecords(tx, INTERACTIONS, [exampleInteraction(parts)]));
  const known = async () =>
    (await tenant.inTenant((tx) => readRecords(tx, INTERACTIONS, ["i1"])))[0];

  it("that says when it changed gives way to a newer copy, and not to an older one", async () => {
    const first: Partial<Interaction> = { kind: "campaign", campaign, updatedAt: TUESDAY };
    expect(await told(first)).toEqual(["i1"]);
    expect(await told(first)).toEqual([]);
    const over: Partial<Interaction> = {
      ...{ ...first, outcome: "Responded", campaign: { ...campaign, state: "over" } },
    };
    expect(await told({ ...over, updatedAt: WEDNESDAY })).toEqual([]);
    expect(await told({ ...first, updatedAt: MONDAY })).toEqual([]);
    expect(await known()).toEqual(exampleInteraction({ ...over, updatedAt: WEDNESDAY }));
  });

  it("that does not say so stays as it was, whatever is told under its id", async () => {
    await told({ text: "Hej!" });
    expect(await told({ text: "Hej då!" })).toEqual([]);
    expect(await told({ text: "Hej då!", updatedAt: WEDNESDAY })).toEqual([]);
    expect(await known()).toMatchObject({ text: "Hej!" });
  });
});

describe("a customer that the system of record deletes", () => {
  const remove = (now: string) => tenant.inTenant((tx) => markDeleted(tx, ["c1"], now));
  const deletedAt = async () =>
    (
      await tenant.inTenant((tx) =>
        tx.rows(sql<{ at: string }>`select deleted_at as at from customers`),
      )
    )[0]?.at;

  it("stays deleted from the first time on, whatever older copies come in late", async () => {
    await put(exampleCustomer());
    await remove(TUESDAY);
    await remove(WEDNESDAY);
    expect(await deletedAt()).toBe(TUESDAY);
    await put(exampleCustomer({ name: "late", updatedAt: MONDAY }));
    expect(await deletedAt()).toBe(TUESDAY);
  });

  it("is there again when it is changed after that", async () => {
    await put(exampleCustomer());
    await remove(TUESDAY);
    expect(await put(exampleCustomer({ updatedAt: WEDNESDAY }))).toEqual(["c1"]);
    expect(await deletedAt()).toBeNull();
  });

  it("is found by no address", async () => {
    const address = { mobile: "+46701234567", email: "anna@example.se" };
    await put(exampleCustomer(address), exampleCustomer({ id: "c2", mobile: address.mobile }));
    const find = () => tenant.inTenant((tx) => customersByAddress(tx, Object.values(address)));
    expect(await find()).toEqual(
      new Map([
        [address.mobile, ["c1", "c2"]],
        [address.email, ["c1"]],
      ]),
    );
    await remove(TUESDAY);
    expect(await find()).toEqual(new Map([[address.mobile, ["c2"]]]));
  });
});

describe("consents", () => {
  const add = (...consents: Parameters<typeof addConsents>[1][number][]) =>
    tenant.inTenant((tx) => addConsents(tx, consents));
  const all = () => tenant.inTenant((tx) => readConsents(tx, ["c1", "c2", "c1"]));

  it("are only ever added, each once, and come oldest first", async () => {
    const given = exampleConsent({ at: TUESDAY, topic: "club", proof: "formulär 3" });
    const withdrawn = exampleConsent({ at: MONDAY, state: "withdrawn" });
    await add(given, withdrawn, given);
    await add(given);
    expect(await all()).toEqual(new Map([["c1", [withdrawn, given]]]));
  });

  it("of one moment: the withdrawal comes last, so that it holds", async () => {
    await add(exampleConsent({ state: "withdrawn" }), exampleConsent({ state: "given" }));
    const [states] = [...(await all()).values()].map((each) => each.map(({ state }) => state));
    expect(states).toEqual(["given", "withdrawn"]);
  });

  it("of nobody are none", async () => {
    expect(await tenant.inTenant((tx) => readConsents(tx, []))).toEqual(new Map());
  });
});
