import { describe, expect, test } from "vitest";
import { SWEDISH_HOLIDAYS } from "../../schedule/holidays.ts";
import type { SimulationRecords } from "../simulation-input.ts";
import { exampleAgreement, exampleCustomer } from "../testing/example-input.ts";
import { World } from "./world.ts";

const RENEWAL = { id: "r1", renewalOf: "a-c1", status: "ordered" } as const;

function worldOf(changes: Partial<SimulationRecords> = {}): World {
  const records = {
    customers: [exampleCustomer("c1", { mobile: "+46700000009" })],
    agreements: [exampleAgreement("c1", "2027-03-31")],
    ...changes,
  };
  return new World(records, SWEDISH_HOLIDAYS);
}

describe("the base in a dry run", () => {
  test("an agreement can be renewed while it is in force and nothing continues it", () => {
    const world = worldOf();
    const agreement = exampleAgreement("c1", "2027-03-31");
    expect(world.canBeRenewed(agreement)).toBe(true);
    expect(world.canBeRenewed({ ...agreement, status: "ended" })).toBe(false);
    expect(world.canBeRenewed({ ...agreement, party: "competitor" })).toBe(false);
    world.putAgreement(exampleAgreement("c1", "2028-03-30", RENEWAL));
    expect(world.canBeRenewed(agreement)).toBe(false);
    world.putAgreement(exampleAgreement("c1", "2028-03-30", { ...RENEWAL, status: "cancelled" }));
    expect(world.canBeRenewed(agreement)).toBe(true);
  });

  test("the renewal is the one ordered last, as it is now", () => {
    const world = worldOf();
    const order = exampleAgreement("c1", "2028-03-30", {
      ...RENEWAL,
      orderedAt: "2027-01-10T08:00:00.000Z",
    });
    world.putAgreement({ ...order, id: "r2", orderedAt: "2027-01-01T08:00:00.000Z" });
    world.putAgreement(order);
    world.putAgreement({ ...order, signedAt: "2027-01-12T08:00:00.000Z" });
    expect(world.renewal("a-c1")).toMatchObject({ id: "r1", signedAt: "2027-01-12T08:00:00.000Z" });
  });

  test("what a customer's agreements amount to follows their changes", () => {
    const world = worldOf();
    const dossier = world.dossier("c1");
    if (!dossier) throw new Error("no dossier");
    expect(world.relationship(dossier)?.endedOn).toBe("2027-03-31");
    world.putAgreement(exampleAgreement("c1", "2028-03-30", { id: "r1" }));
    expect(world.relationship(dossier)?.endedOn).toBe("2028-03-30");
  });

  test("customers are found by the number they have now", () => {
    const world = worldOf();
    const at = (mobile: string) => world.atMobile(mobile).map(({ customer }) => customer.id);
    expect(at("+46700000009")).toEqual(["c1"]);
    world.putCustomer(exampleCustomer("c1", { mobile: "+46700000008" }));
    expect([at("+46700000009"), at("+46700000008")]).toEqual([[], ["c1"]]);
  });

  test("records of strangers are left out and counted", () => {
    const at = "2026-01-01T00:00:00.000Z";
    const purchase = { id: "p1", customerId: "c9", at, amount: 100, currency: "SEK" };
    const world = worldOf({
      agreements: [exampleAgreement("c9", "2027-03-31")],
      purchases: [{ ...purchase, quantity: 1, discount: 0 }],
    });
    expect([world.withoutCustomer, world.agreementsAtStart]).toEqual([2, 0]);
  });

  test("the last day and the first day find who is concerned", () => {
    const world = worldOf();
    world.putAgreement(exampleAgreement("c1", "2028-03-30", { ...RENEWAL, start: "2027-04-01" }));
    expect(world.ends.on("2027-03-31")).toEqual(["a-c1"]);
    expect(world.ends.between("2027-01-01", "2028-12-31")).toEqual(["a-c1", "r1"]);
    expect(world.starts.on("2027-04-01")).toEqual(["r1"]);
    world.putAgreement(exampleAgreement("c1", "2027-05-31"));
    expect([world.ends.on("2027-03-31"), world.ends.on("2027-05-31")]).toEqual([[], ["a-c1"]]);
  });
});
