import type { Interaction, Signal } from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
import { createOrgTools } from "../org-tools.ts";
import { SalesforceSettings } from "../salesforce-settings.ts";
import { parseSoql } from "../testing/parse-soql.ts";
import { salesforceWorld } from "../testing/salesforce-world.ts";
import { type WritingOrg, type WritingOrgOptions, writingOrg } from "../testing/writing-org.ts";
import { readChanges } from "./read-changes.ts";

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

async function org(options: WritingOrgOptions = {}): Promise<WritingOrg> {
  const one = await writingOrg({ settings: { campaigns: { shown: true } }, ...options });
  open.push(one);
  return one;
}

const WINTER = {
  ...{ Name: "Fast pris i vinter", Type: "Email", Status: "In Progress", IsActive: true },
  ...{ StartDate: "2026-11-01", EndDate: "2026-12-31" },
};

/** What is told of campaigns. */
const told = (signals: readonly Signal[]): readonly Interaction[] =>
  signals.flatMap((each) => (each.type === "interaction.happened" ? [each.interaction] : []));
const states = (signals: readonly Signal[]) =>
  told(signals).map(({ customerId, campaign }) => `${customerId} ${campaign?.state}`);

/** Contacts that are members of one campaign. */
function addCampaign(
  { org: { staff } }: WritingOrg,
  names: readonly string[],
  values: object = {},
) {
  const campaign = staff.create("Campaign", { ...WINTER, ...values }).id;
  const members = names.map((LastName) => {
    const contact = staff.create("Contact", { LastName }).id;
    const member = staff.create("CampaignMember", { CampaignId: campaign, ContactId: contact }).id;
    return { contact, member };
  });
  return { campaign, members };
}

