import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Clock, Instant } from "@perennial/contract";
import { type Company, exampleElectricityCompany } from "../company/company.ts";
import { type Crm, type CrmSnapshot, startCrm } from "../crm/crm.ts";
import { type Dialer, type DialerSnapshot, startDialer } from "../dialer/dialer.ts";
import { type Mailbox, type MailboxSnapshot, startMailbox } from "../mail/mailbox.ts";
import { People, type PeopleSnapshot } from "../people/people.ts";
import { ZONE } from "../people/timing.ts";
import { type Beat, earliestDue, runAllDue } from "../simulator.ts";
import { SimulatorError } from "../simulator-error.ts";
import { type Sms46elks, type SmsSnapshot, startSms46elks } from "../sms/sms-46elks.ts";
import { wallClock } from "../time/zone.ts";
import {
  type WorldDoors,
  type WorldOptions,
  type WorldSettings,
  worldSecret,
  worldSigningSecret,
} from "./world-options.ts";

const VERSION = 1;
/** The company's number, in the range that SMS providers use in their own examples. */
const COMPANY_NUMBER = "+46766861004";

/** A whole world as it is kept over a restart: plain JSON. */
export interface WorldSnapshot {
  readonly version: typeof VERSION;
  /** What the base was made from; a snapshot fits no other base. */
  readonly base: { readonly seed: number; readonly customers: number; readonly today: string };
  readonly at: Instant;
  readonly doors: WorldDoors;
  readonly crm: CrmSnapshot;
  readonly sms: SmsSnapshot;
  readonly mail: MailboxSnapshot;
  readonly dialer: DialerSnapshot;
  readonly people: PeopleSnapshot;
}

/**
 * Everything outside Perennial that its demo and its tests need: a company with its CRM, an SMS provider, a
 * mail server, a dialer, and the people they reach. It does nothing by itself: `tick` does what is due.
 */
export class World {
  readonly company: Company;
  readonly crm: Crm;
  readonly sms: Sms46elks;
  readonly mailbox: Mailbox;
  readonly dialer: Dialer;
  readonly people: People;
  readonly #clock: Clock;
  readonly #base: WorldSnapshot["base"];
  readonly #seed: number;
  readonly #beats: readonly Beat[];
  #doors: WorldDoors = {};
  #ticking: Promise<unknown> = Promise.resolve();

  constructor(options: WorldOptions, parts: WorldParts) {
    this.#clock = options.clock;
    this.#seed = parts.base.seed;
    this.#base = parts.base;
    this.company = parts.company;
    this.crm = parts.crm;
    this.sms = parts.sms;
    this.mailbox = parts.mailbox;
    this.dialer = parts.dialer;
    const { habits } = options;
    this.people = new People({
      ...parts,
      seed: this.#seed,
      clock: options.clock,
      ...(habits === undefined ? {} : { habits }),
    });
    // What the journals hold from before reached people as well; `restore` knows more and overrules it.
    for (const { accepted } of [this.sms, this.mailbox]) accepted.replay(0);
    // The CRM comes last, so that it tells at once of all that happened at one moment.
    this.#beats = [this.sms, this.mailbox, this.dialer, this.people, this.crm];
  }

