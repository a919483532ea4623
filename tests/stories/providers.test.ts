import { expect, test } from "vitest";
import { SOON } from "./calendar.ts";
import { callList, mail, sms } from "./contacts.ts";
import { openTown } from "./open-town.ts";
import { Postman } from "./postman.ts";
import type { Town } from "./town.ts";

const { agreementEnds } = SOON;
const NOTICE = mail(SOON.notice, "Ditt elavtal löper ut");
const REMINDER = sms(SOON.reminder, "Vårt förslag: Fast pris 2 år.");

test("an SMS that the provider has no time for is sent once, a little later", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-06 09:59");
  await town.world.sms.faults.set({ tooMany: 1, retryAfterSeconds: 120 });
  await town.until("2026-03-06 10:10");
  expect(anna.contacts()).toEqual([NOTICE]);
  await town.world.sms.faults.clear();
  await town.until("2026-03-07 12:00");

  expect(anna.contacts().map(({ by }) => by)).toEqual(["mail", "sms"]);
});

test("an SMS that the provider fails over is sent once, when it works again", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-06 09:59");
  await town.world.sms.faults.set({ serverError: 1 });
  await town.until("2026-03-06 10:10");
  expect(anna.contacts()).toEqual([NOTICE]);
  await town.world.sms.faults.clear();
  await town.until("2026-03-07 12:00");

  expect(anna.contacts().map(({ by }) => by)).toEqual(["mail", "sms"]);
});

test("an SMS that the provider took without being able to say so is not sent again", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-06 09:59");
  await town.world.sms.faults.set({ dropAfterAccept: 1 });
  await town.until("2026-03-06 10:01");
  await town.world.sms.faults.clear();
  await town.until("2026-03-11 12:00");

  expect(anna.contacts()).toEqual([
    NOTICE,
    REMINDER,
    // Five days after the report that it had arrived.
    callList("2026-03-11 10:01", `Inget svar på sms ${SOON.reminder}`),
  ]);
});

test("a thanks that the provider took without being able to say so is not sent again", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-09 12:00");
  await town.world.sms.faults.set({ dropAfterAccept: 1 });
  anna.orders("web");
  await town.passes("PT1M");
  await town.world.sms.faults.clear();
  await town.until("2026-03-11 12:00");

  expect(anna.contacts()).toEqual([
    NOTICE,
    REMINDER,
    sms("2026-03-09 12:01", "Tack för förtroendet!"),
  ]);
});

test("a reminder that did not arrive was no reminder: the customer is called without further waiting", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds, customer: { mobile: deadNumber(town) } });
  await town.until("2026-03-06 12:00");

  expect(anna.contacts()).toEqual([NOTICE, REMINDER, callList("2026-03-06 10:01", "")]);
  const { messages } = await town.api.ask("explainCustomer", { params: { id: anna.id } });
  expect(messages.map(({ sentence }) => sentence)).toContain("Sms till kunden. Det kom inte fram.");
});

test("a mail server that fails gets the notice again until it takes it, once", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.world.mailbox.faults.set({ serverError: 1 });
  await town.until("2026-03-03 08:00");
  expect(anna.contacts()).toEqual([]);
  await town.world.mailbox.faults.clear();
  await town.until("2026-03-04 12:00");

  expect(anna.contacts().map(({ by }) => by)).toEqual(["mail"]);
});

test("an order that the CRM tells twice and out of order is thanked for once", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-09 12:00");
  const postman = await Postman.between(town);
  const order = anna.orders("web");
  await town.passes("PT1M");
  anna.signs(order);
  await town.passes("PT1M");
  await postman.handOver(1);
  await town.passes("PT1M");
  await postman.handOver(0);
  await postman.handOver(0);
  await postman.handOver(1);
  await town.until("2026-04-11 12:00");

  expect(anna.contacts()).toEqual([
    NOTICE,
    REMINDER,
    sms("2026-03-09 12:02", "Tack för förtroendet!"),
    mail("2026-04-10 10:00", "Månadens klubbförmån"),
  ]);
  expect(anna.agreement(order).attributes.contractStatus).toBe("signed");
});

test("an answer that is told twice makes one task", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-07 12:00");
  const postman = await Postman.between(town);
  anna.replies("Vad kostar det?");
  await town.passes("PT1M");
  await postman.handOver(0);
  await town.passes("PT1M");
  await postman.handOver(0);
  await town.until("2026-03-12 12:00");

  expect(anna.contacts()).toEqual([NOTICE, REMINDER]);
  expect(anna.tasks()).toEqual(["Kunden har svarat på sms om förlängning: Anna Berg"]);
});

test("whoever is not reached is called again two days later; whoever then wants to think is left to it", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  anna.answersThePhone("not-reached", 1);
  anna.answersThePhone("reached", 5);
  await town.until("2026-03-24 12:00");

  expect(anna.contacts()).toEqual([
    NOTICE,
    REMINDER,
    callList(SOON.call, `Inget svar på sms ${SOON.reminder}`),
    callList("2026-03-13 10:01", `Inget svar på sms ${SOON.reminder}`),
  ]);
});

/** A number that no SMS ever reaches. */
function deadNumber({ world }: Town): string {
  for (let number = 0; ; number++) {
    const mobile = `+46700${String(number).padStart(6, "0")}`;
    if (!world.sms.reaches(mobile)) return mobile;
  }
}
