import { expect, test } from "vitest";
import { OrgTown } from "./org-town.ts";

const LONG = { timeout: 300_000 };
/** Minutes within which the org is read. */
const READ_WITHIN = 6;

/** An org whose campaigns are shown to whoever speaks with a customer. */
async function open(): Promise<OrgTown> {
  const town = await OrgTown.open();
  await town.connect();
  await town.settle();
  const console = await town.console();
  await console.ask("saveConnectionSettings", {
    params: { id: "salesforce" },
    body: { settings: { purchases: [], campaigns: { shown: true } } },
  });
  await town.settle();
  return town;
}

/** What of campaigns an agent sees of a caller. */
async function seen(town: OrgTown, phone: string) {
  const console = await town.console();
  const { picture } = await console.ask("identifyCaller", { query: { phone, locale: "sv" } });
  const { offers = [], campaigns = [], history = [] } = picture ?? {};
  return {
    offers: offers.map(({ name, channel, response, word }) => [name, channel, response, word]),
    campaigns: campaigns.map(({ name, until }) => [name, until]),
    history: history.map(({ sentence }) => sentence),
  };
}

test(
  "a campaign in Salesforce is seen by whoever answers its customer's call: which, how, what came of it, and whether it runs",
  LONG,
  async () => {
    const town = await open();
    const { staff } = town.org;
    const phone = "+46701112233";
    const ContactId = staff.create("Contact", { LastName: "Berg", MobilePhone: phone }).id;
    const campaign = staff.create("Campaign", {
      ...{ Name: "Fast pris i vår", Type: "Direct Mail", Status: "In Progress", IsActive: true },
      ...{ StartDate: "2026-03-01", EndDate: "2026-03-31" },
    }).id;
    const member = staff.create("CampaignMember", { CampaignId: campaign, ContactId }).id;
    await town.passes(READ_WITHIN);
    expect(await seen(town, phone)).toEqual({
      offers: [["Fast pris i vår", "post", "none", "Sent"]],
      campaigns: [["Fast pris i vår", "2026-03-31"]],
      history: ["Kunden är med i kampanjen ”Fast pris i vår” i CRM-systemet. Utfall: Sent."],
    });

    staff.change(member, { Status: "Responded" });
    await town.passes(READ_WITHIN);
    const answered = ["Fast pris i vår", "post", "answered", "Responded"];
    expect(await seen(town, phone)).toEqual({
      offers: [answered],
      campaigns: [["Fast pris i vår", "2026-03-31"]],
      history: expect.arrayContaining([
        "Kunden är med i kampanjen ”Fast pris i vår” i CRM-systemet. Utfall: Responded.",
        "Kunden svarade på kampanjen ”Fast pris i vår”. Utfall: Responded.",
      ]),
    });

    staff.change(campaign, { IsActive: false });
    await town.passes(READ_WITHIN);
    expect(await seen(town, phone)).toMatchObject({ offers: [answered], campaigns: [] });

    staff.delete(member);
    await town.passes(READ_WITHIN);
    expect(await seen(town, phone)).toMatchObject({ offers: [], campaigns: [] });
  },
);
