import { randomBytes } from "node:crypto";
import {
  Agreement,
  type Connector,
  Customer,
  type Instant,
  type Log,
  ManualClock,
} from "@perennial/contract";
import type { ProgramFiles } from "@perennial/lifecycle";
import {
  AGREEMENTS,
  asTenant,
  CUSTOMERS,
  changeProgram,
  type Database,
  ensureTenant,
  publishVersion,
  type Tenant,
  type TenantTransaction,
  upsertRecords,
} from "@perennial/store";
import { sql } from "kysely";
import { createConnections } from "../connection/create-connections.ts";
import { saveConnection } from "../connection/save-connection.ts";
import { RULES } from "../deliver/testing/test-program.ts";
import { createPrograms } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { SealedVault, VAULT_KEY_BYTES } from "../vault/sealed-vault.ts";

/** A Monday at 10 in Stockholm. */
export const MONDAY: Instant = "2026-03-02T09:00:00.000Z";
const EARLIER: Instant = "2026-01-01T00:00:00.000Z";

/** A connection of a test: a connector, and what somebody filled in. */
export interface TestConnection {
  readonly connector: Connector;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A company with a real database, whose loops a test runs by hand. */
export interface TestRuntime {
  readonly context: RuntimeContext & { readonly vault: SealedVault };
  readonly clock: ManualClock;
  readonly tenant: Tenant;
  /** Everything that was logged, one line each. */
  readonly lines: readonly string[];
  /** Does something as the tenant. */
  in<T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T>;
  /** Runs any query as the tenant. */
  query<Row>(text: string): Promise<readonly Row[]>;
  /** Runs any query as another tenant. */
  inTenant<Row>(tenant: number, text: string): Promise<readonly Row[]>;
  /** Puts customers into the mirror, each with an agreement `a-<id>` that ends on 31 May. */
  addCustomers(
    ...customers: readonly (Partial<Customer> & { readonly id: string })[]
  ): Promise<void>;
  addAgreements(
    ...agreements: readonly (Partial<Agreement> & { readonly id: string })[]
  ): Promise<void>;
  /** Publishes a program unchecked, and sets its state. */
  publish(id: string, files: ProgramFiles, state?: "active" | "draft" | "paused"): Promise<number>;
}

let companies = 0;

/** Makes a company that shares nothing with any other; `apps` are the credentials of our apps, by connector. */
export async function testRuntime(
  db: Database,
  connections: readonly TestConnection[] = [],
  apps?: ReadonlyMap<string, unknown>,
): Promise<TestRuntime> {
  companies++;
  const clock = new ManualClock(MONDAY);
  const lines: string[] = [];
  const log = keeping(lines);
  const slug = `company-${companies}`;
  const tenant = await ensureTenant(db, { slug, name: "Elbolaget" }, MONDAY);
  const inside = <T>(work: (tx: TenantTransaction) => Promise<T>) => asTenant(db, tenant.id, work);
  const vault = new SealedVault(randomBytes(VAULT_KEY_BYTES));
  const connectors = connections.map(({ connector }) => connector);
  const callbackUrl = () => "https://perennial.example/hooks";
  const context = {
    ...{ db, clock, log, vault },
    programs: createPrograms({ rulePack: () => RULES }),
    connections: createConnections({
      ...{ db, clock, log, vault, connectors, callbackUrl },
      ...(apps && { apps }),
    }),
    rulePack: RULES,
    unsubscribeUrl: () => "https://perennial.example/stop",
    checkContext: (program: string) => ({ rulePacks: { test: RULES }, programs: [program] }),
  };
  for (const { connector, settings = {} } of connections) {
    await saveConnection(context, tenant.id, { id: connector.manifest.id, connector, settings });
  }
  return {
    ...{ context, clock, tenant, lines, in: inside },
    query: <Row>(text: string) => inside((tx) => tx.rows(sql<Row>`${sql.raw(text)}`)),
    inTenant: <Row>(other: number, text: string) =>
      asTenant(db, other, (tx) => tx.rows(sql<Row>`${sql.raw(text)}`)),
    async addCustomers(...customers) {
      const agreements = customers.map(({ id }) => agreementOf({ id: `a-${id}`, customerId: id }));
      await inside((tx) => upsertRecords(tx, CUSTOMERS, customers.map(customerOf)));
      await inside((tx) => upsertRecords(tx, AGREEMENTS, agreements));
    },
    async addAgreements(...agreements) {
      await inside((tx) => upsertRecords(tx, AGREEMENTS, agreements.map(agreementOf)));
    },
    publish: (program, files, state = "active") =>
      inside(async (tx) => {
        const digest = JSON.stringify(files);
        const version = await publishVersion(tx, {
          program,
          files,
          digest,
          by: "test",
          at: MONDAY,
        });
        await changeProgram(tx, program, { at: MONDAY, state });
        return version;
      }),
  };
}

function keeping(lines: string[]): Log {
  const at = (level: string): Log["info"] => {
    return (message, fields) => lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
  };
  return { info: at("info"), warn: at("warn"), error: at("error") };
}

/** A customer of whom everything that is not said is ordinary. */
export function customerOf(parts: Partial<Customer> & { readonly id: string }): Customer {
  return Customer.parse({ name: `Kund ${parts.id}`, updatedAt: EARLIER, ...parts });
}

/** An agreement of whom everything that is not said is ordinary. */
export function agreementOf(parts: Partial<Agreement> & { readonly id: string }): Agreement {
  return Agreement.parse({
    ...{ customerId: parts.id, product: "Fast", kind: "fixed", updatedAt: EARLIER },
    ...{ start: "2025-06-01", end: "2026-05-31", ...parts },
  });
}
