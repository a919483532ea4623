import { join } from "node:path";
import type { Clock } from "@perennial/contract";
import { startTestRedis, type TestRedis } from "@perennial/queue/testing";
import type { FaultOptions } from "@perennial/simulators";
import { aheadToWorkday, clockAhead } from "./clock-ahead.ts";
import { fleetCompany } from "./fleet-company.ts";
import { FleetDatabase } from "./fleet-database.ts";
import type { FleetWork } from "./fleet-program.ts";
import { Member } from "./member.ts";
import type { MemberStart } from "./messages.ts";
import { Outside } from "./outside.ts";
import { DIALER_DOOR, setUp } from "./set-up.ts";

/** What a fleet is made of. */
export interface FleetOptions {
  readonly customers: number;
  /** Whether PostgreSQL waits for the disk. @default false */
  readonly durable?: boolean;
  /** Of the systems outside. @default none */
  readonly faults?: FaultOptions;
  /** Whether the dialer calls by itself. @default true */
  readonly calls?: boolean;
  /** How far the clock of all of it is ahead of the machine's. @default a workday's morning */
  readonly ahead?: number;
  /** What is done for each customer. @default all */
  readonly work?: FleetWork;
}

const VAULT_KEY = Buffer.alloc(32, 5).toString("base64");

/**
 * Perennial as several processes on one PostgreSQL and one Redis, with the systems around it. Processes are loaded
 * ahead, so that one that was killed is replaced at once.
 */
export class Fleet {
  readonly clock: Clock;
  readonly database: FleetDatabase;
  readonly redis: TestRedis;
  readonly outside: Outside;
  /** Workers at work. */
  readonly workers: Member[] = [];
  /** How many enrolments there are. */
  readonly enrolments: number;
  readonly #order: MemberStart;
  readonly #web: { member: Member | undefined };

  private constructor(
    parts: Pick<Fleet, "clock" | "database" | "redis" | "outside" | "enrolments">,
    inside: { readonly order: MemberStart; readonly web: { member: Member | undefined } },
  ) {
    this.clock = parts.clock;
    this.database = parts.database;
    this.redis = parts.redis;
    this.outside = parts.outside;
    this.enrolments = parts.enrolments;
    this.#order = inside.order;
    this.#web = inside.web;
  }

  /** Opens one in which everybody has been let in and nobody works yet. */
  static async open(options: FleetOptions): Promise<Fleet> {
    const { customers, durable = false, faults = {}, calls = true } = options;
    const ahead = options.ahead ?? aheadToWorkday();
    const clock = clockAhead(ahead);
    const [database, redis] = await Promise.all([
      FleetDatabase.open({ durable }),
      startTestRedis({ own: true }),
    ]);
    const web: { member: Member | undefined } = { member: undefined };
    const door = () => {
      const url = web.member?.url;
      return url ? new URL(DIALER_DOOR, url).href : undefined;
    };
    const company = fleetCompany(customers, clock.now());
    const outside = await Outside.open({ clock, company, door, faults, calls });
    const environment = {
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      PERENNIAL_PUBLIC_URL: "https://perennial.example",
      PERENNIAL_VAULT_KEY: VAULT_KEY,
    };
    const order = { dataDir: join(database.directory, "processes"), environment, ahead };
    const enrolments = await setUp(order, outside, options.work ?? "all");
    return new Fleet({ clock, database, redis, outside, enrolments }, { order, web });
  }

  /** What a process of it is started with. */
  get order(): MemberStart {
    return this.#order;
  }

  /** Where the doors are; nowhere while none are open. */
  get url(): string | undefined {
    return this.#web.member?.url || undefined;
  }

  /** Opens the doors. */
  async openDoors(): Promise<Member> {
    const member = await Member.load("web");
    await member.start(this.#order);
    this.#web.member = member;
    return member;
  }

  /**
   * Has one more at work: one that is loaded, or another that is loaded now.
   *
   * @param databaseUrl where it finds the database, if not where the others do
   */
  async addWorker(
    loaded: Promise<Member> | Member = Member.load("worker"),
    databaseUrl = this.database.url,
  ): Promise<Member> {
    const worker = await loaded;
    this.workers.push(worker);
    void worker.ended.then(() => this.#remove(worker));
    const environment = { ...this.#order.environment, DATABASE_URL: databaseUrl };
    await worker.start({ ...this.#order, environment });
    return worker;
  }

  /** Ends everything. */
  async close(): Promise<void> {
    await Promise.all([...this.workers, this.#web.member].map((member) => member?.kill()));
    await this.outside.close();
    await this.redis.stop();
    await this.database.close();
  }

  #remove(worker: Member): void {
    const place = this.workers.indexOf(worker);
    if (place >= 0) this.workers.splice(place, 1);
  }
}
