import { expect, test } from "vitest";
import { SOON } from "./calendar.ts";
import { openTown } from "./open-town.ts";
import type { Resident } from "./resident.ts";
import type { Town } from "./town.ts";

/** A customer who has consented to nothing, was called because she stayed silent, and ordered. */
async function whoOrderedAfterACall(town: Town, customer = {}): Promise<Resident> {
  const anna = town.movesIn({ agreementEnds: SOON.agreementEnds, consents: [], customer });
  await town.until("2026-03-11 09:00");
  anna.answersThePhone("reached");
  await town.until("2026-03-12 12:00");
  anna.orders("web");
  await town.until("2026-03-13 12:00");
  return anna;
}

async function explanationOf(town: Town, { id }: Resident, locale: "sv" | "en") {
  return town.api.ask("explainCustomer", { params: { id }, query: { locale } });
}

test("the timeline of a customer shows every contact with its time, channel, content, program and step", async () => {
  const town = await openTown();
  const anna = await whoOrderedAfterACall(town);
  anna.replies("Tack själva!");
  await town.passes("PT1M");
  const { items } = await town.api.ask("getTimeline", { params: { id: anna.id } });

  expect(items.map(({ kind, direction, channel }) => [kind, direction, channel])).toEqual([
    ["reply", "in", "sms"],
    ["message", "out", "sms"],
    ["call", "out", "phone"],
    ["message", "out", "email"],
  ]);
  const [reply, thanks, call, notice] = items;
  expect(reply).toMatchObject({ at: "2026-03-13T11:00:00.000Z", text: "Tack själva!" });
  expect(thanks).toMatchObject({
    at: "2026-03-12T11:01:00.000Z",
    text: expect.stringMatching(/^Tack för förtroendet!/),
    outcome: "delivered",
    agreementId: anna.agreementId,
    program: "renewal",
    step: "thanks",
  });
  expect(call).toMatchObject({ at: "2026-03-11T09:05:00.000Z", outcome: "reached" });
  expect(notice).toMatchObject({
    at: "2026-03-03T06:00:00.000Z",
    text: expect.stringContaining("Sista dag: 5 maj 2026"),
    program: "renewal",
    step: "notice",
  });
});

test("the explanation says in Swedish what was sent, what was not, and why", async () => {
  const town = await openTown();
  const anna = await whoOrderedAfterACall(town);
  const { name, programs, messages } = await explanationOf(town, anna, "sv");

  expect(name).toBe("Anna Berg");
  const [renewal, order] = programs;
  expect(renewal).toMatchObject({
    name: "Förlängning av elavtal",
    agreementId: anna.agreementId,
    summary: "Är i programmet sedan den 3 mars 2026 kl. 07:00: Bevakning av underskrift.",
    next: expect.stringContaining("tas den 22 mars 2026 kl. 12:01, om inget händer före."),
  });
  const sentences = renewal?.lines.map(({ sentence }) => sentence) ?? [];
  expect(sentences).toEqual(
    expect.arrayContaining([
      "Kom in i programmet eftersom avtalets slutdag närmade sig.",
      expect.stringMatching(/^Skickat med e-post/),
      expect.stringMatching(/^Skickades inte\. Kunden har inte samtyckt till reklam via sms/),
      expect.stringMatching(/^Skickat till ringlistan/),
      expect.stringMatching(/eftersom samtalet var avslutat\.$/),
      expect.stringMatching(/eftersom kunden beställde\.$/),
      expect.stringMatching(/^Skickat med sms/),
    ]),
  );
  expect(order).toMatchObject({
    agreementId: `${anna.agreementId}-R1`,
    summary: expect.stringMatching(/^Är inte i programmet: avtalet är beställt.*\.$/),
  });
  expect(messages.map(({ sentence }) => sentence)).toEqual([
    "Sms till kunden. Det kom fram.",
    "Samtal med kunden. Kunden nåddes.",
    "E-post till kunden.",
  ]);
});

test("the explanation says the same in English", async () => {
  const town = await openTown();
  const anna = await whoOrderedAfterACall(town);
  const { programs, messages } = await explanationOf(town, anna, "en");

  const [renewal] = programs;
  expect(renewal).toMatchObject({
    name: "Renewal of electricity agreements",
    summary: "In the program since 3 March 2026 at 07:00: Awaiting signature.",
    next: expect.stringContaining("is taken on 22 March 2026 at 12:01, unless something happens"),
  });
  const sentences = renewal?.lines.map(({ sentence }) => sentence) ?? [];
  expect(sentences).toEqual(
    expect.arrayContaining([
      "Entered the program because the agreement's last day came near.",
      expect.stringMatching(/^Sent by e-mail/),
      expect.stringMatching(/^Not sent\. The customer has not consented to marketing by SMS/),
      expect.stringMatching(/^Sent to the call list/),
      expect.stringMatching(/because the customer ordered\.$/),
      expect.stringMatching(/^Sent by text message/),
    ]),
  );
  expect(messages.map(({ sentence }) => sentence)).toEqual([
    "Text message to the customer. It arrived.",
    "Call with the customer. The customer was reached.",
    "E-mail to the customer.",
  ]);
});

test("a customer who reads English is written to in English", async () => {
  const town = await openTown();
  const anna = await whoOrderedAfterACall(town, { locale: "en" });

  expect(anna.lastMail()?.subject).toBe("Your electricity agreement ends on 5 May 2026");
  expect(anna.contacts().at(-1)?.words).toMatch(/^Thank you for your trust!/);
});
