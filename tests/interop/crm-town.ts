import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@perennial/api";
import { type Instant, ManualClock } from "@perennial/contract";
import { nextReview, nextWork, saveConnection } from "@perennial/runtime";
import { type RunningServer, startServer } from "@perennial/server";
import { type Mailbox, type Sms46elks, startMailbox, startSms46elks } from "@perennial/simulators";
import {
  asTenant,
  ensureTenant,
  findAccounts,
  findTenant,
  putToken,
  type Tenant,
} from "@perennial/store";
import { inject, onTestFinished } from "vitest";
import { newDatabase } from "../services/new-database.ts";
import { instantOf } from "../stories/local-moment.ts";
import { keepingLog } from "./keeping-log.ts";
import type { WireTap } from "./wire-tap.ts";

/** Every story begins on Monday 2 March 2026 at 08:00 in Sweden. */
export const BEGINNING: Instant = "2026-03-02T07:00:00.000Z";
const VAULT_KEY = Buffer.from("a key for stories, 32 bytes long").toString("base64");
const WEBHOOK_TOKEN = "sms-webhook-token-canary-0123456789";
const SENDER = "+46766861004";

/** What every town has, whichever CRM its company works in. */
export interface TownParts {
  readonly clock: ManualClock;
  readonly sms: Sms46elks;
  readonly mailbox: Mailbox;
  readonly server: RunningServer;
  readonly databaseUrl: string;
  readonly lines: readonly string[];
  /** The CRM, whose time passes with the others'. */
  readonly crm: Pick<Mailbox, "tick" | "nextDue">;
  readonly taps: readonly WireTap[];
  /** What the server was given in its environment and nobody else may know. */
  readonly givenSecrets: readonly string[];
}

/** The systems that a company sends through, and the clock that all go by. */
export async function openSenders(): Promise<Pick<TownParts, "clock" | "sms" | "mailbox">> {
  const clock = new ManualClock(BEGINNING);
  const [sms, mailbox] = [await startSms46elks({ clock }), await startMailbox({ clock })];
  for (const each of [sms, mailbox]) onTestFinished(() => each.stop());
  return { clock, sms, mailbox };
}

/** Perennial's server on a database of its own, with our app's credentials in its environment. */
export async function openServer(
  clock: ManualClock,
  environment: Readonly<Record<string, string>>,
): Promise<Pick<TownParts, "server" | "databaseUrl" | "lines">> {
  const database = await newDatabase(inject("databaseUrl"));
  onTestFinished(() => database.drop());
  const dataDir = await mkdtemp(join(tmpdir(), "perennial-interop-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const { log, lines } = keepingLog();
  const given = { DATABASE_URL: database.url, PERENNIAL_VAULT_KEY: VAULT_KEY, ...environment };
  const server = await startServer({ port: 0, dataDir, clock, log, environment: given });
  onTestFinished(() => server.stop());
  return { server, databaseUrl: database.url, lines };
}

/**
 * A company with Perennial's server beside its CRM and the systems that it sends through. Everything between the server and the
 * CRM goes over tapped lines; the story turns the clock.
 */
export class CrmTown {
  readonly clock: ManualClock;
  readonly sms: Sms46elks;
  readonly mailbox: Mailbox;
  readonly server: RunningServer;
  readonly databaseUrl: string;
  readonly #parts: TownParts;
  #tenant: Tenant | undefined;

  constructor(parts: TownParts) {
    this.clock = parts.clock;
    this.sms = parts.sms;
    this.mailbox = parts.mailbox;
    this.server = parts.server;
    this.databaseUrl = parts.databaseUrl;
    this.#parts = parts;
  }

  // ---- What people do ----

  /** The company is the one that an account at the CRM's vendor was connected for. */
  protected async belongsTo(connector: string, account: string): Promise<void> {
    const { db } = this.server.runtime;
    const owner = (await findAccounts(db, connector, [account])).get(account);
    this.#tenant = owner && (await findTenant(db, owner.tenant));
  }

  /** The company is one that the operator has made. */
  protected async begin(name: string): Promise<void> {
    const { db } = this.server.runtime;
    this.#tenant = await ensureTenant(db, { slug: "company", name }, this.clock.now());
  }

  /** The operator fills in a connection. */
  async connectBy(
    id: string,
    of: string,
    settings: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { runtime } = this.server;
    const connector = runtime.connectors.find(({ manifest }) => manifest.id === of);
    if (!connector) throw new Error(`The connector ${of} is not installed.`);
    await saveConnection(runtime, this.tenant.id, { id, connector, settings });
  }

  /** The console as the company's administrator has it, by a token that the server's operator made. */
  protected async consoleByToken(): Promise<Client> {
    const { db } = this.server.runtime;
    const { id } = this.tenant;
    const token = `pt_${id}_${randomBytes(24).toString("base64url")}`;
    const digest = createHash("sha256").update(token).digest("base64url");
    const row = { id: "console", digest, label: "console", role: "admin" };
    await asTenant(db, id, (tx) => putToken(tx, row, this.clock.now()));
    return new Client({ url: this.server.url, token });
  }

  /** The operator connects what messages are sent through. */
  async connectChannels(): Promise<void> {
    const save = this.connectBy.bind(this);
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

  // ---- Time ----

  /** Everything that is due now happens. */
  async settle(): Promise<void> {
    for (;;) {
      await this.server.settle();
      let done = 0;
      for (const each of [this.sms, this.mailbox, this.#parts.crm]) done += await each.tick();
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
    const all = [this.sms, this.mailbox, this.#parts.crm].map((each) => each.nextDue());
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
    return this.#parts.lines.join("\n");
  }

  /** What the server has called an error. */
  get errors(): readonly string[] {
    return this.#parts.lines.filter((line) => line.startsWith("error "));
  }

  /** Every secret that has gone between the server and the CRM. */
  get secrets(): readonly string[] {
    return [...this.#parts.givenSecrets, ...this.#parts.taps.flatMap((tap) => tap.secrets)];
  }

  /** How many of the server's requests the CRM has answered with a status. */
  answersWith(status: number): number {
    return this.#parts.taps[0]?.answersWith(status) ?? 0;
  }
}

function soon(now: Instant): Instant {
  return new Date(Date.parse(now) + 60_000).toISOString();
}
