import { expect, test } from "vitest";
import { SOON } from "./calendar.ts";
import { callList, mail, sms } from "./contacts.ts";
import { openTown } from "./open-town.ts";
import { Postman } from "./postman.ts";
import type { Resident } from "./resident.ts";
import type { Town } from "./town.ts";

const { agreementEnds } = SOON;
const NOTICE = mail(SOON.notice, "Ditt elavtal löper ut");
const REMINDER = sms(SOON.reminder, "Vårt förslag:");
const ON_THE_LIST = callList(SOON.call, `Inget svar på sms ${SOON.reminder}`);

async function decisionsOn(town: Town, { id }: Resident, step: string, locale: "sv" | "en" = "sv") {
  const { items } = await town.api.ask("listDecisions", { query: { customer: id, locale } });
  return items.filter((each) => each.step === step);
}

test("STOP ends advertising by SMS and the call; what the law asks for and the thanks still come", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds: "2026-06-08" });
  await town.until("2026-03-12 18:00");
  anna.replies("STOPP");
  await town.until("2026-04-15 12:00");
  expect(anna.contacts()).toEqual([mail("2026-03-15 09:00", "Ditt elavtal löper ut")]);

  anna.orders("web");
  await town.until("2026-04-16 12:00");
  expect(anna.contacts().slice(1)).toEqual([sms("2026-04-15 12:01", "Tack för förtroendet!")]);
});

test("STOP after the reminder ends it: no call, no further advertising by SMS", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-07 12:00");
  anna.replies("Stopp!");
  await town.until("2026-03-24 12:00");

  expect(anna.contacts()).toEqual([NOTICE, REMINDER]);
  expect(anna.tasks()).toEqual([]);
});

test("STOP is said by a phone: whoever else has that number gets no advertising there either", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  const { mobile } = anna;
  const bo = town.movesIn({ agreementEnds: "2026-06-12", customer: { name: "Bo Berg", mobile } });
  await town.until("2026-03-07 12:00");
  anna.replies("STOPP");
  await town.until("2026-04-14 12:00");

  expect(bo.contacts()).toEqual([REMINDER, mail("2026-03-19 09:00", "Ditt elavtal löper ut")]);
});

test("a private person on the NIX-Telefon list is called about an agreement of the same kind that runs", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds, customer: { doNotCall: true } });
  await town.until("2026-03-12 08:00");

  expect(anna.contacts()).toEqual([NOTICE, REMINDER, ON_THE_LIST]);
  const [sent] = (await decisionsOn(town, anna, "call")).filter(({ kind }) => kind === "sent");
  expect(sent?.evidence).toMatchObject({ channel: "phone", basis: "existing-customer" });
});

test("whoever has told the company not to call is not put on the call list, and it is said why", async () => {
  const town = await openTown();
  const company = town.movesIn({
    agreementEnds,
    customer: { kind: "company", name: "Bergs Bageri", doNotCall: true },
  });
  const anna = town.movesIn({ agreementEnds });
  anna.declines("phone");
  await town.until("2026-03-20 12:00");

  expect(company.contacts()).toEqual([NOTICE, REMINDER]);
  expect(anna.contacts()).toEqual([NOTICE, REMINDER]);
  const [told] = await decisionsOn(town, company, "call", "en");
  expect(told).toMatchObject({ kind: "skipped", reason: "do-not-call" });
  const [said] = await decisionsOn(town, anna, "call", "sv");
  expect(said).toMatchObject({ kind: "skipped", reason: "do-not-call" });
  expect(told?.sentence).toBe("Not sent. The customer asked us not to call.");
  expect(said?.sentence).toBe(
    "Skickades inte. Kunden bad oss själv den 2 mars 2026 kl. 08:00 att inte ringa (källa: customer-service).",
  );
});

test("whoever asks an agent not to call again is not called again", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  anna.answersThePhone("do-not-call");
  await town.until("2026-03-24 12:00");

  expect(anna.contacts()).toEqual([NOTICE, REMINDER, ON_THE_LIST]);
  expect(town.world.crm.records.customer(anna.id)?.doNotCall).toBe(true);
});

