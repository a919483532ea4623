import { createSalesforce } from "@perennial/connector-salesforce";
import { ManualClock } from "@perennial/contract";
import { grantTokens, SealedVault } from "@perennial/runtime";
import { type Org, type Salesforce, startSalesforce } from "@perennial/simulators";
import {
  asTenant,
  type Connection,
  type Database,
  ensureTenant,
  listConnections,
  migrate,
  openDatabase,
  putConnection,
  reconnectConnection,
} from "@perennial/store";
import { type NewDatabase, newDatabase } from "../../services/new-database.ts";
import { APP } from "./app.ts";
import { CONNECTION, type RenewalMoment, type TokenStart, VAULT_KEY } from "./messages.ts";
import { TokenUser } from "./token-user.ts";

const BEGAN = "2026-11-01T00:00:00.000Z";
const SECOND = 1_000;
/** How long a refresh takes Salesforce, in real milliseconds: long enough for others to want the same. */
const REFRESH = 2;

/** One org, whose connection many processes use on one PostgreSQL. */
export class TokenTown {
  readonly salesforce: Salesforce;
  readonly org: Org;
  readonly #clock: ManualClock;
  readonly #db: Database;
  readonly #own: NewDatabase;
  readonly #start: TokenStart;
  #users: TokenUser[] = [];

  private constructor(
    parts: Pick<TokenTown, "salesforce" | "org">,
    inside: {
      readonly clock: ManualClock;
      readonly db: Database;
      readonly own: NewDatabase;
      readonly start: TokenStart;
    },
  ) {
    this.salesforce = parts.salesforce;
    this.org = parts.org;
    this.#clock = inside.clock;
    this.#db = inside.db;
    this.#own = inside.own;
    this.#start = inside.start;
  }

  /** Connects an org, and starts so many processes that use it. */
  static async open(server: string, processes: number): Promise<TokenTown> {
    const clock = new ManualClock(BEGAN);
    const app = { ...APP, redirectUris: ["https://perennial.example/apps/salesforce/callback"] };
    const salesforce = await startSalesforce({ clock, app, refreshMs: REFRESH });
    const org = await salesforce.addOrg();
    const own = await newDatabase(server);
    const db = openDatabase({ url: own.url, connections: 2 });
    await migrate(db);
    const { id: tenant } = await ensureTenant(db, { slug: "el", name: "Elbolaget" }, BEGAN);
    const { manifest } = createSalesforce();
    const connection = { id: CONNECTION, connector: manifest.id, settings: { orgId: org.id } };
    await asTenant(db, tenant, (tx) => putConnection(tx, connection));
    const { url: loginUrl, sandboxUrl } = salesforce;
    const start = { databaseUrl: own.url, tenant, loginUrl, sandboxUrl };
    const town = new TokenTown({ salesforce, org }, { clock, db, own, start });
    await town.connect();
    await Promise.all(Array.from({ length: processes }, () => town.addUser()));
    return town;
  }

  /** An administrator agrees: what Salesforce grants is kept. */
  async connect(): Promise<void> {
    const { tenant } = this.#start;
    const granted = {
      ...this.salesforce.connect(this.org),
      details: { instance_url: this.org.url },
    };
    const parts = { tenant, connection: CONNECTION, clock: this.#clock };
    await grantTokens({ ...parts, db: this.#db, vault: new SealedVault(VAULT_KEY) }, granted);
    await asTenant(this.#db, tenant, (tx) => reconnectConnection(tx, CONNECTION));
  }

  /** One more process uses the connection. */
  async addUser(): Promise<void> {
    this.#users.push(await TokenUser.start(this.#start));
  }

  /** Time goes by, in seconds. */
  wait(seconds: number): void {
    const now = Date.parse(this.#clock.now()) + seconds * SECOND;
    this.#clock.moveTo(new Date(now).toISOString());
  }

  /** All of them ask the org at once; gives what went wrong. */
  async ask(): Promise<readonly string[]> {
    const now = this.#clock.now();
    const problems = await Promise.all(this.#users.map((user) => user.ask({ now })));
    return problems.filter((problem) => problem !== undefined);
  }

  /**
   * One of them is killed in the middle of renewing the access, while the others ask the org; gives what went wrong for
   * them.
   */
  async askWhileKilling(standStill: RenewalMoment): Promise<readonly string[]> {
    const [victim, ...others] = this.#users;
    if (victim === undefined) throw new Error("Nobody is there to be killed.");
    await victim.standStill({ now: this.#clock.now(), standStill });
    this.#users = others;
    const asked = this.ask();
    await victim.kill();
    return asked;
  }

  /** How the connection stands. */
  async connection(): Promise<Connection | undefined> {
    return (await asTenant(this.#db, this.#start.tenant, listConnections))[0];
  }

  async close(): Promise<void> {
    await Promise.all(this.#users.map((user) => user.kill()));
    await this.#db.destroy();
    await this.salesforce.stop();
    await this.#own.drop();
  }
}
