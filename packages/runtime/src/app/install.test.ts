import { createHash } from "node:crypto";
import {
  asTenant,
  findAccounts,
  listConnections,
  listInstallations,
  readTokens,
} from "@perennial/store";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { createTokenStore } from "../connection/sealed-token-store.ts";
import { later } from "../deliver/later.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { APPS, acmeError, type TestApp, testApp } from "../testing/test-app.ts";
import { type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { beginInstall } from "./begin-install.ts";
import { finishInstall } from "./finish-install.ts";
import { invite, readInvitation } from "./invitation.ts";
import { uninstall } from "./uninstall.ts";

const database = useTestDatabase();
const BACK = "https://perennial.example/apps/acme/callback";
let made = 0;

interface Company extends TestRuntime {
  readonly vendor: TestApp;
  /** An account that nobody else has. */
  readonly account: string;
}

async function company(): Promise<Company> {
  made += 1;
  const vendor = testApp();
  const of = await testRuntime(database(), [{ ...vendor, settings: {} }], APPS);
  return { ...of, vendor, account: `${made}000` };
}

/** Sends a browser to the vendor and back. */
async function installed(of: Company, parts: { tenant?: number; account?: string } = {}) {
  const { tenant, account = of.account } = parts;
  const connector = "acme";
  const invitation =
    tenant === undefined
      ? undefined
      : await readInvitation(of.context, {
          ...{ connector, invitation: invite(of.context, { tenant, connector }) },
        });
  const begun = await beginInstall(of.context, { connector, redirectUri: BACK, invitation });
  return finishInstall(of.context, { connector: "acme", state: begun.state, code: account });
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error as { code?: unknown }).code,
  );

test("an account that installs the app gets a tenant of its own, and everything the vendor said of it", async () => {
  const of = await company();
  const begun = await beginInstall(of.context, { connector: "acme", redirectUri: BACK });
  const asked = new URL(begun.url).searchParams;
  expect(asked.get("state")).toBe(begun.state);
  const result = await finishInstall(of.context, {
    ...{ connector: "acme", state: begun.state, code: of.account },
  });
  expect(result).toMatchObject({ connection: "acme", again: false });
  expect(result.tenant).toMatchObject({
    ...{ slug: `acme-${of.account}`, name: `Konto ${of.account}` },
    ...{ timeZone: "Europe/Helsinki", currency: "EUR" },
  });
  expect(result.installation).toMatchObject({
    ...{ account: of.account, administrators: ["admin1@example.se"], problem: null, endedAt: null },
  });
  expect(of.vendor.done).toEqual(["prepare"]);
  const [, verifier = "", back] = (of.vendor.exchanged[0] ?? "").split(" ");
  expect(back).toBe(BACK);
  expect(createHash("sha256").update(verifier).digest("base64url")).toBe(asked.get("challenge"));
  const stored = await asTenant(database(), result.tenant.id, async (tx) => {
    const [connection] = await listConnections(tx);
    const reviews = await tx.rows(sql`select 1 from tenants where review_at is null`);
    return { connection, tokens: await readTokens(tx, "acme"), reviews: reviews.length };
  });
  expect(stored.connection).toMatchObject({ state: "active", settings: { portal: of.account } });
  expect(stored.tokens).not.toContain("canary");
  expect(stored.reviews).toBe(1);
  expect(of.lines.join("\n")).not.toContain("canary");
  const owners = await findAccounts(database(), "acme", [of.account, "nobody"]);
  expect([...owners.values()]).toEqual([
    { account: of.account, tenant: result.tenant.id, connection: "acme", installed: true },
  ]);
});

test("a browser comes back once, within ten minutes, to the app and the tenant it was sent for", async () => {
  const of = await company();
  const begin = async () =>
    (await beginInstall(of.context, { connector: "acme", redirectUri: BACK })).state;
  const finish = (state: string) =>
    codeOf(finishInstall(of.context, { connector: "acme", state, code: of.account }));
  const once = await begin();
  expect([await finish(once), await finish(once)]).toEqual([undefined, "bad-state"]);
  const late = await begin();
  of.clock.moveTo(later(of.clock.now(), 10 * 60_000));
  expect(await finish(late)).toBe("bad-state");
  const forAnother = (await begin()).replace(/^0\./, `${of.tenant.id}.`);
  for (const state of [forAnother, "", "x", `0.${"y".repeat(43)}`]) {
    expect(await finish(state)).toBe("bad-state");
  }
  expect(of.vendor.exchanged).toHaveLength(1);
  const left = await asTenant(database(), 0, (tx) =>
    tx.rows(sql`select sealed from pending_grants`),
  );
  expect(JSON.stringify(left)).not.toContain("callback");
});

test("an app of which the operator gave no credentials cannot be installed", async () => {
  const of = await testRuntime(database(), [testApp()]);
  const begun = beginInstall(of.context, { connector: "acme", redirectUri: BACK });
  await expect(begun).rejects.toThrow(/PERENNIAL_ACME_/);
});

