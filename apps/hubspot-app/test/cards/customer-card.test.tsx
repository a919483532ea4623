import {
  Alert,
  DateInput,
  DescriptionListItem,
  ErrorState,
  Form,
  Input,
  LoadingButton,
  LoadingSpinner,
  ProgressBar,
  Select,
  TableRow,
  TextArea,
} from "@hubspot/ui-extensions";
import { afterEach, describe, expect, test, vi } from "vitest";
import { CustomerCard } from "../../src/app/cards/customer-card.tsx";
import { CALLER, CARD, PROGRAMS, STANDING } from "../support/examples.ts";
import { type Looking, renderPage } from "../support/render-page.ts";
import { Refusal, stubPerennial } from "../support/stub-perennial.ts";

afterEach(() => vi.restoreAllMocks());

type Replies = Parameters<typeof stubPerennial>[0];

/** A card that has been loaded, and what it asked. */
async function loadedCard(replies: Replies = {}, looking: Looking & { short?: boolean } = {}) {
  const asked = stubPerennial({ getCustomerCard: () => CARD, ...replies });
  const short = looking.short === true;
  const at = short ? "crm.record.sidebar" : "crm.record.tab";
  const page = renderPage(at, <CustomerCard short={short} />, looking);
  await page.until(() => page.renderer.find(DescriptionListItem));
  const submit = () => page.renderer.find(Form).trigger("onSubmit");
  const alert = () => page.renderer.mocks.actions.addAlert.calls.at(-1)?.[0];
  const told = () => page.until(() => expect(alert()).toBeDefined());
  const changes = () => asked.filter(({ body }) => body !== undefined);
  return { ...page, asked, submit, alert, told, changes };
}

