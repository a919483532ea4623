import { asTenant, forgetTokens, lookForWork, readInstallation } from "@perennial/store";
import { expect, test } from "vitest";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { APPS, acmeError, testApp } from "../testing/test-app.ts";
import { testRuntime } from "../testing/test-runtime.ts";
import { install } from "./install.ts";
import { invite, readInvitation } from "./invitation.ts";
import { uninstall } from "./uninstall.ts";

const database = useTestDatabase();
let accounts = 0;

async function connected() {
  accounts += 1;
  const vendor = testApp();
  const of = await testRuntime(database(), [], undefined);
  const own = await testRuntime(database(), [vendor], APPS);
  await own.query("delete from connections");
  await own.context.connections.forget(own.tenant.id);
  const account = { id: `u${accounts}`, name: "Konto" };
  const tokens = { accessToken: "access", refreshToken: "refresh" };
  const connector = "acme";
  const invited = {
    connector,
    invitation: invite(own.context, { tenant: own.tenant.id, connector }),
  };
  const { connection } = await install(own.context, {
    ...{ connector, invitation: await readInvitation(own.context, invited) },
    installed: { account, tokens, settings: {} },
  });
  await own.addCustomers({ id: "c1" });
  const state = () =>
    own.query<{ state: string; problem: string; tokens: boolean; customers: number }>(
      `select state, problem, exists (select from connection_tokens) as tokens,
        (select count(*)::int from customers) as customers from connections`,
    );
  return { ...own, vendor, connection, state, other: of };
}

test("uninstalling from here takes the app out of the account, forgets the tokens and keeps the data", async () => {
  const of = await connected();
  await uninstall(of.context, { tenant: of.tenant.id, connection: of.connection });
  expect(of.vendor.done).toEqual(["prepare", "uninstall"]);
  expect(await of.state()).toEqual([
    {
      ...{ state: "disconnected", tokens: false, customers: 1 },
      problem: expect.stringContaining("Install it again"),
    },
  ]);
  const kept = await of.in((tx) => readInstallation(tx, of.connection));
  expect(kept?.endedAt).toBe(of.clock.now());
  expect(await of.context.connections.for(of.tenant.id, "add-note")).toBeUndefined();
});

test("what an app cannot take out stands at the connection, for an administrator", async () => {
  const of = await connected();
  const { app } = of.vendor.connector;
  Object.assign(app ?? {}, { leaves: { sv: "Ta bort lösningen.", en: "Delete the solution." } });
  await uninstall(of.context, { tenant: of.tenant.id, connection: of.connection });
  expect(await of.state()).toMatchObject([
    {
      problem: "The app was uninstalled from here. Install it again to go on. Delete the solution.",
    },
  ]);
});

test("a vendor that cannot be asked now leaves the connection as it was", async () => {
  const of = await connected();
  const open = await of.context.connections.get(of.tenant.id, of.connection);
  const session = await open?.session();
  if (!session) throw new Error("there is no session");
  session.uninstall = async () => {
    throw acmeError("unavailable", "try later");
  };
  const work = uninstall(of.context, { tenant: of.tenant.id, connection: of.connection });
  await expect(work).rejects.toThrow("try later");
  expect(await of.state()).toMatchObject([{ state: "active", tokens: true }]);
});

test("a renewal that is refused shows that the app was taken out: the connection is disconnected", async () => {
  const of = await connected();
  of.vendor.renew = async () => {
    throw acmeError("unauthenticated", "the app was uninstalled; install it again");
  };
  const open = await of.context.connections.get(of.tenant.id, of.connection);
  await expect((await open?.session())?.check()).rejects.toThrow("uninstalled");
  expect(await of.state()).toEqual([
    {
      ...{ state: "disconnected", tokens: false, customers: 1 },
      problem: "the app was uninstalled; install it again",
    },
  ]);
});

test("a renewal that fails for another reason, or of tokens that were renewed meanwhile, ends nothing", async () => {
  const of = await connected();
  const open = await of.context.connections.get(of.tenant.id, of.connection);
  const check = async () => (await open?.session())?.check();
  of.vendor.renew = async () => {
    throw acmeError("unavailable", "our own app is set up wrongly");
  };
  await expect(check()).rejects.toThrow("set up wrongly");
  expect(await of.state()).toMatchObject([{ state: "active", tokens: true }]);
  await asTenant(database(), of.tenant.id, (tx) => forgetTokens(tx, of.connection));
  of.vendor.renew = async () => {
    throw acmeError("unauthenticated", "no grant yet");
  };
  await expect(check()).rejects.toThrow("no grant yet");
  expect(await of.state()).toMatchObject([{ state: "active" }]);
});

test("a disconnected connection is not woken by settings, and no work is looked for through it", async () => {
  const of = await connected();
  await of.query(
    `insert into rereads (tenant_id, connection_id, object, id, asked_at, due_at)
      values (${of.tenant.id}, '${of.connection}', 'contact', '1', now(), '2020-01-01')`,
  );
  const due = async () => {
    const { tenants } = await lookForWork(database(), of.clock.now());
    return tenants.find(({ tenant }) => tenant === of.tenant.id)?.due ?? false;
  };
  expect(await due()).toBe(true);
  await uninstall(of.context, { tenant: of.tenant.id, connection: of.connection });
  expect(await due()).toBe(false);
});
