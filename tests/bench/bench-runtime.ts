import { randomBytes } from "node:crypto";
import { type Connector, type Instant, ManualClock, silentLog } from "@perennial/contract";
import type { RulePack } from "@perennial/lifecycle";
import { readRulePack } from "@perennial/programs";
import {
  createConnections,
  createPrograms,
  type RuntimeContext,
  SealedVault,
  saveConnection,
  VAULT_KEY_BYTES,
} from "@perennial/runtime";
import {
  asTenant,
  changeProgram,
  type Database,
  publishVersion,
  type Tenant,
} from "@perennial/store";
import type { BenchDatabase } from "./bench-database.ts";

/** A connection that a benchmark's company has. */
export interface BenchConnection {
  readonly connector: Connector;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What a benchmark's company is set up with. */
export interface RuntimeSetup {
  readonly now: Instant;
  /** The id of its one program, which is active, and the files. */
  readonly program: string;
  readonly files: Readonly<Record<string, string>>;
  readonly connections?: readonly BenchConnection[];
}

/** The runtime as a server makes it, but for a clock that the benchmark turns and a log that nobody reads. */
export interface BenchRuntime {
  readonly context: RuntimeContext;
  readonly clock: ManualClock;
}

/** The rules that programs of electricity companies go by. */
const RULE_PACK = "se-electricity";

/** Makes a runtime over a benchmark's database, with a program published and its connections saved. */
export async function openBenchRuntime(
  { db }: BenchDatabase,
  tenant: Tenant,
  setup: RuntimeSetup,
): Promise<BenchRuntime> {
  const { now, program, files, connections = [] } = setup;
  const { context, clock } = await wireRuntime(db, setup);
  await asTenant(db, tenant.id, async (tx) => {
    await publishVersion(tx, { program, files, digest: "bench", by: "bench", at: now });
    await changeProgram(tx, program, { at: now, state: "active" });
  });
  for (const { connector, settings } of connections) {
    await saveConnection(context, tenant.id, { id: connector.manifest.id, connector, settings });
  }
  return { context, clock };
}

/** Makes a runtime over a database in which everything stands already. */
export async function wireRuntime(
  db: Database,
  { now, program, connections = [] }: Pick<RuntimeSetup, "now" | "program" | "connections">,
) {
  const clock = new ManualClock(now);
  const rules: RulePack = await readRulePack(RULE_PACK);
  const vault = new SealedVault(randomBytes(VAULT_KEY_BYTES));
  const connectors = connections.map(({ connector }) => connector);
  const callbackUrl = () => "https://perennial.example/hooks";
  const context = {
    ...{ db, clock, log: silentLog, vault },
    programs: createPrograms({ rulePack: () => rules }),
    connections: createConnections({ db, clock, log: silentLog, vault, connectors, callbackUrl }),
    rulePack: rules,
    unsubscribeUrl: () => "https://perennial.example/stop",
    checkContext: () => ({ rulePacks: { [RULE_PACK]: rules }, programs: [program] }),
  };
  return { context, clock };
}
