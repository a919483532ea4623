import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestRedis } from "@perennial/queue/testing";
import {
  connectionString,
  type Database,
  migrate,
  openDatabase,
  openEmbedded,
} from "@perennial/store";
import { Redis } from "ioredis";
import { Child } from "./child.ts";
import type { PerennialProtocol, Start } from "./perennial-process.ts";
import {
  type CpuLook,
  databaseCpu,
  machineCpu,
  OTHERS,
  ownCpu,
  type ResourceProtocol,
} from "./resources.ts";
import type { SenderProtocol } from "./sender-process.ts";
import type { SinkProtocol } from "./sink-process.ts";

/** How a site is opened. */
export interface SiteOptions {
  /** Whether the database waits for the disk, as a user's does. @default true */
  readonly durable?: boolean;
}

const KEY_BYTES = 32;

/** A PostgreSQL and a Redis of a load test's own, and all processes that work on them. */
export class Site {
  readonly db: Database;
  readonly url: string;
  readonly directory: string;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #redisUrl: string;
  readonly #close: () => Promise<void>;
  readonly #children = new Map<string, Child<ResourceProtocol>>();

  private constructor(parts: SiteParts) {
    const { url, directory, redisUrl, close } = parts;
    this.db = openDatabase({ url });
    this.url = url;
    this.directory = directory;
    this.#redisUrl = redisUrl;
    this.#environment = {
      DATABASE_URL: url,
      REDIS_URL: redisUrl,
      PERENNIAL_PUBLIC_URL: "https://perennial.example",
      PERENNIAL_VAULT_KEY: randomBytes(KEY_BYTES).toString("base64"),
    };
    this.#close = close;
  }

  /** Starts both services, empty but for the tables. */
  static async open({ durable = true }: SiteOptions = {}): Promise<Site> {
    const directory = await mkdtemp(join(tmpdir(), "perennial-load-"));
    // Root runs PostgreSQL as another user, who must be able to pass.
    await chmod(directory, 0o711);
    const dataDir = join(directory, "database");
    const redis = await startTestRedis({ own: true });
    const server = await openEmbedded({ dataDir, durable, log: () => undefined }).catch(
      async (error: unknown) => {
        await redis.stop();
        throw error;
      },
    );
    const site = new Site({
      ...{ url: connectionString(server), directory, redisUrl: redis.url },
      async close() {
        await redis.stop();
        await server.stop();
        await rm(directory, { recursive: true, force: true, maxRetries: 5 });
      },
    });
    await migrate(site.db);
    return site;
  }

  /** The directory of the database. */
  get dataDir(): string {
    return join(this.directory, "database");
  }

  /** Starts doors, a worker or both. */
  async perennial(
    name: string,
    start: Pick<Start, "role" | "now"> & { readonly publicUrl?: string },
  ): Promise<{ readonly child: Child<PerennialProtocol>; readonly url: string }> {
    const { publicUrl, ...rest } = start;
    const child = new Child<PerennialProtocol>("perennial-process.ts");
    this.#children.set(name, child);
    const environment = {
      ...this.#environment,
      ...(publicUrl !== undefined && { PERENNIAL_PUBLIC_URL: publicUrl }),
    };
    const { url } = await child.ask("start", {
      ...rest,
      ...{ dataDir: join(this.directory, "home"), environment },
    });
    return { child, url };
  }

  /** Starts a CRM that takes everything. */
  async sink(): Promise<{ readonly child: Child<SinkProtocol>; readonly url: string }> {
    const child = new Child<SinkProtocol>("sink-process.ts");
    this.#children.set("sink", child);
    return { child, url: (await child.ask("open", null)).url };
  }

  /** Starts somebody who sends. */
  sender(): Child<SenderProtocol> {
    const child = new Child<SenderProtocol>("sender-process.ts");
    this.#children.set("sender", child);
    return child;
  }

  /** Looks what all processes have used so far, as nearly at one moment as can be. */
  async cpu(): Promise<CpuLook> {
    const used = await Promise.all([
      ...[...this.#children].map(async ([name, child]) => {
        const { cpuSeconds } = await child.ask("resources", { collect: false });
        return [name, cpuSeconds] as const;
      }),
      redisCpu(this.#redisUrl).then((cpuSeconds) => ["redis", cpuSeconds] as const),
    ]);
    const seconds = new Map([...used, ["the test itself", ownCpu()]]);
    const database = databaseCpu(this.dataDir);
    if (database !== undefined) seconds.set("postgresql", database);
    const ours = [...seconds.values()].reduce((sum, each) => sum + each, 0);
    seconds.set(OTHERS, machineCpu() - ours);
    return { at: Date.now(), seconds };
  }

  /** What the logs of Perennial's processes call errors. */
  get errors(): readonly string[] {
    return [...this.#children.values()].flatMap(({ errors }) => errors);
  }

  /** Ends all processes and removes all files. */
  async close(): Promise<void> {
    await Promise.all([...this.#children.values()].map((child) => child.end()));
    await this.db.destroy();
    await this.#close();
  }
}

/** Does something on a site and closes it, however that ends. */
export async function onSite<T>(site: Site, work: (site: Site) => Promise<T>): Promise<T> {
  try {
    return await work(site);
  } finally {
    await site.close();
  }
}

interface SiteParts {
  readonly url: string;
  readonly directory: string;
  readonly redisUrl: string;
  readonly close: () => Promise<void>;
}

async function redisCpu(url: string): Promise<number> {
  const redis = new Redis(url);
  try {
    const text = await redis.info("cpu");
    const read = (name: string) => Number(new RegExp(`${name}:([\\d.]+)`).exec(text)?.[1] ?? 0);
    return read("used_cpu_sys") + read("used_cpu_user");
  } finally {
    redis.disconnect();
  }
}
