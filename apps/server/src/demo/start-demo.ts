import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Instant, ManualClock } from "@perennial/contract";
import { localDateOf } from "@perennial/lifecycle";
import { readLibraryProgram } from "@perennial/programs";
import {
  changeState,
  type EventContext,
  publishPlan,
  publishProgram,
  type RuntimeContext,
  settle,
  sweepPrograms,
  syncConnections,
} from "@perennial/runtime";
import { type Habits, startWorld, type World } from "@perennial/simulators";
import {
  asTenant,
  type Database,
  ensureTenant,
  listConnections,
  readPlan,
  saveVisitCriteria,
  setDemoClock,
  type Tenant,
} from "@perennial/store";
import { z } from "zod";
import { ServerError } from "../server-error.ts";
import { createDemo, reviewStandings, type StoppableDemo } from "./demo.ts";
import { connectWorld } from "./demo-connections.ts";
import { DEMO_PLAN } from "./demo-plan.ts";
import { DEMO_VISITS } from "./demo-visits.ts";
import { readWorld } from "./world-file.ts";

/** The example company and the program it runs. */
const SLUG = "demo";
const PROGRAM = "renewal";
/** When the demo's story begins: an ordinary Monday morning. */
const BEGINNING: Instant = "2026-03-02T07:00:00.000Z";

/** Where a saved world began. */
const SavedBase = z.object({
  base: z.object({ seed: z.int(), customers: z.int(), today: z.string() }),
});

/** The demo's company and clock, as far as they are needed before the runtime is there. */
export async function demoTenant(
  db: Database,
): Promise<{ readonly tenant: Tenant; readonly clock: ManualClock }> {
  const wanted = { slug: SLUG, name: "Exempelkraft", demoNow: BEGINNING };
  const tenant = await ensureTenant(db, wanted, BEGINNING);
  return { tenant, clock: new ManualClock(tenant.demoNow ?? BEGINNING) };
}

/** How a demo's world differs from the usual one. */
export interface DemoWorld {
  /** What its people do by themselves. @default what is usual */
  readonly habits?: Partial<Habits>;
  /** Its time passes in steps of this length, in milliseconds. @default an hour */
  readonly step?: number;
  /** Whether the company goes without a lifecycle plan, so that its CRM alone says where customers stand. @default false */
  readonly withoutPlan?: boolean;
}

/** What the demo begins with. */
export interface DemoStart extends DemoWorld {
  readonly context: EventContext;
  readonly tenant: Tenant;
  readonly clock: ManualClock;
  readonly customers: number;
  readonly dataDir: string;
  readonly publicUrl: string;
  readonly say: (line: string) => void;
}

/** A demo that has begun. */
export interface RunningDemo extends StoppableDemo {
  /** Lets the step of time under way end, writes down where the world stands and ends it. */
  stop(): Promise<void>;
}

/** Starts the world, or wakes the one that was saved; connects it, loads its customers and activates the program. */
export async function startDemo(start: DemoStart): Promise<RunningDemo> {
  const { context, tenant, clock, dataDir, publicUrl, step } = start;
  const world = await openWorld(start);
  try {
    await connectWorld(context, { world, tenant: tenant.id, publicUrl });
    const demo = createDemo({ context, tenant, clock, world, dataDir, step });
    await begin(start);
    await demo.save();
    return {
      ...demo,
      async stop() {
        demo.interrupt();
        await demo.rest();
        await demo.save();
        await world.stop();
      },
    };
  } catch (error) {
    await world.stop();
    throw error;
  }
}

async function openWorld({ clock, tenant, customers, dataDir, habits }: DemoStart): Promise<World> {
  const journal = join(dataDir, "demo-journal");
  await mkdir(journal, { recursive: true });
  const saved = await readWorld(dataDir);
  const base = SavedBase.safeParse(saved).data?.base ?? {
    seed: 1,
    customers,
    today: localDateOf(clock.now(), tenant.timeZone),
  };
  const world = await startWorld({ clock, ...base, journal, ...(habits && { habits }) });
  if (saved === undefined) return world;
  try {
    world.restore(saved);
    return world;
  } catch (error) {
    await world.stop();
    throw error;
  }
}

/** The first load, the program and the first day; at later starts whatever of it is missing. */
async function begin({ context, tenant, clock, say, withoutPlan }: DemoStart): Promise<void> {
  const connections = await asTenant(context.db, tenant.id, listConnections);
  if (connections.some((each) => each.id === "crm" && each.syncedAt === null)) {
    say("Reading the company's customers and agreements from its CRM …");
  }
  await syncConnections(context, tenant, ({ signals }) => say(`  ${signals} records read`));
  await activate(context, tenant);
  await setDemoClock(context.db, tenant.id, clock.now());
  if (withoutPlan !== true) await adoptPlan(context, tenant);
  for (const swept of await sweepPrograms(context, tenant)) {
    say(
      `Program "${swept.program}" is active: ${swept.entered} agreements near their end have entered.`,
    );
  }
  await settle(context, tenant);
}

/** Puts the company's plan and its criteria for visits in force where there is none, and has everybody placed by it before the first day. */
async function adoptPlan(context: EventContext, tenant: Tenant): Promise<void> {
  const known = await asTenant(context.db, tenant.id, readPlan);
  if (known) return;
  const { version, problems } = await publishPlan(context, tenant, { plan: DEMO_PLAN, by: "demo" });
  if (version === undefined) {
    throw new ServerError(`The demo's lifecycle plan has errors: ${problems[0]?.message ?? ""}`);
  }
  await asTenant(context.db, tenant.id, (tx) =>
    saveVisitCriteria(tx, { criteria: DEMO_VISITS, savedAt: context.clock.now(), savedBy: "demo" }),
  );
  await reviewStandings({ context, tenant });
}

async function activate(context: RuntimeContext, tenant: Tenant): Promise<void> {
  const programs = await asTenant(context.db, tenant.id, (tx) => context.programs.list(tx));
  if (programs.some((each) => each.id === PROGRAM && each.state !== "draft")) return;
  const files = await readLibraryProgram(PROGRAM);
  const { version, problems } = await publishProgram(context, tenant.id, {
    program: PROGRAM,
    files,
    by: "demo",
  });
  const [first] = problems;
  if (version === undefined) {
    throw new ServerError(
      `The program "${PROGRAM}" has errors: ${first?.file}:${first?.line} ${first?.message}`,
    );
  }
  const changed = await changeState(context, tenant.id, { program: PROGRAM, state: "active" });
  if (typeof changed === "object") {
    throw new ServerError(`${changed.message} ${changed.problems[0]?.message ?? ""}`);
  }
}
