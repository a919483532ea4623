import type { Command } from "@perennial/contract";
import { expect, test } from "vitest";
import { FieldReader } from "./field-reader.ts";
import { createTaskOwners } from "./task-owners.ts";
import { invertedValues, translatedValue } from "./written-value.ts";

const CONTEXT = { phoneCountry: "SE", timeZone: "Europe/Stockholm", currency: "SEK" };

test("each field is read as what it is, and what cannot be read is a problem with its name", () => {
  const record = {
    ...{ name: " Anna ", mobile: "070-123 45 67", amount: 12.5, born: "1990-01-31", on: true },
    ...{ late: "2026-03-01T23:30:00Z", phone: "ring mig", empty: "" },
  };
  const read = new FieldReader("contact 42", record, CONTEXT);
  expect([read.text("name"), read.phone("mobile"), read.boolean("on")]).toEqual([
    ...["Anna", "+46701234567", true],
  ]);
  expect([read.money("amount", "SEK"), read.money("amount", "JPY")]).toEqual([1_250, undefined]);
  expect([read.date("born"), read.date("late")]).toEqual(["1990-01-31", "2026-03-02"]);
  expect(read.instant("born")).toBe("1990-01-30T23:00:00.000Z");
  expect([read.text("empty"), read.text("none"), read.phone("phone")]).toEqual([
    ...[undefined, undefined, undefined],
  ]);
  expect(read.problems.map(({ place }) => place)).toEqual(["amount", "phone"]);
  expect(read.problems[1]?.message).toContain("contact 42: ");
});

test("a value of ours is written in the CRM's words, and one that has none or several says so", () => {
  const values = invertedValues({ Kund: "retain", Guldkund: "gold", VIP: "gold" });
  expect(values).toEqual({ retain: "Kund" });
  const target = { field: "Phase", values };
  expect(translatedValue("retain", target, "SEK")).toEqual({ value: "Kund" });
  expect(translatedValue("gold", target, "SEK")).toMatchObject({
    problem: expect.stringContaining("more than one, of the field Phase"),
  });
  const money = { field: "Value", isMoney: true };
  expect(translatedValue(123_450, money, "SEK")).toEqual({ value: 1_234.5 });
  expect(translatedValue(1.5, money, "SEK")).toHaveProperty("problem");
});

test("a task is whom its role stands for, or the customer's owner, as long as they work there", async () => {
  const users = [
    { id: "1", name: "Kim Ek", email: "kim@example.com", isActive: true },
    { id: "2", name: "Eva Berg", email: "eva@example.com", isActive: false },
  ];
  const ownerOf = await createTaskOwners({
    ...{ crm: "acme", owners: [{ assignee: "sales", email: "kim@example.com" }] },
    users: async () => users,
    log: { info() {}, warn() {}, error() {} },
  });
  const task = (assignee: string | undefined): Command => ({
    kind: "create-task",
    ...{ id: "t", customerId: "c", title: "Ring", body: "" },
    ...(assignee !== undefined && { assignee }),
  });
  expect(ownerOf(task("Sales"), "2")).toBe("1");
  expect(ownerOf(task("kim ek"), undefined)).toBe("1");
  expect(ownerOf(task("Eva Berg"), "1")).toBe("1");
  expect(ownerOf(task(undefined), "2")).toBeUndefined();
});
