import { expect, test } from "vitest";
import { SOON } from "./calendar.ts";
import { callList, mail, offTheCallList, sms } from "./contacts.ts";
import { openTown } from "./open-town.ts";

const { agreementEnds } = SOON;
const NOTICE = mail(SOON.notice, "Ditt elavtal löper ut");
const REMINDER = sms(SOON.reminder, "Vårt förslag: Fast pris 2 år.");
const ON_THE_LIST = callList(SOON.call, `Inget svar på sms ${SOON.reminder}`);

test("whoever answers before the call is called by nobody on the list; a person gets in touch instead", async () => {
  const town = await openTown();
  const curious = town.movesIn({ agreementEnds });
  const willing = town.movesIn({ agreementEnds });
  await town.until("2026-03-08 19:00");
  curious.replies("Hej! Vad blir priset per kWh?");
  willing.replies("JA");
  await town.until("2026-03-20 12:00");

  for (const resident of [curious, willing]) {
    expect(resident.contacts()).toEqual([NOTICE, REMINDER]);
    expect(resident.tasks()).toEqual(["Kunden har svarat på sms om förlängning: Anna Berg"]);
  }
});

test("a no by SMS is taken for a no: nobody calls, and nobody is asked to", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-08 19:00");
  anna.replies("Nej tack");
  await town.until("2026-03-20 12:00");

  expect(anna.contacts()).toEqual([NOTICE, REMINDER]);
  expect(anna.tasks()).toEqual([]);
});

test("an order while the customer waits on the call list takes her off it", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-11 09:00");
  await town.agentsAreBusy(6);
  await town.until("2026-03-11 11:00");
  anna.orders("web");
  await town.until("2026-03-14 12:00");

  expect(anna.contacts()).toEqual([
    NOTICE,
    REMINDER,
    ON_THE_LIST,
    sms("2026-03-11 11:01", "Tack för förtroendet!"),
    offTheCallList("2026-03-11 11:01", "eftersom kunden beställde"),
  ]);
});

test("an answer while the customer waits on the call list takes her off it", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-11 09:00");
  await town.agentsAreBusy(6);
  await town.until("2026-03-11 11:00");
  anna.replies("Ring mig inte, jag funderar");
  await town.until("2026-03-14 12:00");

  expect(anna.contacts()).toEqual([
    NOTICE,
    REMINDER,
    ON_THE_LIST,
    offTheCallList("2026-03-11 11:01", "eftersom kunden svarade"),
  ]);
  expect(anna.tasks()).toEqual(["Kunden har svarat på sms om förlängning: Anna Berg"]);
});

test("whoever declines on the phone is left in peace; a wrong number is put right by a person", async () => {
  const town = await openTown();
  const decided = town.movesIn({ agreementEnds });
  const moved = town.movesIn({ agreementEnds });
  decided.answersThePhone("declined");
  moved.answersThePhone("wrong-number");
  await town.until("2026-03-20 12:00");

  expect(decided.contacts()).toEqual([NOTICE, REMINDER, ON_THE_LIST]);
  expect(decided.tasks()).toEqual([]);
  expect(moved.contacts()).toEqual([NOTICE, REMINDER, ON_THE_LIST]);
  expect(moved.tasks()).toEqual(["Fel telefonnummer: Anna Berg"]);
});

test("whoever calls the company to order needs to accept nothing in writing", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-09 12:00");
  anna.orders("phone-inbound");
  await town.until("2026-03-12 12:00");

  const thanks = sms("2026-03-09 12:01", "Tack för förtroendet!");
  expect(anna.contacts()).toEqual([NOTICE, REMINDER, thanks]);
});

test("an order late at night counts at once; the thanks waits for the morning", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-10 22:30");
  anna.orders("web");
  await town.passes("PT5M");
  const { enrolments } = await town.api.ask("getCustomer", { params: { id: anna.id } });
  expect(enrolments.map(({ stage }) => stage)).toEqual(["awaiting-signature"]);
  await town.until("2026-03-12 12:00");

  expect(anna.contacts()).toEqual([
    NOTICE,
    REMINDER,
    sms("2026-03-11 08:00", "Tack för förtroendet!"),
  ]);
});

test("an order that nobody asked for is thanked for once, however long before the end it comes", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds: "2026-09-30" });
  await town.until("2026-03-04 12:00");
  const order = anna.orders("web");
  await town.until("2026-03-06 12:00");
  anna.signs(order);
  await town.until("2026-03-09 12:00");

  expect(anna.contacts()).toEqual([sms("2026-03-04 12:01", "Tack för förtroendet!")]);
  expect(anna.field("lifecycleStatus")).toBe("customer-care");
});
