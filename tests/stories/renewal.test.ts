import { expect, test } from "vitest";
import { SOON } from "./calendar.ts";
import { callList, mail, sms } from "./contacts.ts";
import { openTown } from "./open-town.ts";
import type { Resident } from "./resident.ts";
import type { Town } from "./town.ts";
import { watchOverThanks } from "./watch-over-thanks.ts";

test("a customer who stays silent is reminded, called, thanked, watched until the agreement is signed, and cared for", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds: "2026-06-08", customer: { valueClass: "gold" } });

  // The law's notice comes first and alone, then the SMS with an offer for a customer like her.
  await town.until("2026-04-10 12:00");
  expect(anna.contacts()).toEqual([
    mail("2026-03-15 09:00", "Ditt elavtal löper ut den 8 juni 2026"),
    sms("2026-04-09 10:00", "Vårt förslag: Fast pris 3 år Guld."),
  ]);

  // Silence: a sales agent gets to know whom to call and why, and reaches her.
  anna.answersThePhone("renewed");
  await town.until("2026-04-14 10:06");
  const order = anna.orders("phone");
  await town.until("2026-04-15 08:30");
  expect(anna.contacts().slice(2)).toEqual([
    callList("2026-04-14 10:00", "Inget svar på sms 2026-04-09 10:00"),
    mail("2026-04-14 10:05", "Bekräftelse efter vårt samtal"),
    sms("2026-04-14 10:05", "svara GODKÄNNER på det här sms:et"),
  ]);

  // What she said on the phone counts once she has said so in writing; a person reads it.
  anna.replies("Godkänner!");
  await town.until("2026-04-15 09:00");
  expect(anna.tasks()).toEqual(["Läs svaret på bekräftelsen: Anna Berg"]);
  anna.accepts(order);
  await town.until("2026-04-28 12:00");
  expect(anna.contacts().slice(5)).toEqual([
    sms("2026-04-15 09:01", "Tack för förtroendet!"),
    mail("2026-04-25 09:01", "Ditt nya elavtal väntar på din underskrift"),
    sms("2026-04-25 10:00", "Ditt nya elavtal väntar på din underskrift"),
  ]);

  // The signed agreement arrives: the company's CRM says so, and the customer is in its care.
  anna.signs(order);
  await town.passes("PT5M");
  expect(anna.agreement(order).attributes.contractStatus).toBe("signed");
  expect(anna.field("lifecycleStatus")).toBe("customer-care");
  expect(anna.field("renewedUntil")).toBe("2027-06-08");

  // From then on one mail of the club every calendar month; not on a Sunday.
  await town.until("2026-07-31 12:00");
  expect(anna.contacts().slice(8)).toEqual([
    mail("2026-05-11 08:00", "Månadens klubbförmån"),
    mail("2026-06-10 10:00", "Månadens klubbförmån"),
    mail("2026-07-10 10:00", "Månadens klubbförmån"),
  ]);

  // Every message stands on her record in the CRM.
  expect(anna.notes()).toHaveLength(11);

  // Each change of state is kept with its cause.
  expect(await changesOfState(town, anna)).toEqual([
    ["renewal-due", "agreement.end"],
    ["sms-sent", "sent"],
    ["escalated", "sent"],
    ["confirming", "call.finished"],
    ["awaiting-signature", "agreement.accepted"],
    ["customer-care", "agreement.signed"],
  ]);
});

test("the offer in the reminder is chosen by the customer's agreement, segment and value", async () => {
  const town = await openTown();
  const offers = new Map([
    ["Fast pris 2 år.", {}],
    ["Fast pris 1 år.", { customer: { segment: "apartment" } }],
    ["Fritidshus.", { customer: { segment: "holiday-home" } }],
    ["Fast pris 3 år Guld.", { customer: { valueClass: "gold" } }],
    ["Timpris Smart.", { customer: { attributes: { electricCar: true } } }],
    ["Rörligt pris Enkel.", { agreement: { kind: "month-to-month" } }],
    ["Företag fast 2 år.", { customer: { kind: "company", name: "Bergs Bageri" } }],
  ] as const);
  const residents = [...offers].map(([offer, differing]) => {
    return { offer, resident: town.movesIn({ agreementEnds: SOON.agreementEnds, ...differing }) };
  });
  await town.until("2026-03-06 12:00");

  for (const { offer, resident } of residents) {
    const reminder = sms(SOON.reminder, `Vårt förslag: ${offer}`);
    expect(resident.contacts().slice(1)).toEqual([reminder]);
  }
});

test("whoever is thanked is in the watch for the signature in the same transaction", async () => {
  const town = await openTown();
  const watch = await watchOverThanks(town.databaseUrl);
  const residents = Array.from({ length: 5 }, () =>
    town.movesIn({ agreementEnds: SOON.agreementEnds }),
  );
  await town.until("2026-03-09 12:00");
  for (const resident of residents) resident.orders("web");
  await town.until("2026-03-24 12:00");

  for (const resident of residents) {
    const thanks = resident.contacts().filter(({ words }) => words.startsWith("Tack för"));
    expect(thanks).toEqual([sms("2026-03-09 12:01", "Tack för förtroendet!")]);
  }
  const seen = await watch.seen();
  expect(new Set(seen.map(({ enrolmentId }) => enrolmentId)).size).toBe(5);
  expect(seen.filter(({ watched }) => !watched)).toEqual([]);
});

/** The states that a customer has come through, each with what brought it about. */
async function changesOfState({ api }: Town, { id }: Resident) {
  const { items } = await api.ask("listDecisions", { query: { customer: id, limit: 100 } });
  const moves = items.filter(({ kind }) => kind === "entered" || kind === "moved").reverse();
  const changes = moves.filter(
    ({ evidence }, index) => evidence.stage !== moves[index - 1]?.evidence.stage,
  );
  return changes.map(({ evidence, reason }) => [evidence.stage, reason]);
}
