import { Agreement, Consent, Customer, Purchase } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { exampleElectricityCompany } from "./company.ts";

const TODAY = "2026-11-22";
const company = exampleElectricityCompany({ seed: 1, customers: 2000, today: TODAY });

const share = (count: number, of: readonly unknown[]) => count / of.length;

describe("the example company", () => {
  test("is made of canonical records", () => {
    for (const customer of company.customers) expect(Customer.parse(customer)).toEqual(customer);
    for (const agreement of company.agreements)
      expect(Agreement.parse(agreement)).toEqual(agreement);
    for (const consent of company.consents) expect(Consent.parse(consent)).toEqual(consent);
    for (const purchase of company.purchases) expect(Purchase.parse(purchase)).toEqual(purchase);
  });

  test("is the same for the same seed and another for another", () => {
    const again = exampleElectricityCompany({ seed: 1, customers: 2000, today: TODAY });
    expect(again).toEqual(company);
    const other = exampleElectricityCompany({ seed: 2, customers: 50, today: TODAY });
    expect(other.customers).not.toEqual(company.customers.slice(0, 50));
  });

  test("growing leaves those who are there as they are", () => {
    const small = exampleElectricityCompany({ seed: 1, customers: 30, today: TODAY });
    expect(company.customers.slice(0, 30)).toEqual(small.customers);
  });

  test("nobody shares an id, a mobile number or an address", () => {
    const { customers, agreements } = company;
    const distinct = (values: readonly (string | undefined)[]) => {
      const given = values.filter((value) => value !== undefined);
      return new Set(given).size === given.length;
    };
    expect(distinct([...customers, ...agreements].map(({ id }) => id))).toBe(true);
    expect(distinct(customers.map(({ mobile }) => mobile))).toBe(true);
    expect(distinct(customers.map(({ email }) => email))).toBe(true);
  });

  test("no number and no address is anybody's", () => {
    for (const { email, mobile, phone } of company.customers) {
      expect(email ?? "@example.com").toMatch(/@example\.(?:com|net|org)$/);
      expect(mobile ?? "+46700000000").toMatch(/^\+46700\d{6}$/);
      expect(phone ?? "+46313900600").toMatch(/^\+46(?:8465004|3139006|4062804|9803192)\d{2}$/);
    }
  });

  test("has what tests need of everything", () => {
    const { customers, agreements, consents } = company;
    const count = (fits: (customer: (typeof customers)[number]) => boolean) =>
      share(customers.filter(fits).length, customers);
    expect(count(({ mobile }) => mobile === undefined)).toBeCloseTo(0.05, 1);
    expect(count(({ email }) => email === undefined)).toBeCloseTo(0.06, 1);
    expect(count(({ doNotCall }) => doNotCall)).toBeCloseTo(0.12, 1);
    for (const segment of ["apartment", "house", "holiday-home", "farm", "business"])
      expect(count((customer) => customer.segment === segment)).toBeGreaterThan(0.02);
    for (const valueClass of ["gold", "silver", "bronze"])
      expect(count((customer) => customer.valueClass === valueClass)).toBeGreaterThan(0.1);
    for (const product of ["Fast 1 år", "Fast 2 år", "Fast 3 år", "Rörligt månadspris"])
      expect(agreements.filter((one) => one.product === product).length).toBeGreaterThan(200);
    expect(agreements.length).toBeGreaterThan(customers.length);
    expect(consents.some(({ topic }) => topic === "club")).toBe(true);
    expect(consents.some(({ state }) => state === "withdrawn")).toBe(true);
    expect(consents.every(({ proof }) => proof !== undefined && proof !== "")).toBe(true);
  });

  test("every agreement is running today, and more end in autumn than in summer", () => {
    const ends = company.agreements.map(({ end }) => end).filter((end) => end !== undefined);
    for (const { start, end } of company.agreements) {
      expect(start <= TODAY).toBe(true);
      expect(end === undefined || end > TODAY).toBe(true);
    }
    const nextYear = ends.filter((end) => end < "2027-11-22");
    expect(nextYear.length).toBeGreaterThan(900);
    const inMonths = (...months: string[]) =>
      nextYear.filter((end) => months.includes(end.slice(5, 7))).length;
    expect(inMonths("09", "10")).toBeGreaterThan(1.3 * inMonths("06", "07"));
  });

  test("nobody ordered before becoming a customer", () => {
    const since = new Map(company.customers.map(({ id, customerSince }) => [id, customerSince]));
    for (const { customerId, orderedAt = "" } of company.agreements)
      expect(orderedAt.slice(0, 10) >= (since.get(customerId) ?? "")).toBe(true);
  });
});