describe("the customer's card", () => {
  test("says that it loads, then shows the customer as Perennial knows it", async () => {
    stubPerennial({ getCustomerCard: () => CARD });
    const page = renderPage("crm.record.tab", <CustomerCard />);
    expect(page.renderer.find(LoadingSpinner).props.label).toBe("Hämtar …");
    await page.until(() => page.renderer.find(DescriptionListItem));
    const facts = page.renderer.findAll(DescriptionListItem).map((it) => [it.props.label, it.text]);
    expect(facts).toContainEqual(["Fas", "Behålla"]);
    expect(facts).toContainEqual(["Nivå", "Guldkund"]);
    expect(facts).toContainEqual(["Värdeklass", "Guld"]);
    expect(facts).toContainEqual(["Risk att lämna", "31 %"]);
    expect(facts).toContainEqual(["Att säga", "Hej Anna, ditt elavtal går snart ut."]);
    for (const words of [
      ...["39 dagar kvar", "31 dec. 2026", "Ett sms skickades.", "Nästa steg tas den 1 december."],
      ...["Därför: Avtalet går ut om 60 dagar.", "Kunden togs in.", "Sms, marknadsföring: Ja"],
    ]) {
      expect(page.text()).toContain(words);
    }
    expect(page.primaries()).toEqual([]);
  });

  test("asks for the contact of the record, in the user's language", async () => {
    const { asked, text } = await loadedCard({}, { language: "en" });
    expect(asked).toEqual([
      { id: "getCustomerCard", params: { id: "501" }, query: { locale: "en" }, body: undefined },
    ]);
    expect(text()).toContain("39 days left");
  });

  test("is shorter in the sidebar: no agreements that are over, no decisions", async () => {
    const tab = await loadedCard();
    const sidebar = await loadedCard({}, { short: true });
    expect(tab.renderer.findAll(TableRow)).toHaveLength(3);
    expect(sidebar.renderer.findAll(TableRow)).toHaveLength(2);
    expect(sidebar.text()).not.toContain("Senaste besluten");
    expect(sidebar.text().length).toBeLessThan(tab.text().length);
  });

  test("shows a member's tier with what remains to the next one, its benefits and points, and why it may leave", async () => {
    const { renderer, text } = await loadedCard({
      getCustomerCard: () => ({ ...CARD, standing: STANDING }),
    });
    expect(renderer.find(ProgressBar).props).toMatchObject({
      ...{ title: "På väg till Guld", value: 78, maxValue: 100 },
      valueDescription: "2 200 kr kvar till Guld.",
    });
    const facts = renderer.findAll(DescriptionListItem).map((it) => [it.props.label, it.text]);
    expect(facts).toContainEqual(["Nivå", "Silver"]);
    expect(facts).toContainEqual(["Risk att lämna", "Hög"]);
    expect(facts).toContainEqual(["Segment", "Villaägare"]);
    expect(facts).toContainEqual(["Förmåner", "Förhandsvisning (Ring en vecka före.)"]);
    expect(facts).toContainEqual([
      "Poäng",
      "120 poäng att använda. 40 poäng går ut efter 10 dec. 2026.",
    ]);
    expect(facts).toContainEqual([
      "Det som talar för det",
      "har inte köpt på 7 månader, annars var 6:e vecka",
    ]);
    expect(text()).toContain("Silver är säkrad till och med den 1 februari 2027.");
  });

  test("says that a tier is kept for a while, and who set it by hand; nothing of standing without a plan", async () => {
    const override = {
      ...{ tier: "silver", until: null, reason: "Lång tvist, löst.", by: "Per", isInForce: true },
    };
    const { tier } = STANDING;
    if (tier === null) throw new Error("the example has no tier");
    const kept = { ...tier, graceUntil: "2026-12-24", next: null, override };
    const { renderer, text } = await loadedCard({
      getCustomerCard: () => ({ ...CARD, standing: { ...STANDING, tier: kept } }),
    });
    expect(text()).toContain("Satt för hand av Per: Lång tvist, löst.");
    const titles = renderer.findAll(Alert).map(({ props }) => props.title);
    expect(titles).toContain("Nivån nåddes inte igen. Den behålls till och med 24 dec. 2026.");
    expect(renderer.findAll(ProgressBar)).toEqual([]);
    expect((await loadedCard()).renderer.findAll(ProgressBar)).toEqual([]);
  });

  test("says of a contact that is not read yet that it will come, and looks again when asked", async () => {
    let known = false;
    stubPerennial({ getCustomerCard: () => (known ? CARD : new Refusal(404, "There is none.")) });
    const page = renderPage("crm.record.tab", <CustomerCard />);
    await page.says("Perennial har inte läst in kontakten.");
    known = true;
    page.press("Hämta igen");
    await page.says("39 dagar kvar");
  });

  test("says plainly what went wrong, with the request's id, and tries again when asked", async () => {
    let isBroken = true;
    stubPerennial({ getCustomerCard: () => (isBroken ? new Refusal(500, "It failed.") : CARD) });
    const page = renderPage("crm.record.tab", <CustomerCard />);
    await page.until(() => page.renderer.find(ErrorState));
    expect(page.text()).toContain("Något gick fel hos Perennial.");
    expect(page.text()).toContain("Ärendets id: request-1");
    isBroken = false;
    page.press("Försök igen");
    await page.says("39 dagar kvar");
  });

  test("a customer about whom nothing is known has words for each part", async () => {
    const empty = {
      agreements: [],
      programs: [],
      contacts: [],
      decisions: [],
      calls: [],
      consents: [],
    };
    const unknown = { phase: null, tier: null, valueClass: null, churnRisk: null, segment: null };
    const customer = { ...CARD.customer, ...unknown, owner: null, customerSince: null };
    const { text } = await loadedCard({ getCustomerCard: () => ({ ...CARD, ...empty, customer }) });
    for (const words of ["Inga avtal", "inte med i något program", "Inget har skickats"]) {
      expect(text()).toContain(words);
    }
  });
});

