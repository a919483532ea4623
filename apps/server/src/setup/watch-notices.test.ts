import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ManualClock } from "@perennial/contract";
import { InlineQueue } from "@perennial/queue";
import { mailConnection, saveConnection, tellNotices } from "@perennial/runtime";
import { type Mailbox, startMailbox } from "@perennial/simulators";
import {
  asTenant,
  connectionString,
  type EmbeddedServer,
  ensureTenant,
  openEmbedded,
  setConnectionState,
  setNotify,
  type Tenant,
} from "@perennial/store";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { keepingLog, newDataDir } from "../testing/test-server.ts";
import { CONNECTORS } from "./connectors.ts";
import { createContext, type ServerRuntime } from "./create-context.ts";
import { type OpenStore, openStore } from "./open-store.ts";
import { watchNotices } from "./watch-notices.ts";

const MONDAY = "2026-03-02T09:00:00.000Z";
const ANNA = "anna@elbolaget.example";
const BO = "bo@elbolaget.example";
const SIGNING_SECRET = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;

const { log, lines: logged } = keepingLog();
const clock = new ManualClock(MONDAY);
let dataDir = "";
let database: EmbeddedServer;
let store: OpenStore;
let runtime: ServerRuntime;

beforeAll(async () => {
  dataDir = await newDataDir();
  const home = join(dataDir, "database");
  database = await openEmbedded({ dataDir: home, log: () => undefined, durable: false });
  store = await openStore({ databaseUrl: connectionString(database), dataDir, log });
  runtime = await createContext({
    ...{ db: store.db, clock, log, dataDir, vaultKey: undefined },
    ...{ publicUrl: "https://perennial.example", endpointsMayReach: ["loopback"] },
  });
}, 60_000);
afterAll(async () => {
  await runtime.connections.close();
  await store.close();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

/** A company with a dialer and, unless said otherwise, a mail server that takes everything. */
async function newCompany(slug: string, { locale = "sv", withMail = true } = {}) {
  const tenant = await ensureTenant(store.db, { slug, name: "Elbolaget", locale }, MONDAY);
  const mailbox = await startMailbox({ clock });
  onTestFinished(() => mailbox.stop());
  const door = { baseUrl: "http://127.0.0.1:9", token: "test-dialer-token" };
  await save(tenant, "dialer", "dialer-webhook", { ...door, signingSecret: SIGNING_SECRET });
  if (withMail) await saveMail(tenant, mailbox);
  return { tenant, mailbox };
}

async function save({ id }: Tenant, name: string, kind: string, settings: Record<string, unknown>) {
  const connector = CONNECTORS.find(({ manifest }) => manifest.id === kind);
  if (!connector) throw new Error(`there is no connector "${kind}"`);
  await saveConnection(runtime, id, { id: name, connector, settings });
}

function saveMail(tenant: Tenant, { smtp }: Mailbox) {
  const fromAddress = "perennial@elbolaget.example";
  return save(tenant, "mail", "smtp", { ...smtp, encryption: "none", fromAddress });
}

const notify = ({ id }: Tenant, ...addresses: string[]) =>
  asTenant(store.db, id, (tx) => setNotify(tx, addresses));
const setProblem = ({ id }: Tenant, connection: string, problem: string | null) =>
  asTenant(store.db, id, (tx) => setConnectionState(tx, connection, { problem }));
const run = ({ id }: Tenant, statement: string) =>
  asTenant(store.db, id, (tx) => tx.run(sql.raw(statement)));
const mails = ({ accepted }: Mailbox) =>
  accepted.entries.map(({ to, subject }) => `${to.join()} ${subject}`);
const lastText = (mailbox: Mailbox) => mailbox.textOf(mailbox.accepted.entries.at(-1)?.id ?? "");

describe("a connection that stands still", () => {
  test("is told to each who wants to know, once, and once when it works again", async () => {
    const { tenant, mailbox } = await newCompany("standing");
    await notify(tenant, ANNA, BO);
    expect(await tellNotices(runtime, tenant)).toEqual({ told: 0, later: 0 });
    await setProblem(tenant, "dialer", "Nyckeln gäller inte längre.");
    await tellNotices(runtime, tenant);
    await tellNotices(runtime, tenant);
    const title = CONNECTORS.find(({ manifest }) => manifest.id === "dialer-webhook")?.manifest
      .title.sv;
    const name = `${title} (dialer)`;
    const told = [ANNA, BO].map((each) => `${each} Perennial: ${name} står still`);
    expect(mails(mailbox).toSorted()).toEqual(told);
    const text = lastText(mailbox);
    expect(text).toContain("står still sedan 2 mars 2026 kl. 10:00.");
    expect(text).toContain("Orsak: Nyckeln gäller inte längre.");
    await setProblem(tenant, "dialer", null);
    clock.moveTo("2026-03-02T10:00:00.000Z");
    await tellNotices(runtime, tenant);
    await tellNotices(runtime, tenant);
    expect(mails(mailbox).slice(2).toSorted()).toEqual(
      [ANNA, BO].map((each) => `${each} Perennial: ${name} fungerar igen`),
    );
    expect(lastText(mailbox)).toContain("fungerar igen sedan 2 mars 2026 kl. 11:00.");
    await setProblem(tenant, "dialer", "Igen.");
    await tellNotices(runtime, tenant);
    expect(mails(mailbox)).toHaveLength(6);
  });

  test("and works again before anybody could be told is told to nobody", async () => {
    const { tenant, mailbox } = await newCompany("short", { withMail: false });
    await notify(tenant, ANNA);
    await setProblem(tenant, "dialer", "Away.");
    expect(await mailConnection(runtime, tenant.id)).toBeUndefined();
    await tellNotices(runtime, tenant);
    await setProblem(tenant, "dialer", null);
    await tellNotices(runtime, tenant);
    await saveMail(tenant, mailbox);
    await tellNotices(runtime, tenant);
    expect(mails(mailbox)).toEqual([]);
  });

  test("is told later where the mail server does not answer, and by e-mail alone once that works", async () => {
    const { tenant, mailbox } = await newCompany("later", { locale: "en" });
    await notify(tenant, ANNA);
    await mailbox.faults.set({ refuseConnections: true });
    await setProblem(tenant, "dialer", "The key no longer holds.");
    expect(await tellNotices(runtime, tenant)).toEqual({ told: 0, later: 1 });
    await mailbox.faults.set({ refuseConnections: false });
    expect(await tellNotices(runtime, tenant)).toEqual({ told: 0, later: 0 });
    clock.moveTo(new Date(Date.parse(clock.now()) + 60_000).toISOString());
    expect(await tellNotices(runtime, tenant)).toEqual({ told: 1, later: 0 });
    expect(mails(mailbox)).toEqual([expect.stringMatching(/^anna.* stands still$/)]);
    expect(lastText(mailbox)).toContain("Reason: The key no longer holds.");
    await setProblem(tenant, "mail", "The relay refuses us.");
    expect(await mailConnection(runtime, tenant.id)).toBeUndefined();
    expect(await tellNotices(runtime, tenant)).toEqual({ told: 0, later: 0 });
  });
});

test("a first load that is done is told once, and not one that was done before anybody was to be told", async () => {
  const { tenant, mailbox } = await newCompany("loaded");
  const done = (id: string) =>
    run(
      tenant,
      `update connections set load_began_at = now(), synced_at = now() where id = '${id}'`,
    );
  await done("mail");
  await notify(tenant, ANNA);
  await tellNotices(runtime, tenant);
  expect(mails(mailbox)).toEqual([]);
  await done("dialer");
  await tellNotices(runtime, tenant);
  await done("dialer");
  await tellNotices(runtime, tenant);
  expect(mails(mailbox)).toEqual([expect.stringMatching(/första inläsningen från .* är klar$/)]);
});

test("what is put aside is told together, and so is that it goes on", async () => {
  const { tenant, mailbox } = await newCompany("aside");
  await notify(tenant, ANNA);
  await run(
    tenant,
    `insert into inbox (tenant_id, connection_id, delivery_id, received_at, method, url, headers, body, aside_at)
     select ${tenant.id}, 'dialer', d, now(), 'POST', '/', '{}', '', now() from unnest(array['a', 'b']) d`,
  );
  await tellNotices(runtime, tenant);
  expect(mails(mailbox)).toEqual([`${ANNA} Perennial: något är ställt åt sidan`]);
  expect(lastText(mailbox)?.match(/^- delivery-\d+$/gm)).toHaveLength(2);
  await run(tenant, "update inbox set aside_at = null");
  await tellNotices(runtime, tenant);
  expect(mails(mailbox).slice(1)).toEqual([expect.stringMatching(/^anna.* går vidare$/)]);
});

test("every company with somebody to tell is looked at again and again, and one's fault is not another's", async () => {
  const [broken, sound] = [await newCompany("broken"), await newCompany("sound")];
  for (const { tenant } of [broken, sound]) {
    await notify(tenant, ANNA);
    await setProblem(tenant, "dialer", "Away.");
  }
  await run(broken.tenant, "update tenants set time_zone = 'Mars/Olympus'");
  const line = new InlineQueue({ log });
  onTestFinished(() => line.close());
  watchNotices(runtime, { line, every: 20 });
  await expect.poll(() => mails(sound.mailbox)).toHaveLength(1);
  await expect
    .poll(() => logged.filter((each) => each.includes(`"tenant":${broken.tenant.id}`)))
    .not.toEqual([]);
  await run(broken.tenant, "update tenants set time_zone = 'Europe/Stockholm'");
});
