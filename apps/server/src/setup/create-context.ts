import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createEventPoster, type EventPosterOptions } from "@perennial/connector-webhook";
import type { Clock, Connector, Log } from "@perennial/contract";
import type { RulePack } from "@perennial/lifecycle";
import { listPrograms, listRulePacks, readRulePack } from "@perennial/programs";
import type { Rooms } from "@perennial/queue";
import {
  createConnections,
  createPrograms,
  type EventContext,
  type Measures,
  SealedVault,
  VAULT_KEY_BYTES,
} from "@perennial/runtime";
import type { Database } from "@perennial/store";
import type { DiskSpace } from "../health/disk-space.ts";
import type { Watchdog } from "../health/watchdog.ts";
import { hookPath } from "../http/hooks.ts";
import { ServerError } from "../server-error.ts";
import type { AppCredentials } from "./app-credentials.ts";
import { checkVault, LOST_KEY_REMEDY } from "./check-vault.ts";
import { CONNECTORS } from "./connectors.ts";
import { privateFile } from "./private-file.ts";
import { UnsubscribeLinks } from "./unsubscribe-links.ts";

/** The rules that hold where a program names none. */
const DEFAULT_RULE_PACK = "se-electricity";
const NO_APPS: AppCredentials = new Map();

/** What the loops of this server work with. */
export interface ContextOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly dataDir: string;
  readonly vaultKey: string | undefined;
  readonly publicUrl: string;
  /** The connectors this installation has. @default those that are installed beside it */
  readonly connectors?: readonly Connector[];
  /** Our apps at vendors, as the environment gives them. @default none */
  readonly apps?: AppCredentials;
  /** What subscribers' addresses may reach beyond public ones. */
  readonly endpointsMayReach: EventPosterOptions["allow"];
  /** Where the room under rate limits is kept. @default in this process, for it alone */
  readonly rooms?: Rooms | undefined;
  /** Whether anything can be kept. @default always */
  readonly disk?: DiskSpace;
  /** Told what this process is busy with. @default nobody */
  readonly watchdog?: Watchdog;
  /** Told of what the loops do. @default nobody */
  readonly measures?: Measures;
}

/** The runtime as this server wires it. */
export interface ServerRuntime extends EventContext {
  /** The links that end marketing with one click. */
  readonly unsubscribing: UnsubscribeLinks;
  /** The connectors this installation has. */
  readonly connectors: readonly Connector[];
  /** The address under which the outside world reaches this server. */
  readonly publicUrl: string;
  readonly disk?: DiskSpace;
  readonly watchdog?: Watchdog;
}

/** Wires the runtime: which connectors, which rule packs, which key. */
export async function createContext(options: ContextOptions): Promise<ServerRuntime> {
  const { db, clock, log, publicUrl, connectors = CONNECTORS, apps = NO_APPS } = options;
  const key = await vaultKey(options);
  const vault = new SealedVault(key.bytes);
  await checkVault(db, { vault, keyFrom: key.from });
  const unsubscribing = new UnsubscribeLinks(key.bytes, publicUrl);
  const packs = await readRulePacks();
  const library = await listPrograms();
  const rulePack = (id: string | undefined) => packOf(packs, id ?? DEFAULT_RULE_PACK);
  const callbackUrl = (tenant: number, connection: string) =>
    new URL(hookPath(tenant, connection), publicUrl).href;
  return {
    db,
    clock,
    log,
    vault,
    unsubscribing,
    connectors,
    publicUrl,
    rulePack: rulePack(undefined),
    ...(options.disk && { disk: options.disk }),
    ...(options.watchdog && { watchdog: options.watchdog }),
    ...(options.measures && { measures: options.measures }),
    postEvent: createEventPoster({ clock, allow: options.endpointsMayReach ?? [] }),
    unsubscribeUrl: (tenant, customerId) => unsubscribing.url(tenant.id, customerId),
    programs: createPrograms({ rulePack }),
    connections: createConnections({
      ...{ db, clock, log, vault, connectors, apps, callbackUrl },
      ...(options.rooms && { rooms: options.rooms }),
    }),
    checkContext: (program) => ({
      rulePacks: packs,
      programs: [...new Set([...library, program])],
    }),
  };
}

async function readRulePacks(): Promise<Readonly<Record<string, RulePack>>> {
  const ids = await listRulePacks();
  const packs = await Promise.all(ids.map(async (id) => [id, await readRulePack(id)] as const));
  return Object.fromEntries(packs);
}

function packOf(packs: Readonly<Record<string, RulePack>>, id: string): RulePack {
  const pack = Object.hasOwn(packs, id) ? packs[id] : undefined;
  if (pack) return pack;
  throw new ServerError(
    `There is no rule pack "${id}". There are: ${Object.keys(packs).join(", ")}.`,
  );
}

/** The key, and where it is from, for people. */
async function vaultKey({
  dataDir,
  vaultKey: given,
}: ContextOptions): Promise<{ readonly bytes: Buffer; readonly from: string }> {
  if (given !== undefined) {
    return { bytes: Buffer.from(given, "base64"), from: "PERENNIAL_VAULT_KEY" };
  }
  const path = join(dataDir, "vault-key");
  const fresh = () => randomBytes(VAULT_KEY_BYTES).toString("base64");
  const bytes = Buffer.from((await privateFile(path, fresh)).text, "base64");
  if (bytes.length === VAULT_KEY_BYTES) return { bytes, from: path };
  throw new ServerError(
    `The key in ${path} is damaged: it should be ${VAULT_KEY_BYTES} bytes in base64. Restore it from a backup. ${LOST_KEY_REMEDY}`,
  );
}