describe("campaigns of the org", () => {
  test("are not read unless somebody asks for them", async () => {
    const of = await org({ settings: {} });
    addCampaign(of, ["Berg"]);
    const { signals } = await of.read();
    expect(signals.map(({ type }) => type)).toEqual(["customer.changed"]);
  });

  test("are told of each contact in them: which, when, by which channel, until when; leads are left out", async () => {
    const of = await org();
    const { campaign, members } = addCampaign(of, ["Berg"]);
    const lead = of.org.staff.create("Lead", { LastName: "Ek", Company: "Ek AB" }).id;
    of.org.staff.create("CampaignMember", { CampaignId: campaign, LeadId: lead });
    const { signals, pages } = await of.read();
    expect(pages.flatMap(({ problems = [] }) => problems)).toEqual([]);
    const [berg] = members;
    expect(signals.filter(({ type }) => type === "interaction.happened")).toEqual([
      {
        ...{ type: "interaction.happened", id: `campaign:${berg?.member}`, at: of.clock.now() },
        interaction: {
          ...{ id: `campaign:${berg?.member}`, customerId: berg?.contact, kind: "campaign" },
          ...{ direction: "out", channel: "email", text: "Fast pris i vinter", outcome: "Sent" },
          ...{ at: of.clock.now(), updatedAt: of.clock.now() },
          campaign: { id: campaign, state: "running", from: "2026-11-01", until: "2026-12-31" },
        },
      },
    ]);
  });

  test("of a person account are its contact's", async () => {
    const of = await org({ org: { personAccounts: true } });
    const { staff } = of.org;
    const account = staff.create("Account", { FirstName: "Anna", LastName: "Ek" });
    const contact = String(account.values.PersonContactId);
    const CampaignId = staff.create("Campaign", WINTER).id;
    staff.create("CampaignMember", { CampaignId, ContactId: contact });
    expect(states((await of.read()).signals)).toEqual([`${contact} running`]);
  });

  test("go by the channel of their type, and those that have not begun are not told until they have", async () => {
    const of = await org({
      settings: { campaigns: { shown: true, channels: { Webinar: "web" }, notBegun: ["Planned"] } },
    });
    const planned = addCampaign(of, ["Berg"], { Type: "Webinar", Status: "Planned" });
    addCampaign(of, ["Ek"], { Type: "Partners" });
    const first = await of.read();
    expect(told(first.signals).map(({ channel }) => channel)).toEqual(["other"]);
    of.wait(900);
    of.org.staff.change(planned.campaign, { Status: "In Progress" });
    const { signals } = await of.read(first.cursor);
    expect(told(signals)).toMatchObject([
      { customerId: planned.members[0]?.contact, channel: "web" },
    ]);
  });

  test("are told to be answered: under the id they had, and once as what the customer did", async () => {
    const of = await org();
    const { campaign, members } = addCampaign(of, ["Berg", "Ek"]);
    const first = await of.read();
    of.wait(24 * 3_600);
    const id = members[0]?.member ?? "";
    of.org.staff.change(id, { Status: "Responded" });
    const answeredAt = "2026-11-22T23:00:00.000Z";
    const second = await of.read(first.cursor);
    expect(told(second.signals)).toMatchObject([
      {
        ...{ id: `campaign:${id}`, direction: "out", outcome: "Responded" },
        ...{ campaign: { id: campaign, answeredAt }, updatedAt: of.clock.now() },
      },
      { id: `campaign:${id}:answer`, direction: "in", at: answeredAt, outcome: "Responded" },
    ]);
    of.wait(300);
    expect((await of.read(second.cursor)).signals).toEqual([]);
  });

  test("that change are told anew of everybody in them, as what is known", async () => {
    const of = await org();
    const names = ["Berg", "Ek", "Lind", "Sjö", "Å"];
    const { campaign, members } = addCampaign(of, names);
    addCampaign(of, ["Dal"]);
    const first = await of.read();
    of.wait(900);
    of.org.staff.change(campaign, { IsActive: false, EndDate: "2026-11-20" });
    const second = await of.read(first.cursor, 2);
    // Another process goes on in the middle of it.
    const third = await of.read(second.cursor);
    const signals = [...second.signals, ...third.signals];
    expect(states(signals)).toEqual(members.map(({ contact }) => `${contact} over`));
    expect(told(signals).map(({ campaign: part }) => part?.until)).toEqual(
      names.map(() => "2026-11-20"),
    );
    const telling = [...second.pages, ...third.pages].filter((page) => page.signals.length > 0);
    expect(telling.map(({ known }) => known)).toEqual([true, true, true]);
    of.wait(300);
    expect((await of.read(third.cursor)).signals).toEqual([]);
  });

  test("that somebody was taken out of are over for that customer: from the bin, with the campaign, or gone for good", async () => {
    const of = await org();
    const { staff } = of.org;
    const { members } = addCampaign(of, ["Berg", "Ek", "Lind"]);
    const [berg, ek, lind] = members;
    const other = addCampaign(of, ["Dal"]);
    const first = await of.read();
    of.wait(900);
    staff.delete(berg?.member ?? "");
    staff.delete(other.campaign);
    const second = await of.read(first.cursor);
    expect(states(second.signals).sort()).toEqual(
      [`${berg?.contact} withdrawn`, `${other.members[0]?.contact} withdrawn`].sort(),
    );
    of.wait(60);
    staff.delete(ek?.member ?? "");
    staff.emptyBin();
    of.wait(3_600);
    const third = await of.read(second.cursor);
    expect(states(third.signals)).toEqual([`${ek?.contact} withdrawn`]);
    expect(told(third.signals)).toMatchObject([
      { id: `campaign:${ek?.member}`, text: "Fast pris i vinter" },
    ]);
    of.wait(3_600);
    expect((await of.read(third.cursor)).signals).toEqual([]);
    expect(staff.look(lind?.member ?? "")).toBeDefined();
  });

  test("that are hidden from us are told to be missing, and are read once they are not", async () => {
    const of = await org();
    const { campaign, members } = addCampaign(of, ["Berg"]);
    of.org.permissions.hideObjects("Campaign");
    const first = await of.read();
    expect(told(first.signals)).toEqual([]);
    const { missing = [] } = (await of.session.describe?.()) ?? {};
    expect(missing.map(({ en }) => en)).toEqual([
      "Perennial's user does not see the org's campaigns. None are shown for that reason.",
    ]);
    of.org.permissions.showObjects("Campaign");
    of.wait(900);
    expect(states((await of.read(first.cursor)).signals)).toEqual([
      `${members[0]?.contact} running`,
    ]);
    of.org.permissions.hideFields("Campaign.IsActive", "CampaignMember.HasResponded");
    of.wait(900);
    of.org.staff.change(members[0]?.member ?? "", { Status: "Responded" });
    const { signals } = await of.read();
    expect(states(signals)).toEqual([`${members[0]?.contact} running`]);
    of.org.staff.change(campaign, { Status: "Completed" });
    expect(states((await of.read()).signals)).toEqual([`${members[0]?.contact} over`]);
  });

  test("whose members are named are told as they are now", async () => {
    const of = await org();
    const { campaign, members } = addCampaign(of, ["Berg"]);
    const [berg] = members;
    const refs = [
      { object: "CampaignMember", id: berg?.member ?? "" },
      { object: "Campaign", id: campaign },
    ];
    const named = await of.session.readRecords?.(refs);
    expect(states(named?.signals ?? [])).toEqual([`${berg?.contact} running`]);
    expect(named?.problems).toEqual([]);
  });

  test("are asked for by statements that Salesforce's grammar reads", async () => {
    const world = await salesforceWorld();
    open.push(world);
    const statements: string[] = [];
    const client: typeof world.client = {
      ...world.client,
      query(statement, options) {
        statements.push(statement);
        return world.client.query(statement, options);
      },
    };
    const settings = SalesforceSettings.parse({ orgId: world.org.id, campaigns: { shown: true } });
    const context = {
      ...{ clock: world.clock, log: { info() {}, warn() {}, error() {} } },
      abort: new AbortController().signal,
    };
    const tools = createOrgTools({ client, settings, context, pageSize: 1 });
    const { staff } = world.org;
    const CampaignId = staff.create("Campaign", WINTER).id;
    for (const LastName of ["Berg", "Ek"]) {
      const ContactId = staff.create("Contact", { LastName }).id;
      staff.create("CampaignMember", { CampaignId, ContactId });
    }
    let cursor: string | undefined;
    for (let run = 0; run < 2; run += 1) {
      for await (const page of readChanges(tools, cursor)) cursor = page.cursor;
      world.wait(900);
      staff.change(CampaignId, { Name: `Fast pris ${run}` });
    }
    const about = statements.filter((each) => each.includes("FROM CampaignMember"));
    expect(about.some((each) => each.includes(`CampaignId = '${CampaignId}' AND`))).toBe(true);
    for (const statement of statements) expect(parseSoql(statement).errors).toEqual([]);
  });
});