describe("on the card, staff", () => {
  test("pause marketing until a day of the portal's, once, and see the card anew", async () => {
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    const card = await loadedCard({
      pauseCustomer: async () => {
        await held;
        return { pausedUntil: "2099-07-01T22:00:00.000Z", told: true };
      },
    });
    card.press("Pausa");
    await card.until(() => card.renderer.find(DateInput));
    expect(card.primaries()).toHaveLength(1);
    card.submit();
    await card.until(() => expect(card.renderer.find(DateInput).props.error).toBe(true));
    expect(card.changes()).toEqual([]);
    card.renderer.find(DateInput).props.onChange?.({ year: 2099, month: 6, date: 2 });
    await card.until(() => expect(card.renderer.find(DateInput).props.error).toBe(false));
    card.submit();
    await card.until(() => expect(card.renderer.find(LoadingButton).props.loading).toBe(true));
    card.submit();
    release();
    await card.told();
    expect(card.changes()).toMatchObject([
      { id: "pauseCustomer", params: { id: "501" }, body: { until: "2099-07-01T22:00:00.000Z" } },
    ]);
    expect(card.alert()).toMatchObject({ type: "success", title: "Klart" });
    await card.until(() => expect(card.renderer.maybeFind(Form)).toBeNull());
    expect(card.asked.filter(({ id }) => id === "getCustomerCard")).toHaveLength(2);
  });

  test("take a call: see what to say and what may not be offered, and promise another with its outcome", async () => {
    const promise = {
      ...{
        id: "C:promise",
        customerId: "501",
        name: "Anna Ek",
        agreementId: null,
        about: "Priset",
      },
      ...{ date: "2099-07-02", from: "09:00", to: "17:00", phone: null, agent: "Per" },
      ...{ agreedAt: "2099-06-30T08:00:00.000Z", notBefore: "2099-07-02T07:00:00.000Z" },
      ...{ dueBy: "2099-07-02T15:00:00.000Z", standing: "later" as const, settledAt: null },
    };
    let isRefused = true;
    const card = await loadedCard({
      getCallerPicture: () => CALLER,
      finishCall: ({ params }) =>
        isRefused
          ? new Refusal(409, "Då ringer vi inte.")
          : { callId: params.callId ?? "", registered: true, promise, handOver: null },
    });
    card.press("Samtalsstöd");
    await card.says("Ditt avtal går ut.");
    for (const words of ["Hon vill ha fast pris.", "Får inte erbjudas", "Kunden har tackat nej."]) {
      expect(card.text()).toContain(words);
    }
    expect(card.primaries()).toHaveLength(1);
    card.submit();
    await card.until(() => expect(card.renderer.find(Select).props.error).toBe(true));
    card.renderer.find(Select).props.onChange?.("reached");
    card.renderer.find(DateInput).props.onChange?.({ year: 2099, month: 6, date: 2 });
    await card.until(() => expect(card.renderer.find(Input).props.error).toBe(true));
    card.renderer.find(Input).props.onChange?.("Priset");
    await card.until(() => expect(card.renderer.find(Input).props.error).toBe(false));
    card.submit();
    await card.told();
    expect(card.alert()?.message).toContain("Då ringer vi inte.");
    isRefused = false;
    card.submit();
    await card.until(() => expect(card.renderer.maybeFind(Form)).toBeNull());
    expect(card.alert()?.message).toContain("mellan 09:00 och 17:00");
    const [first, again] = card.changes();
    expect(again?.params).toEqual(first?.params);
    expect(again?.body).toEqual({
      ...{ customerId: "501", outcome: "reached" },
      promise: { date: "2099-07-02", about: "Priset" },
    });
  });

  test("let marketing go on where it is paused, and are told when HubSpot was not", async () => {
    const customer = { ...CARD.customer, pausedUntil: "2099-01-01T00:00:00.000Z" };
    const card = await loadedCard({
      getCustomerCard: () => ({ ...CARD, customer }),
      pauseCustomer: () => ({ pausedUntil: null, told: false }),
    });
    expect(card.text()).not.toContain("Pausa");
    card.press("Återuppta");
    await card.until(() => card.renderer.find(Form));
    card.submit();
    await card.told();
    expect(card.changes()).toMatchObject([{ id: "pauseCustomer", body: { until: null } }]);
    expect(card.alert()?.message).toBe("Pausen är slut. HubSpot kunde inte uppdateras nu.");
  });

  test("enrol the customer in a program about agreements with the one that ends first", async () => {
    const card = await loadedCard({
      listPrograms: () => PROGRAMS,
      startEnrolment: () => ({ entered: true, reason: null }),
    });
    card.press("Lägg in i program");
    await card.until(() => card.renderer.find(Select));
    expect(card.renderer.find(Select).props.options).toEqual([
      { label: "Förlängning", value: "renewal" },
      { label: "Födelsedag", value: "birthday" },
    ]);
    card.submit();
    await card.until(() => expect(card.renderer.find(Select).props.error).toBe(true));
    card.renderer.find(Select).props.onChange?.("renewal");
    await card.until(() => expect(card.renderer.findAll(Select)).toHaveLength(2));
    card.submit();
    await card.told();
    expect(card.changes()).toMatchObject([
      {
        id: "startEnrolment",
        body: {
          ...{ program: "renewal", customerId: "501", agreementId: "deal:9" },
          id: expect.stringMatching(/^card-[\w-]{8,59}$/),
        },
      },
    ]);
    expect(card.alert()).toMatchObject({
      type: "success",
      message: "Kunden är nu med i Förlängning.",
    });
  });

  test("are told why the customer was not let in, and may choose another program", async () => {
    const card = await loadedCard({
      listPrograms: () => PROGRAMS,
      startEnrolment: () => ({ entered: false, reason: "the customer is in it already" }),
    });
    card.press("Lägg in i program");
    await card.until(() => card.renderer.find(Select));
    card.renderer.find(Select).props.onChange?.("birthday");
    await card.until(() => expect(card.renderer.find(Select).props.value).toBe("birthday"));
    card.submit();
    await card.told();
    expect(card.changes().at(-1)?.body).toEqual({
      ...{ program: "birthday", customerId: "501", id: expect.any(String) },
    });
    expect(card.alert()).toMatchObject({
      type: "warning",
      message: "Kunden togs inte in: the customer is in it already.",
    });
    expect(card.renderer.maybeFind(Form)).not.toBeNull();
  });

  test("enrol once though it failed in between: sent again, it has the same id", async () => {
    let isAway = true;
    const card = await loadedCard({
      listPrograms: () => PROGRAMS,
      startEnrolment: () =>
        isAway ? new Refusal(503, "Not ready.") : { entered: true, reason: null },
    });
    card.press("Lägg in i program");
    await card.until(() => card.renderer.find(Select));
    card.renderer.find(Select).props.onChange?.("birthday");
    await card.until(() => expect(card.renderer.find(Select).props.value).toBe("birthday"));
    card.submit();
    await card.told();
    await card.until(() => expect(card.renderer.find(LoadingButton).props.loading).toBe(false));
    isAway = false;
    card.submit();
    await card.until(() => expect(card.alert()?.type).toBe("success"));
    const [first, again] = card.changes();
    expect(first?.body).toMatchObject({ program: "birthday", customerId: "501" });
    expect(again?.body).toEqual(first?.body);
  });

  test("stop a program after being asked, and can leave it be", async () => {
    const card = await loadedCard({ stopProgram: () => ({ stopped: true, reason: null }) });
    card.press("Avsluta");
    await card.says("Det går inte att ångra.");
    card.press("Avbryt");
    await card.until(() => expect(card.renderer.maybeFind(Form)).toBeNull());
    card.press("Avsluta");
    await card.until(() => card.renderer.find(Form));
    card.submit();
    await card.told();
    expect(card.changes()).toMatchObject([
      { id: "stopProgram", params: { id: "501" }, body: { program: "renewal" } },
    ]);
  });

  test("note how a call ended: sent again after a failure, it has the same id", async () => {
    let isAway = true;
    const card = await loadedCard({
      noteCall: () => (isAway ? new Refusal(503, "Not ready.") : { noted: true }),
    });
    card.press("Anteckna utfall");
    await card.until(() => card.renderer.find(Select));
    card.renderer.find(Select).props.onChange?.("renewed");
    card.renderer.find(TextArea).props.onChange?.("Ringer igen i mars");
    await card.until(() => expect(card.renderer.find(TextArea).props.value).toContain("mars"));
    card.submit();
    await card.told();
    expect(card.alert()).toMatchObject({ type: "danger" });
    await card.until(() => expect(card.renderer.find(LoadingButton).props.loading).toBe(false));
    isAway = false;
    card.submit();
    await card.until(() => expect(card.alert()?.message).toBe("Utfallet är antecknat."));
    const [first, again] = card.changes();
    expect(first?.body).toEqual({
      ...{ commandId: "call-77", outcome: "renewed", note: "Ringer igen i mars" },
      id: expect.stringMatching(/^[\w-]{8,64}$/),
    });
    expect(again?.body).toEqual(first?.body);
  });
});
