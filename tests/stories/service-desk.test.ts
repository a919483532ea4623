import type { LocalDate } from "@perennial/contract";
import { expect, test } from "vitest";
import { callList, mail, offTheCallList, sms } from "./contacts.ts";
import { openTown } from "./open-town.ts";
import type { Resident } from "./resident.ts";
import type { Town } from "./town.ts";

/** A customer who has stayed silent to the SMS of 9 April is on the call list since the 14th; the dialer's own agents are busy. */
async function silentAnna({ otherEnds }: { readonly otherEnds?: LocalDate } = {}) {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds: "2026-06-08", customer: { valueClass: "gold" } });
  await town.until("2026-04-14 09:00");
  if (otherEnds !== undefined) anna.getsAnotherAgreement({ agreementEnds: otherEnds });
  await town.agentsAreBusy(24 * 5);
  await town.until("2026-04-15 08:50");
  expect(anna.contacts().slice(1)).toEqual([
    sms("2026-04-09 10:00", "Vårt förslag: Fast pris 3 år Guld."),
    callList("2026-04-14 10:00", "Inget svar på sms 2026-04-09 10:00"),
  ]);
  return { town, anna };
}

/** A call back on the day after she calls. */
const THURSDAY = { date: "2026-04-16", from: "14:00", to: "16:00", about: "ring på torsdag" };

/** The entry of a customer on the call list. */
async function entryOf({ api }: Town, { id }: Resident) {
  const { items } = await api.ask("listCalls");
  return items.find(({ customerId }) => customerId === id);
}

test("an agent who calls from the list sees what to say, nothing disturbs the call, and a yes counts once it is in writing", async () => {
  const { town, anna } = await silentAnna({ otherEnds: "2026-07-09" });

  // Before the number is dialled: who it is, why, and what to say (L-16, L-17).
  const entry = await entryOf(town, anna);
  expect(entry?.reason).toContain("Inget svar på sms");
  const { picture } = await town.api.ask("getCallerPicture", {
    params: { id: anna.id },
    query: { direction: "out" },
  });
  expect(picture.offers).toMatchObject([{ name: "Fast pris 3 år Guld", response: "none" }]);
  expect(picture.talkPoints[0]).toMatchObject({ id: "renewal", agreementId: anna.agreementId });
  expect(picture.mayOffer[0]?.mind).toContain("tackat ja skriftligt efter samtalet");
  expect(picture.calls.map(({ commandId }) => commandId)).toEqual([entry?.commandId]);

  // The other agreement's notice is due at nine, in the middle of the call: it waits.
  const callId = "exchange-1";
  const start = { callId, customerId: anna.id, direction: "out", agent: "Eva" } as const;
  expect(await town.api.ask("startCall", { body: start })).toMatchObject({ held: true });
  await town.until("2026-04-15 09:20");
  expect(anna.contacts()).toHaveLength(3);

  // The end of the call lets it go on at once; the yes asks for a written acceptance.
  await town.api.ask("finishCall", {
    params: { callId },
    body: { outcome: "renewed", agent: "Eva", ...(entry && { commandId: entry.commandId }) },
  });
  const order = anna.orders("phone");
  await town.until("2026-04-15 09:30");
  expect(anna.contacts().slice(3)).toEqual([
    mail("2026-04-15 09:20", "Ditt elavtal löper ut den 9 juli 2026"),
    mail("2026-04-15 09:20", "Bekräftelse efter vårt samtal"),
    sms("2026-04-15 09:20", "svara GODKÄNNER på det här sms:et"),
    // The dialer does not know of the call: nobody else is to call her from its list.
    offTheCallList("2026-04-15 09:20", "eftersom samtalet var avslutat"),
  ]);

  // Awaited, given, thanked for; and the signature is watched.
  anna.replies("Godkänner!");
  await town.passes("PT5M");
  anna.accepts(order);
  await town.until("2026-04-27 12:00");
  expect(anna.contacts().slice(7)).toEqual([
    sms("2026-04-15 09:36", "Tack för förtroendet!"),
    mail("2026-04-25 09:36", "Ditt nya elavtal väntar på din underskrift"),
    sms("2026-04-25 10:00", "Ditt nya elavtal väntar på din underskrift"),
  ]);
});