  /** What connections need to reach the world. */
  get settings(): WorldSettings {
    const { username, password } = this.sms.credentials;
    return {
      smtp: {
        ...this.mailbox.smtp,
        encryption: "none",
        fromAddress: this.company.email,
        fromName: this.company.name,
        search: { url: this.mailbox.url },
      },
      "sms-46elks": {
        username,
        password,
        sender: COMPANY_NUMBER,
        webhookToken: worldSecret(this.#seed, "sms webhook token"),
        baseUrl: this.sms.url,
      },
      "dialer-webhook": credentialsOf(this.dialer),
      webhook: credentialsOf(this.crm),
    };
  }

  /** Tells the simulators where Perennial's doors are; replaces what was told before. */
  connectTo(doors: WorldDoors): void {
    this.#doors = doors;
    this.sms.setIncomingUrl(doors.smsIncomingUrl);
    this.dialer.setCallbackUrl(doors.dialerCallbackUrl);
    this.crm.setCallbackUrl(doors.crmCallbackUrl);
  }

  /** The earliest moment at which something is to happen; may have passed already. */
  nextDue(): Instant | undefined {
    return earliestDue(this.#beats);
  }

  /**
   * Does everything that is due by the clock, in the order of time, and gives the number of things done.
   * It awaits the answers of Perennial's doors. A call during another waits for its end.
   */
  tick(): Promise<number> {
    const next = this.#ticking.then(() => runAllDue(this.#beats, this.#clock));
    this.#ticking = next.catch(() => undefined);
    return next;
  }

  /** The whole state; ask for it between two ticks. */
  snapshot(): WorldSnapshot {
    return {
      version: VERSION,
      base: this.#base,
      at: this.#clock.now(),
      doors: this.#doors,
      crm: this.crm.snapshot(),
      sms: this.sms.snapshot(),
      mail: this.mailbox.snapshot(),
      dialer: this.dialer.snapshot(),
      people: this.people.snapshot(),
    };
  }

  /**
   * Becomes what it was; what the journals hold beyond that is taken up as well, so nothing that was
   * accepted is forgotten. Throws a `SimulatorError` for a snapshot of another world.
   */
  restore(json: unknown): void {
    const snapshot = asSnapshot(json, this.#base);
    // The people first: the journals tell them of what they have not read yet.
    this.people.restore(snapshot.people);
    this.connectTo(snapshot.doors);
    this.crm.restore(snapshot.crm);
    this.sms.restore(snapshot.sms);
    this.mailbox.restore(snapshot.mail);
    this.dialer.restore(snapshot.dialer);
  }

  /** Closes all doors and journals. */
  async stop(): Promise<void> {
    await this.#ticking;
    const simulators = [this.crm, this.sms, this.mailbox, this.dialer];
    await Promise.all(simulators.map((simulator) => simulator.stop()));
  }
}

interface WorldParts {
  readonly base: WorldSnapshot["base"];
  readonly company: Company;
  readonly crm: Crm;
  readonly sms: Sms46elks;
  readonly mailbox: Mailbox;
  readonly dialer: Dialer;
}

/** Starts a world: the same seed, base and happenings give the same acts of its people. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { clock, seed = 1, customers = 2000, ports = {} } = options;
  const today = options.today ?? wallClock(clock.now(), ZONE).date;
  const company = exampleElectricityCompany({ seed, customers, today });
  if (options.journal !== undefined) mkdirSync(options.journal, { recursive: true });
  const journal = (name: string) =>
    options.journal === undefined ? {} : { journal: join(options.journal, `${name}.jsonl`) };
  const secrets = (name: string) => ({
    token: worldSecret(seed, `${name} token`),
    signingSecret: worldSigningSecret(seed, name),
  });
  const crm = await startCrm({
    clock,
    port: ports.crm ?? 0,
    company,
    customFields: company.fields,
    ...secrets("crm"),
    ...journal("crm"),
  });
  const sms = await startSms46elks({
    clock,
    seed,
    port: ports.sms ?? 0,
    username: `u${worldSecret(seed, "sms username").slice(0, 32)}`,
    password: worldSecret(seed, "sms password").slice(0, 32).toUpperCase(),
    ...journal("sms"),
  });
  const mailbox = await startMailbox({
    clock,
    port: ports.mail ?? 0,
    smtpPort: ports.smtp ?? 0,
    ...journal("mail"),
  });
  const dialer = await startDialer({
    clock,
    seed,
    port: ports.dialer ?? 0,
    ...secrets("dialer"),
    ...journal("dialer"),
  });
  const base = { seed, customers, today };
  return new World(options, { base, company, crm, sms, mailbox, dialer });
}

function credentialsOf(simulator: Crm | Dialer): WorldSettings["webhook"] {
  const { url, token, signingSecret } = simulator;
  return { baseUrl: url, token, signingSecret };
}

function asSnapshot(json: unknown, base: WorldSnapshot["base"]): WorldSnapshot {
  const snapshot = json as Partial<WorldSnapshot> | null;
  if (typeof snapshot !== "object" || snapshot?.version !== VERSION)
    throw new SimulatorError(
      `This is no snapshot of version ${VERSION}; start the world without it.`,
    );
  const of = JSON.stringify(snapshot.base);
  if (of !== JSON.stringify(base))
    throw new SimulatorError(
      `The snapshot is of the world ${of}, not of ${JSON.stringify(base)}; start the world with the same seed, customers and today.`,
    );
  return snapshot as WorldSnapshot;
}
