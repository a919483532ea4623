import { passTo } from "@perennial/conformance";
import { memoryTokenStore, startServer, testContext } from "@perennial/connector-kit/testing";
import { afterEach, expect, test } from "vitest";
import { createDynamics } from "../dynamics-connector.ts";
import { DynamicsApp } from "../dynamics-credentials.ts";
import { DynamicsSettings } from "../dynamics-settings.ts";
import { ORG_URL, organizationSession, readAll } from "../testing/organization-session.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

test("a deletion that is told late, of a row that is there again, is no deletion", async () => {
  const of = await organizationSession();
  closing.push(() => of.stop());
  let late: string | undefined;
  const pass = passTo(of.org.url);
  const door = await startServer(async (request) => {
    const reply = await pass(request);
    if (late === undefined || !request.query.has("$deltatoken") || typeof reply === "string")
      return reply;
    const body = JSON.parse(String(reply.body));
    const context = `${ORG_URL}/api/data/v9.2/$metadata#contacts/$deletedEntity`;
    const deleted = { "@odata.context": context, id: late, reason: "deleted" };
    return { ...reply, body: JSON.stringify({ ...body, value: [...body.value, deleted] }) };
  });
  closing.unshift(() => door.close());
  const details = { tenantId: of.tenant.id };
  const tokens = memoryTokenStore({
    ...{ accessToken: "none", expiresAt: of.clock.now(), details },
  });
  const session = await createDynamics().open(
    DynamicsSettings.parse({ orgUrl: ORG_URL, purchases: [] }),
    {
      ...testContext({ clock: of.clock, tokens }),
      app: DynamicsApp.parse({ ...of.app, gatewayUrl: door.url }),
    },
  );
  const { id } = of.org.staff.create("contact", { lastname: "Berg" });
  const { cursor } = await readAll(session);
  late = id;
  const { signals } = await readAll(session, cursor);
  expect(signals).toMatchObject([{ type: "customer.changed", customer: { lastName: "Berg" } }]);
});
