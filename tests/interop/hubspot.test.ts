import { expect, test } from "vitest";
import {
  activateRenewals,
  addHousehold,
  addOwnProperties,
  mapFields,
} from "./electricity-portal.ts";
import { activitiesOn, expectOrder, healthOf, mailsTo, saying, textsTo } from "./portal-checks.ts";
import { PortalTown } from "./portal-town.ts";

const LONG = { timeout: 300_000 };

test(
  "a company in HubSpot installs, maps its fields, and its first reminders stand in the portal with the reason",
  LONG,
  async () => {
    const town = await PortalTown.open();
    addOwnProperties(town.portal);
    const anna = addHousehold(town.portal);
    const bo = addHousehold(town.portal, { ends: "2027-05-05", lastName: "Ek" });

    // Installed, and what is ours to make is made.
    const page = await town.install();
    expect(page).toMatchObject({
      status: 200,
      text: expect.stringContaining("example.com is connected to Perennial"),
    });
    const own = town.acts.flatMap((act) =>
      act.act === "property" && act.objectType === "contacts" ? [act.name] : [],
    );
    expect(own).toContain("perennial_next_renewal");
    expect(town.acts).toContainEqual(
      expect.objectContaining({ act: "property-group", objectType: "contacts", name: "perennial" }),
    );

    // Everything is read, and again once somebody has said what an agreement is.
    await town.connectChannels();
    await town.settle();
    expect((await healthOf(town)).load.read).toMatchObject([
      { kind: "customer", count: 2 },
      // Until somebody says what is an agreement, a deal won is a purchase.
      { kind: "purchase", count: 2 },
    ]);
    await mapFields(town);
    const health = await healthOf(town);
    expect(health.load.read.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["agreement", "consent", "customer"]),
    );
    expect(health.lists.failing.count).toBe(0);

    // From the app's home the renewal program begins: the law's notice, then the reminder when its day comes.
    await activateRenewals(town);
    await town.until("2026-03-06 12:00");
    expect(mailsTo(town, anna)).toEqual(saying("Ditt elavtal löper ut den 5 maj 2026"));
    expect(textsTo(town, anna)).toEqual(saying("Vårt förslag: Fast pris 2 år."));
    expect(activitiesOn(town, "communications", anna.contactId).map(({ text }) => text)).toEqual(
      saying("Vårt förslag: Fast pris 2 år."),
    );

    // The card tells what was sent and why, to anybody in the portal.
    const agent = town.portal.staff.hire({ id: 77, email: "agent@elbolaget.example" });
    const card = await town.pageOf(agent.user.id).ask("getCustomerCard", {
      ...{ params: { id: String(anna.contactId) }, query: { locale: "en" } },
    });
    expect(card.programs).toMatchObject([{ program: "renewal" }]);
    expect(card.contacts.map(({ channel, why }) => [channel, why !== null])).toEqual([
      ["sms", true],
      ["email", true],
    ]);
    const changed = await town.pageOf(agent.user.id).send("saveConnectionSettings", {
      ...{ params: { id: "hubspot" }, body: { settings: {} } },
    });
    expect(changed.status).toBe(403);

    // Nothing came twice; whoever is not due got nothing.
    expect(activitiesOn(town, "communications", anna.contactId)).toHaveLength(1);
    expect([textsTo(town, bo), mailsTo(town, bo)]).toEqual([[], []]);
    expect(activitiesOn(town, "notes", bo.contactId)).toEqual([]);
    expect(town.hubspot.webhooks.givenUp).toEqual([]);
    expectOrder(town, [anna, bo]);
  },
);

test(
  "a workflow of the portal lets a contact into a program and takes it out again",
  LONG,
  async () => {
    const town = await PortalTown.open();
    addOwnProperties(town.portal);
    const bo = addHousehold(town.portal, { ends: "2026-09-30", lastName: "Ek" });
    await town.install();
    await town.connectChannels();
    await town.settle();
    await mapFields(town);
    await activateRenewals(town);
    const stages = async () => {
      const { enrolments } = await town.pageOf().ask("getCustomer", {
        params: { id: String(bo.contactId) },
      });
      return enrolments.map(({ program, endReason }) => [program, endReason]);
    };

    const options = await town.portal.actionOptions("programs", { inputFieldName: "program" });
    expect(options).toMatchObject({ status: 200, body: { options: [{ value: "renewal" }] } });
    const step = { objectId: bo.contactId, inputFields: { program: "renewal" } };
    const enrolled = await town.portal.runWorkflowAction("enrol", step);
    expect(enrolled).toMatchObject({ state: "succeeded", attempts: 1 });
    await town.settle();
    expect(await stages()).toEqual([["renewal", null]]);

    const stopped = await town.portal.runWorkflowAction("stop", step);
    expect(stopped).toMatchObject({ state: "succeeded", attempts: 1 });
    await town.settle();
    expect(await stages()).toEqual([["renewal", expect.any(String)]]);
    await town.passes(60);
    expect([textsTo(town, bo), mailsTo(town, bo)]).toEqual([[], []]);
    expectOrder(town, [bo]);
  },
);
