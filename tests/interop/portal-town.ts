import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Instant, ManualClock } from "@perennial/contract";
import { nextReview, nextWork, saveConnection } from "@perennial/runtime";
import { type RunningServer, startServer } from "@perennial/server";
import {
  type Hubspot,
  type HubspotApp,
  type HubspotOptions,
  type Mailbox,
  type Portal,
  type Sms46elks,
  startHubspot,
  startMailbox,
  startSms46elks,
} from "@perennial/simulators";
import { findAccounts, findTenant, type Tenant } from "@perennial/store";
import { inject, onTestFinished } from "vitest";
import { newDatabase } from "../services/new-database.ts";
import { instantOf } from "../stories/local-moment.ts";
import { readAppFiles } from "./app-files.ts";
import { Browser, type Page } from "./browser.ts";
import { keepingLog } from "./keeping-log.ts";
import { PortalPage } from "./portal-page.ts";
import { WireTap } from "./wire-tap.ts";

/** Every story begins on Monday 2 March 2026 at 08:00 in Sweden. */
const BEGINNING: Instant = "2026-03-02T07:00:00.000Z";
const APP = {
  appId: "1160452",
  clientId: "1d3f0000-0000-4000-8000-00000000aaaa",
  clientSecret: "client-secret-canary-0123456789",
};
const VAULT_KEY = Buffer.from("a key for stories, 32 bytes long").toString("base64");
const WEBHOOK_TOKEN = "sms-webhook-token-canary-0123456789";
const SENDER = "+46766861004";

/**
 * A company whose CRM is HubSpot, with Perennial's server beside it and the systems that it sends through. Everything
 * between the server and HubSpot goes over tapped lines; the story turns the clock.
 */
export class PortalTown {
  readonly clock: ManualClock;
  readonly hubspot: Hubspot;
  readonly portal: Portal;
  readonly sms: Sms46elks;
  readonly mailbox: Mailbox;
  readonly server: RunningServer;
  readonly databaseUrl: string;
  readonly #lines: readonly string[];
  readonly #taps: readonly WireTap[];
  #tenant: Tenant | undefined;

  private constructor(parts: TownParts) {
    this.clock = parts.clock;
    this.hubspot = parts.hubspot;
    this.portal = parts.portal;
    this.sms = parts.sms;
    this.mailbox = parts.mailbox;
    this.server = parts.server;
    this.databaseUrl = parts.databaseUrl;
    this.#lines = parts.lines;
    this.#taps = parts.taps;
  }

  /** Opens a town for the test that runs, with nothing installed, and closes it after. */
  static async open(options: Partial<HubspotOptions> = {}): Promise<PortalTown> {
    const database = await newDatabase(inject("databaseUrl"));
    onTestFinished(() => database.drop());
    const dataDir = await mkdtemp(join(tmpdir(), "perennial-interop-"));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const clock = new ManualClock(BEGINNING);
    const app: HubspotApp = { ...APP, ...(await readAppFiles()), redirectUris: [] };
    const hubspot = await startHubspot({ clock, app, ...options });
    const portal = hubspot.addPortal();
    const [sms, mailbox] = [await startSms46elks({ clock }), await startMailbox({ clock })];
    for (const each of [hubspot, sms, mailbox]) onTestFinished(() => each.stop());
    const out = await WireTap.to(hubspot.url);
    const back = await WireTap.to("http://127.0.0.1:9");
    const { log, lines } = keepingLog();
    const server = await startServer({
      ...{ port: 0, dataDir, clock, log },
      environment: {
        DATABASE_URL: database.url,
        PERENNIAL_VAULT_KEY: VAULT_KEY,
        PERENNIAL_HUBSPOT_APP_ID: APP.appId,
        PERENNIAL_HUBSPOT_CLIENT_ID: APP.clientId,
        PERENNIAL_HUBSPOT_CLIENT_SECRET: APP.clientSecret,
        PERENNIAL_HUBSPOT_API_URL: out.url,
        PERENNIAL_HUBSPOT_INSTALL_URL: `${hubspot.url}/oauth/authorize`,
      },
    });
    onTestFinished(() => server.stop());
    for (const tap of [out, back]) onTestFinished(() => tap.close());
    back.leadTo(server.url);
    hubspot.connectTo({
      redirectUris: [`${server.url}/apps/hubspot/callback`],
      webhookUrl: `${server.url}/hooks/v1/apps/hubspot`,
      actionsUrl: `${server.url}/apps/hubspot/actions`,
      proxy: { [server.url]: back.url },
    });
    const databaseUrl = database.url;
    return new PortalTown({
      ...{ clock, hubspot, portal, sms, mailbox, server, databaseUrl, lines },
      taps: [out, back],
    });
  }

  // ---- What people do ----