test("a customer who wants to be called on Thursday is called on Thursday, and the promise is kept", async () => {
  const { town, anna } = await silentAnna();
  // She calls herself before anybody has called her; the agent takes what is on the list at the same time.
  const entry = await entryOf(town, anna);
  await town.api.ask("startCall", { body: { callId: "C-1", phone: anna.mobile, direction: "in" } });
  const { promise } = await town.api.ask("finishCall", {
    params: { callId: "C-1" },
    body: {
      ...({ outcome: "reached", agent: "Eva" } as const),
      ...(entry && { commandId: entry.commandId }),
      promise: {
        date: "2026-04-16",
        from: "14:00",
        to: "16:00",
        about: "vill prata med sin man först",
      },
    },
  });
  expect(promise).toMatchObject({ standing: "later", agent: "Eva" });

  // The dialer must not call her before: it is told when she was promised to be called, and to take off what it had.
  await town.passes("PT1M");
  expect(anna.contacts().slice(3)).toEqual([
    callList("2026-04-15 08:50", "Eva har lovat att ringa den 16 april 2026"),
    offTheCallList("2026-04-15 08:50", "eftersom samtalet var avslutat"),
  ]);
  // Until then nobody finds her on the list; then she comes before all others.
  await town.until("2026-04-16 13:00");
  expect(await entryOf(town, anna)).toBeUndefined();
  await town.until("2026-04-16 14:00");
  const promised = await entryOf(town, anna);
  expect(promised).toMatchObject({ priority: 100 });
  expect(promised?.reason).toBe(
    "Eva har lovat att ringa den 16 april 2026 mellan kl. 14:00 och 16:00: vill prata med sin man först",
  );
  const { picture } = await town.api.ask("getCallerPicture", { params: { id: anna.id } });
  expect(picture.talkPoints[0]).toMatchObject({ id: "promise", duty: true });

  await town.api.ask("finishCall", {
    params: { callId: "C-2" },
    body: {
      ...({ customerId: anna.id, outcome: "renewed", agent: "Karin" } as const),
      ...(promised && { commandId: promised.commandId }),
    },
  });
  await town.passes("PT5M");
  expect((await town.api.ask("listPromises")).items).toEqual([]);
  expect(anna.contacts().slice(5)).toEqual([
    mail("2026-04-16 14:00", "Bekräftelse efter vårt samtal"),
    sms("2026-04-16 14:00", "svara GODKÄNNER på det här sms:et"),
    offTheCallList("2026-04-16 14:00", "eftersom det utlovade samtalet är ringt"),
  ]);
});

test("a call back that the dialer's own agent agreed is made from its list on Thursday, and is kept", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds: "2026-06-08", customer: { valueClass: "gold" } });
  const promise = THURSDAY;
  town.world.dialer.setPeople(() => ({ outcome: "reached", seconds: 240, note: "", promise }));
  await town.until("2026-04-14 10:10");

  // The dialer told of it with the finished call: nobody has written it down in Perennial.
  const { items } = await town.api.ask("listPromises");
  expect(items).toMatchObject([
    {
      ...{ customerId: anna.id, ...promise, standing: "later" },
      ...{ notBefore: "2026-04-16T12:00:00.000Z", dueBy: "2026-04-16T14:00:00.000Z" },
    },
  ]);
  const [called] = town.world.dialer.calls;
  expect(items[0]).toMatchObject({ id: `call:${called?.entry.id}:promise`, agent: called?.agent });
  expect(await entryOf(town, anna)).toBeUndefined();

  town.world.dialer.setPeople(() => ({ outcome: "reached", seconds: 240, note: "" }));
  await town.until("2026-04-16 13:59");
  expect(town.world.dialer.calls.filter(({ state }) => state === "finished")).toHaveLength(1);
  await town.until("2026-04-16 14:30");
  const [, again] = town.world.dialer.calls;
  expect(again).toMatchObject({
    ...{ state: "finished", startedAt: "2026-04-16T12:00:00.000Z" },
    entry: { agreed: { date: "2026-04-16" }, script: "ring på torsdag" },
  });
  expect((await town.api.ask("listPromises")).items).toEqual([]);
  expect(await entryOf(town, anna)).toBeUndefined();
});

test.each([
  ["promised a call on another day", { outcome: "reached", promise: THURSDAY }],
  ["told never to call again", { outcome: "do-not-call" }],
] as const)(
  "a customer on the dialer's list who calls herself and is %s is not called from it",
  async (_, ending) => {
    const { town, anna } = await silentAnna();
    // Nobody looks for what is on the list: she has not asked about it.
    await town.api.ask("startCall", {
      body: { callId: "C-1", phone: anna.mobile, direction: "in" },
    });
    await town.api.ask("finishCall", {
      params: { callId: "C-1" },
      body: { ...ending, agent: "Eva" },
    });
    await town.passes("PT1M");
    expect(anna.contacts().slice(3, 5)).toContainEqual(
      offTheCallList("2026-04-15 08:50", "eftersom samtalet var avslutat"),
    );
    const waiting = town.world.dialer.calls.filter(({ entry }) => entry.customerId === anna.id);
    expect(waiting.filter(({ entry }) => entry.agreed === undefined)).toEqual([]);
  },
);

test("a customer who never wants to be called again is not, whatever was promised", async () => {
  const { town, anna } = await silentAnna();
  const body = { customerId: anna.id, agent: "Eva" };
  await town.api.ask("finishCall", {
    params: { callId: "C-1" },
    body: {
      ...body,
      outcome: "not-reached",
      promise: { date: "2026-04-16", about: "ringer igen" },
    },
  });
  await town.api.ask("finishCall", {
    params: { callId: "C-2" },
    body: { ...body, outcome: "do-not-call", note: "Ring mig aldrig mer." },
  });
  await town.until("2026-06-30 12:00");
  expect(await entryOf(town, anna)).toBeUndefined();
  expect((await town.api.ask("listPromises")).items).toEqual([]);
  expect(
    anna
      .contacts()
      .filter(({ when }) => when > "2026-04-15")
      .map(({ by }) => by),
  ).not.toContain("call list");
  const { picture } = await town.api.ask("getCallerPicture", {
    params: { id: anna.id },
    query: { direction: "out" },
  });
  expect([...new Set(picture.mayNotOffer.map(({ why }) => why))]).toEqual(["law"]);
  expect(picture.mayOffer).toEqual([]);
  const { consents } = await town.api.ask("getCustomerCard", { params: { id: anna.id } });
  expect(consents.find(({ channel }) => channel === "phone")).toMatchObject({
    ...{ state: "withdrawn", source: "call" },
  });
});