test("the same account again has its tokens renewed, keeps its settings, and goes on", async () => {
  const of = await company();
  const { tenant } = await installed(of);
  await asTenant(database(), tenant.id, (tx) =>
    tx.run(
      sql`update connections set settings = '{"portal":"mine"}', state = 'paused', problem = 'x', cursor = 'c'`,
    ),
  );
  const again = await installed(of);
  expect(again).toMatchObject({ again: true, tenant: { id: tenant.id } });
  expect(again.installation.administrators).toEqual(["admin1@example.se", "admin2@example.se"]);
  const [connection] = await asTenant(database(), tenant.id, listConnections);
  expect(connection).toMatchObject({
    ...{ state: "active", problem: null, cursor: "c", settings: { portal: "mine" } },
  });
  const store = createTokenStore({
    ...{ db: database(), vault: of.context.vault, clock: of.clock },
    ...{ tenant: tenant.id, connection: "acme" },
  });
  expect((await store.read())?.refreshToken).toBe("refresh-canary-2");
});

test("an account of another company is refused, and free once the app is out of it", async () => {
  const of = await company();
  const { tenant } = await installed(of);
  const attempt = installed(of, { tenant: of.tenant.id });
  await expect(attempt).rejects.toThrow(
    /connected to another company here\. Uninstall the app in Acme first/,
  );
  await uninstall(of.context, { tenant: tenant.id, connection: "acme" });
  const moved = await installed(of, { tenant: of.tenant.id });
  expect(moved.tenant.id).toBe(of.tenant.id);
  // The tenant had a connection of that name.
  expect(moved.connection).toBe(`acme-${of.account}`);
  const owners = await findAccounts(database(), "acme", [of.account]);
  expect(owners.get(of.account)).toMatchObject({ tenant: of.tenant.id, installed: true });
  await expect(installed(of, { tenant: tenant.id })).rejects.toThrow(/another company/);
});

test("a second account beside the first is refused, for their customers may have the same ids", async () => {
  const of = await company();
  await installed(of, { tenant: of.tenant.id });
  const second = `${of.account}7`;
  const attempt = () => installed(of, { tenant: of.tenant.id, account: second });
  expect(await codeOf(attempt())).toBe("other-account");
  expect((await findAccounts(database(), "acme", [second])).size).toBe(0);
  await uninstall(of.context, { tenant: of.tenant.id, connection: `acme-${of.account}` });
  expect((await attempt()).connection).toBe(`acme-${second}`);
});

test("fields of our own that cannot be made are noted, and the account is connected all the same", async () => {
  const of = await company();
  of.vendor.prepare = async () => {
    throw acmeError("forbidden", "the scope for schemas is missing");
  };
  const first = await installed(of);
  expect(first.installation.problem).toBe("the scope for schemas is missing");
  of.vendor.prepare = async () => undefined;
  expect((await installed(of)).installation.problem).toBeNull();
});

test("what the vendor refuses leaves nothing behind", async () => {
  const of = await company();
  await expect(installed(of, { account: "refused" })).rejects.toThrow("the code is used up");
  expect((await findAccounts(database(), "acme", ["refused"])).size).toBe(0);
});

test("two installations of one account at once make one tenant and one connection", async () => {
  const of = await company();
  const both = await Promise.all([installed(of), installed(of)]);
  expect(new Set(both.map(({ tenant }) => tenant.id)).size).toBe(1);
  const [one] = both;
  const rows = await asTenant(database(), one.tenant.id, listInstallations);
  expect(rows).toHaveLength(1);
});

test("an invitation holds for a week, for its app and its tenant, and cannot be altered", async () => {
  const of = await company();
  const { context, clock, tenant } = of;
  const invitation = invite(context, { tenant: tenant.id, connector: "acme" });
  const asked = { invitation, connector: "acme" };
  expect(await readInvitation(context, asked)).toMatchObject({ tenant: tenant.id });
  for (const wrong of [
    { invitation, connector: "other" },
    {
      // Not the last letter: some of its bits say nothing.
      invitation: `${invitation.slice(0, -2)}${invitation.at(-2) === "A" ? "B" : "A"}${invitation.slice(-1)}`,
      connector: "acme",
    },
    { invitation: "", connector: "acme" },
  ]) {
    await expect(readInvitation(context, wrong)).rejects.toThrow(/Ask for a new one/);
  }
  clock.moveTo(later(clock.now(), 7 * 24 * 60 * 60_000));
  await expect(readInvitation(context, asked)).rejects.toThrow(/held until/);
});

test("an invitation is used up by the account it connected, by no attempt that failed, and by one of two at once", async () => {
  const of = await company();
  const { context, tenant } = of;
  const connector = "acme";
  const asked = { connector, invitation: invite(context, { tenant: tenant.id, connector }) };
  const invitation = await readInvitation(context, asked);
  const begin = () => beginInstall(context, { connector, redirectUri: BACK, invitation });
  const [failed, one, two] = [await begin(), await begin(), await begin()];
  const finish = ({ state }: { state: string }, code = of.account) =>
    finishInstall(context, { connector, state, code });
  await expect(finish(failed, "refused")).rejects.toThrow("used up");
  expect(await readInvitation(context, asked)).toEqual(invitation);
  await finish(one);
  expect(await codeOf(finish(two))).toBe("bad-invitation");
  expect(await codeOf(readInvitation(context, asked))).toBe("bad-invitation");
});