  /** An administrator installs the app in a browser and ends on a page. */
  async install(optionalScopes?: readonly string[]): Promise<Page> {
    const { id: portalId } = this.portal;
    this.hubspot.onConsent({ portalId, ...(optionalScopes && { optionalScopes }) });
    const page = await new Browser("en").open(`${this.server.url}/apps/hubspot/install`);
    const { db } = this.server.runtime;
    const owner = (await findAccounts(db, "hubspot", [String(portalId)])).get(String(portalId));
    this.#tenant = owner && (await findTenant(db, owner.tenant));
    return page;
  }

  /** The operator connects what messages are sent through. */
  async connectChannels(): Promise<void> {
    const { runtime } = this.server;
    const { connectors } = runtime;
    const save = async (id: string, of: string, settings: Readonly<Record<string, unknown>>) => {
      const connector = connectors.find(({ manifest }) => manifest.id === of);
      if (!connector) throw new Error(`The connector ${of} is not installed.`);
      await saveConnection(runtime, this.tenant.id, { id, connector, settings });
    };
    await save("sms", "sms-46elks", {
      ...{ ...this.sms.credentials, sender: SENDER, webhookToken: WEBHOOK_TOKEN },
      baseUrl: this.sms.url,
    });
    await save("mail", "smtp", {
      ...{ ...this.mailbox.smtp, encryption: "none", search: { url: this.mailbox.url } },
      ...{ fromAddress: "kund@elbolaget.example", fromName: "Elbolaget" },
    });
    this.sms.setIncomingUrl(
      `${this.server.url}/hooks/v1/${this.tenant.id}/sms?token=${WEBHOOK_TOKEN}`,
    );
  }

  /** The app's pages in the portal, as a user of it sees them. @default its administrator */
  pageOf(user: number | string = this.administrator): PortalPage {
    return new PortalPage({ portal: this.portal, url: this.server.url, user });
  }

  /** The address of the portal's administrator. */
  get administrator(): string {
    return this.portal.owners.all[0]?.user.email ?? "";
  }

  // ---- Time ----

  /** Everything that is due now happens. */
  async settle(): Promise<void> {
    for (;;) {
      await this.server.settle();
      let done = 0;
      for (const each of [this.sms, this.mailbox, this.hubspot]) done += await each.tick();
      if (done === 0) return;
    }
  }

  /** Time passes until a moment such as `2026-04-09 10:00`, from one thing that is due to the next. */
  async until(moment: string): Promise<void> {
    const end = instantOf(moment);
    if (end < this.clock.now()) throw new Error(`${moment} has passed.`);
    await this.settle();
    while (this.clock.now() < end) {
      const next = [await this.#nextDue(), end].sort()[0] ?? end;
      this.clock.moveTo(next > this.clock.now() ? next : soon(this.clock.now()));
      await this.settle();
    }
  }

  /** Time passes. */
  async passes(minutes: number): Promise<void> {
    const now = Date.parse(this.clock.now());
    const end = new Date(now + minutes * 60_000).toISOString();
    this.clock.moveTo(end);
    await this.settle();
  }

  async #nextDue(): Promise<Instant> {
    const now = this.clock.now();
    const mine = this.#tenant && [
      await nextWork(this.server.runtime, this.#tenant),
      nextReview(this.#tenant, now),
    ];
    const all = [this.sms, this.mailbox, this.hubspot].map((each) => each.nextDue());
    const moments = [...(mine ?? []), ...all].flatMap((each) => each ?? []);
    // What is due already waits for something else: a minute is soon enough to look again.
    return moments.map((each) => (each <= now ? soon(now) : each)).sort()[0] ?? soon(now);
  }

  // ---- What has come of it ----

  /** The company as Perennial knows it. */
  get tenant(): Tenant {
    if (!this.#tenant) throw new Error("The app was not installed.");
    return this.#tenant;
  }

  /** Every line that the server has logged. */
  get log(): string {
    return this.#lines.join("\n");
  }

  /** What the server has called an error. */
  get errors(): readonly string[] {
    return this.#lines.filter((line) => line.startsWith("error "));
  }

  /** Every secret that has gone between the server and HubSpot. */
  get secrets(): readonly string[] {
    return [APP.clientSecret, ...this.#taps.flatMap((tap) => tap.secrets)];
  }

  /** How many of the server's requests HubSpot has answered with a status. */
  answersWith(status: number): number {
    return this.#taps[0]?.answersWith(status) ?? 0;
  }

  /** What the app did in the portal, as HubSpot took it. */
  get acts() {
    return this.hubspot.accepted.entries;
  }
}

interface TownParts {
  readonly clock: ManualClock;
  readonly hubspot: Hubspot;
  readonly portal: Portal;
  readonly sms: Sms46elks;
  readonly mailbox: Mailbox;
  readonly server: RunningServer;
  readonly databaseUrl: string;
  readonly lines: readonly string[];
  readonly taps: readonly WireTap[];
}

function soon(now: Instant): Instant {
  return new Date(Date.parse(now) + 60_000).toISOString();
}
