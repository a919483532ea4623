import { expect, test } from "vitest";
import { SOON } from "./calendar.ts";
import { mail, sms } from "./contacts.ts";
import { openTown } from "./open-town.ts";
import type { Resident } from "./resident.ts";
import type { Town } from "./town.ts";

/** A customer whose agreement has long to run, so that all she gets is about her order. */
function unasked(town: Town): Resident {
  return town.movesIn({ agreementEnds: "2026-09-30" });
}

const SIGN = "Ditt nya elavtal väntar på din underskrift";

test("whoever does not sign is reminded twice, then a person takes over, then it is over", async () => {
  const town = await openTown();
  const anna = unasked(town);
  await town.until("2026-03-04 12:00");
  anna.orders("web");
  await town.until("2026-05-04 12:00");

  expect(anna.contacts()).toEqual([
    sms("2026-03-04 12:01", "Tack för förtroendet!"),
    mail("2026-03-14 12:01", SIGN),
    sms("2026-03-14 12:01", SIGN),
    mail("2026-03-24 12:01", SIGN),
    sms("2026-03-24 12:01", SIGN),
  ]);
  expect(anna.tasks()).toEqual(["Underskrift saknas: Anna Berg"]);
  const { enrolments } = await town.api.ask("getCustomer", { params: { id: anna.id } });
  expect(enrolments.map(({ endReason }) => endReason)).toEqual(["unsigned"]);
});

test("whoever signs before the thanks could leave is thanked in the morning and not reminded", async () => {
  const town = await openTown();
  const anna = unasked(town);
  await town.until("2026-03-04 21:00");
  const order = anna.orders("web");
  await town.until("2026-03-04 21:30");
  anna.signs(order);
  await town.until("2026-03-15 12:00");

  expect(anna.contacts()).toEqual([sms("2026-03-05 08:00", "Tack för förtroendet!")]);
  expect(anna.field("lifecycleStatus")).toBe("customer-care");
});

test("an order that takes the place of a cancelled one is thanked for, too, and then signed", async () => {
  const town = await openTown();
  const anna = unasked(town);
  await town.until("2026-03-04 12:00");
  const first = anna.orders("web");
  await town.until("2026-03-06 12:00");
  anna.cancels(first);
  await town.until("2026-03-09 12:00");
  const second = anna.orders("web");
  await town.until("2026-03-11 12:00");
  anna.signs(second);
  await town.until("2026-03-12 12:00");

  expect(anna.contacts()).toEqual([
    sms("2026-03-04 12:01", "Tack för förtroendet!"),
    sms("2026-03-09 12:01", "Tack för förtroendet!"),
  ]);
  expect(anna.agreement(second).attributes.contractStatus).toBe("signed");
  expect(anna.agreement(first).attributes.contractStatus).toBeUndefined();
});

test("a CRM that is down when the agreement arrives is told when it is up again", async () => {
  const town = await openTown();
  const anna = unasked(town);
  await town.until("2026-03-04 12:00");
  const order = anna.orders("web");
  await town.until("2026-03-06 12:00");
  await town.world.crm.faults.set({ serverError: 1 });
  anna.signs(order);
  await town.until("2026-03-06 13:00");
  expect(anna.field("lifecycleStatus")).toBeUndefined();
  await town.world.crm.faults.clear();
  await town.until("2026-03-07 12:00");

  expect(anna.agreement(order).attributes.contractStatus).toBe("signed");
  expect(anna.field("lifecycleStatus")).toBe("customer-care");
  expect(anna.notes()).toHaveLength(1);
});

test("a program that is paused sends nothing; activated again it goes on", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds: SOON.agreementEnds });
  await town.until("2026-03-05 12:00");
  const program = { params: { id: "renewal" } };
  await town.api.ask("setProgram", { ...program, body: { state: "paused" } });
  await town.until("2026-03-07 12:00");
  expect(anna.contacts().map(({ by }) => by)).toEqual(["mail"]);
  await town.api.ask("setProgram", { ...program, body: { state: "active" } });
  await town.until("2026-03-09 12:00");

  expect(anna.contacts().map(({ by }) => by)).toEqual(["mail", "sms"]);
});
