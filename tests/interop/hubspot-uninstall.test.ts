import { asTenant, listCustomers } from "@perennial/store";
import { expect, test } from "vitest";
import { addHousehold, addOwnProperties, beginWithRenewals } from "./electricity-portal.ts";
import { expectOrder, mailsTo, saying, textsTo } from "./portal-checks.ts";
import { PortalTown } from "./portal-town.ts";

const LONG = { timeout: 300_000 };

/** A town in which the notice has gone out and the reminder is due in three days. */
async function runningTown() {
  const town = await PortalTown.open();
  addOwnProperties(town.portal);
  const anna = addHousehold(town.portal);
  await beginWithRenewals(town);
  await town.until("2026-03-03 12:00");
  expect(mailsTo(town, anna)).toEqual(saying("Ditt elavtal löper ut"));
  return { town, anna };
}

test(
  "a company that disconnects has the app taken out of its portal, and what was read is kept",
  LONG,
  async () => {
    const { town, anna } = await runningTown();
    const page = town.pageOf();
    await page.ask("disconnect", { params: { id: "hubspot" } });
    expect(town.portal.installation).toBeUndefined();
    expect(town.acts.filter(({ act }) => act === "uninstall")).toHaveLength(1);
    await expectNothingMore(town, anna);
  },
);

test(
  "a portal that takes the app out is found to have done so, and nothing more is sent to it",
  LONG,
  async () => {
    const { town, anna } = await runningTown();
    town.portal.uninstall();
    await expectNothingMore(town, anna);
  },
);

async function expectNothingMore(
  town: PortalTown,
  anna: ReturnType<typeof addHousehold>,
): Promise<void> {
  await town.until("2026-03-05 12:00");
  const before = town.acts.length;
  await town.until("2026-03-09 12:00");
  expect(town.acts).toHaveLength(before);
  const { runtime } = town.server;
  const open = await runtime.connections.get(town.tenant.id, "hubspot");
  expect(open?.connection).toMatchObject({
    state: "disconnected",
    problem: expect.stringContaining("nstall"),
  });
  // The reminder's day has come and gone.
  expect(textsTo(town, anna)).toEqual([]);
  // What was read is kept: the CRM alone is out of reach.
  const { items } = await asTenant(runtime.db, town.tenant.id, (tx) =>
    listCustomers(tx, { limit: 10 }),
  );
  expect(items.map(({ id }) => id)).toEqual([String(anna.contactId)]);
  const refused = await town.pageOf().send("getConnection", { params: { id: "hubspot" } });
  expect(refused.status).toBe(403);
  expectOrder(town, [anna]);
}