test("an acceptance given during the call is none", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  anna.answersThePhone("renewed", 10);
  await town.until("2026-03-11 10:30");
  const order = anna.orders("phone");
  anna.accepts(order, "2026-03-11T09:05:00.000Z");
  await town.until("2026-03-18 12:00");

  expect(anna.contacts().slice(3)).toEqual([
    mail("2026-03-11 10:10", "Bekräftelse efter vårt samtal"),
    sms("2026-03-11 10:10", "Avtalet gäller först när du har godkänt det."),
    mail("2026-03-14 10:10", "Vi väntar på ditt skriftliga godkännande"),
    sms("2026-03-14 10:10", "Vi väntar på ditt skriftliga godkännande"),
  ]);
  expect(anna.tasks()).toEqual(["Skriftligt godkännande saknas: Anna Berg"]);
});

test("an acceptance that is registered while the agent still talks is none", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  anna.answersThePhone("renewed", 10);
  await town.until("2026-03-11 10:04");
  const order = anna.orders("phone");
  await town.until("2026-03-11 10:06");
  anna.accepts(order);
  await town.until("2026-03-18 12:00");

  const thanks = anna.contacts().filter(({ words }) => words.includes("Tack för förtroendet"));
  expect(thanks).toEqual([]);
  expect(anna.tasks()).toEqual(["Skriftligt godkännande saknas: Anna Berg"]);
});

test("an acceptance after the call counts, also when the dialer tells of the call only later", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  anna.answersThePhone("renewed", 10);
  await town.until("2026-03-11 10:04");
  const postman = await Postman.between(town);
  const [registered, callOver, accepted] = [0, 1, 2];
  const order = anna.orders("phone");
  await town.passes("PT1M");
  await postman.handOver(registered);
  await town.until("2026-03-11 10:12");
  anna.accepts(order);
  await town.passes("PT1M");
  await postman.handOver(accepted);
  await town.passes("PT1M");
  await postman.handOver(callOver);
  await town.until("2026-03-12 12:00");

  expect(anna.contacts().slice(3)).toEqual([
    mail("2026-03-11 10:05", "Bekräftelse efter vårt samtal"),
    sms("2026-03-11 10:05", "Avtalet gäller först när du har godkänt det."),
    sms("2026-03-11 10:14", "Tack för förtroendet!"),
  ]);
});

test("an acceptance after a call that the dialer knows nothing of counts two hours later at the latest", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds });
  await town.until("2026-03-11 09:00");
  await town.agentsAreBusy(6);
  await town.until("2026-03-11 11:00");
  const order = anna.orders("phone");
  await town.until("2026-03-11 11:30");
  anna.accepts(order);
  await town.until("2026-03-12 12:00");

  const thanks = anna.contacts().filter(({ words }) => words.startsWith("Tack för förtroendet"));
  expect(thanks).toEqual([sms("2026-03-11 13:01", "Tack för förtroendet!")]);
});

test("a notice that cannot go by e-mail goes by post: a person gets the task with the address", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds: "2026-06-08", without: ["email"] });
  await town.until("2026-04-10 12:00");

  expect(anna.contacts()).toEqual([sms("2026-04-09 10:00", "Vårt förslag:")]);
  expect(anna.tasks()).toContain(
    "Skicka information med post: Anna Berg, avtalet löper ut den 8 juni 2026",
  );
});

test("whoever has no mobile phone is called on the fixed line and thanked by e-mail", async () => {
  const town = await openTown();
  const anna = town.movesIn({
    agreementEnds,
    without: ["mobile"],
    customer: { phone: "+46500123456" },
  });
  await town.until("2026-03-12 12:00");
  anna.orders("web");
  await town.until("2026-03-13 12:00");

  expect(anna.contacts()).toEqual([
    NOTICE,
    callList("2026-03-11 10:00", ""),
    mail("2026-03-12 12:01", "Tack för förtroendet!"),
  ]);
});
