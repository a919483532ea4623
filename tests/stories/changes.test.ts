import { readLibraryProgram } from "@perennial/programs";
import { expect, test } from "vitest";
import { SOON } from "./calendar.ts";
import { callList, mail, offTheCallList, sms } from "./contacts.ts";
import { openTown } from "./open-town.ts";

const { agreementEnds } = SOON;
const NOTICE = mail(SOON.notice, "Ditt elavtal löper ut den 5 maj 2026");
const REMINDER = sms(SOON.reminder, "Ditt elavtal går ut 2026-05-05.");

test("an agreement that is cancelled mid-way is left in peace", async () => {
  const town = await openTown();
  const reminded = town.movesIn({ agreementEnds });
  const onTheList = town.movesIn({ agreementEnds });
  await town.until("2026-03-09 12:00");
  reminded.cancels();
  await town.until("2026-03-11 09:00");
  await town.agentsAreBusy(6);
  await town.until("2026-03-11 11:00");
  onTheList.cancels();
  await town.until("2026-03-24 12:00");

  expect(reminded.contacts()).toEqual([NOTICE, REMINDER]);
  expect(onTheList.contacts()).toEqual([
    NOTICE,
    REMINDER,
    callList(SOON.call, `Inget svar på sms ${SOON.reminder}`),
    offTheCallList("2026-03-11 11:01", "eftersom avtalet sades upp"),
  ]);
});

test("an order that is cancelled before it is signed goes to a person, and nobody is reminded of it", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-09 12:00");
  const order = anna.orders("web");
  await town.until("2026-03-12 12:00");
  anna.cancels(order);
  await town.until("2026-04-02 12:00");

  expect(anna.contacts()).toEqual([
    NOTICE,
    REMINDER,
    sms("2026-03-09 12:01", "Tack för förtroendet!"),
  ]);
  expect(anna.tasks()).toEqual(["Förlängningen är avbruten: Anna Berg"]);
});

test("two agreements of one customer are two threads: each order is thanked for once, the club writes once a month", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  const cottage = anna.getsAnotherAgreement({ agreementEnds: "2026-05-19" });
  anna.answersThePhone("reached");
  await town.until("2026-03-20 12:00");
  const orders = [anna.orders("web"), anna.orders("web", cottage)];
  await town.until("2026-03-24 12:00");
  for (const order of orders) anna.signs(order);
  await town.until("2026-05-12 12:00");

  expect(anna.contacts()).toEqual([
    NOTICE,
    mail(SOON.notice, "Ditt elavtal löper ut den 19 maj 2026"),
    REMINDER,
    callList(SOON.call, `Inget svar på sms ${SOON.reminder}`),
    sms("2026-03-20 10:00", "Ditt elavtal går ut 2026-05-19."),
    sms("2026-03-20 12:01", "Tack för förtroendet!"),
    sms("2026-03-20 12:01", "Tack för förtroendet!"),
    mail("2026-04-10 10:00", "Månadens klubbförmån"),
    mail("2026-05-11 08:00", "Månadens klubbförmån"),
  ]);
});

test("a new version of the program is for those who enter from then on; those under way stay on theirs", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-04 12:00");
  const files = await readLibraryProgram("renewal");
  const reminder = files["templates/reminder.sms.sv.txt"] ?? "";
  await town.api.ask("putProgram", {
    params: { id: "renewal" },
    body: {
      files: { ...files, "templates/reminder.sms.sv.txt": reminder.replace("Hej", "God dag") },
    },
  });
  const newcomer = town.movesIn({ agreementEnds });
  await town.until("2026-03-09 12:00");

  expect(anna.contacts().at(-1)?.words).toMatch(/^Hej Anna!/);
  expect(newcomer.contacts().at(-1)?.words).toMatch(/^God dag Anna!/);
  const { items } = await town.api.ask("listEnrolments", { query: { program: "renewal" } });
  expect(items.map(({ customerId, version }) => [customerId, version])).toEqual([
    [newcomer.id, 2],
    [anna.id, 1],
  ]);
});

test("an end date that is moved far away ends the case; it begins anew when its time has come", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-09 12:00");
  anna.agreementNowEnds("2026-06-20");
  await town.until("2026-04-21 12:00");

  expect(anna.contacts()).toEqual([
    NOTICE,
    REMINDER,
    mail("2026-03-27 09:00", "Ditt elavtal löper ut den 20 juni 2026"),
    sms("2026-04-21 10:00", "Ditt elavtal går ut 2026-06-20."),
  ]);
});

test("an end date that is moved by a little means a new notice and a new reminder with the new date", async () => {
  const town = await openTown();
  const later = town.movesIn({ agreementEnds });
  const earlier = town.movesIn({ agreementEnds: "2026-05-29" });
  await town.until("2026-03-09 12:00");
  later.agreementNowEnds("2026-05-20");
  await town.until("2026-03-20 12:00");
  earlier.agreementNowEnds("2026-05-20");
  await town.until("2026-03-31 12:00");

  expect(later.contacts().slice(0, 5)).toEqual([
    NOTICE,
    REMINDER,
    mail("2026-03-09 12:01", "Ditt elavtal löper ut den 20 maj 2026"),
    sms("2026-03-23 10:00", "Ditt elavtal går ut 2026-05-20."),
    callList("2026-03-30 09:00", "Inget svar på sms 2026-03-23 10:00"),
  ]);
  expect(earlier.contacts()).toEqual([
    mail("2026-03-05 09:00", "Ditt elavtal löper ut den 29 maj 2026"),
    mail("2026-03-20 12:01", "Ditt elavtal löper ut den 20 maj 2026"),
    sms("2026-03-23 12:01", "Ditt elavtal går ut 2026-05-20."),
    callList("2026-03-30 09:00", "Inget svar på sms 2026-03-23 12:01"),
  ]);
});
