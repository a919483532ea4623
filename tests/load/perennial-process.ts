/** Perennial as a process of its own: doors, a worker, or both under a clock that somebody turns. */
import { type Instant, ManualClock } from "@perennial/contract";
import { changeState, publishProgram, saveConnection, syncConnections } from "@perennial/runtime";
import {
  CONNECTORS,
  jsonLog,
  type ServerRuntime,
  startServer,
  startWorker,
} from "@perennial/server";
import { ensureTenant, type Tenant } from "@perennial/store";
import { answerParent } from "./protocol.ts";
import { type ResourceProtocol, readResources } from "./resources.ts";

/** How a process is started. */
export interface Start {
  readonly role: "web" | "worker" | "both";
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What time it is, for a clock that is turned. @default the machine's clock */
  readonly now?: Instant;
}

/** A company that is to be connected and run programs. */
export interface NewCompany {
  readonly slug: string;
  readonly connections: readonly {
    readonly id: string;
    readonly connector: string;
    readonly settings: Readonly<Record<string, unknown>>;
  }[];
  readonly programs: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What it can be asked. */
export type PerennialProtocol = ResourceProtocol & {
  readonly start: { readonly request: Start; readonly answer: { readonly url: string } };
  /** Gives the tenant; its records are read where a connection has any. */
  readonly company: { readonly request: NewCompany; readonly answer: Tenant };
  readonly turn: { readonly request: { readonly now: Instant }; readonly answer: null };
  /** Does what is due; gives when there is something again. */
  readonly settle: { readonly request: null; readonly answer: Instant | null };
  readonly stop: { readonly request: null; readonly answer: null };
};

/** Either kind of process, as far as it is asked alike. */
interface Running {
  readonly runtime: ServerRuntime;
  readonly url: string;
  settle(): Promise<Instant | undefined>;
  stop(): Promise<void>;
}

let clock: ManualClock | undefined;
let running: Running | undefined;

async function start({ role, dataDir, environment, now }: Start): Promise<Running> {
  clock = now === undefined ? undefined : new ManualClock(now);
  const common = { dataDir, environment, log: jsonLog(), ...(clock && { clock }) };
  if (role === "worker") {
    const worker = await startWorker(common);
    const settle = async () => {
      await worker.settle();
      return undefined;
    };
    return { runtime: worker.runtime, url: "", settle, stop: worker.stop };
  }
  const server = await startServer({
    ...common,
    port: 0,
    environment: { ...environment, PERENNIAL_ROLE: role },
  });
  const { runtime, url } = server;
  return { runtime, url, settle: () => server.settle(), stop: () => server.stop() };
}

async function found({ slug, connections, programs }: NewCompany): Promise<Tenant> {
  const { runtime } = here();
  const tenant = await ensureTenant(runtime.db, { slug, name: slug }, runtime.clock.now());
  for (const { id, connector: wanted, settings } of connections) {
    const connector = CONNECTORS.find(({ manifest }) => manifest.id === wanted);
    if (!connector) throw new Error(`There is no connector "${wanted}".`);
    await saveConnection(runtime, tenant.id, { id, connector, settings });
  }
  await syncConnections(runtime, tenant);
  for (const [program, files] of Object.entries(programs)) {
    const published = await publishProgram(runtime, tenant.id, { program, files, by: "load" });
    if (published.version === undefined) throw new Error(JSON.stringify(published.problems));
    const changed = await changeState(runtime, tenant.id, { program, state: "active" });
    if (changed !== "changed") throw new Error(JSON.stringify(changed));
  }
  return tenant;
}

function here(): Running {
  if (running === undefined) throw new Error("The process has not been started.");
  return running;
}

answerParent<PerennialProtocol>(
  {
    async start(request) {
      running = await start(request);
      return { url: running.url };
    },
    company: found,
    async turn({ now }) {
      clock?.moveTo(now);
      return null;
    },
    settle: async () => (await here().settle()) ?? null,
    async stop() {
      await here().stop();
      return null;
    },
    resources: ({ collect }) => readResources(collect),
  },
  async () => running?.stop(),
);
