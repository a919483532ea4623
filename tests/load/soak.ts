import { setTimeout as pause } from "node:timers/promises";
import { type Instant, ManualClock } from "@perennial/contract";
import { readLibraryProgram } from "@perennial/programs";
import { nextReview } from "@perennial/runtime";
import { startWorld, type World } from "@perennial/simulators";
import type { Tenant } from "@perennial/store";
import { note, print, printHeader, tableLines } from "../bench/measure.ts";
import { CONNECTIONS, doorOf, PROGRAM } from "../recovery/company.ts";
import { Doorman } from "../recovery/doorman.ts";
import { readLedger } from "../recovery/ledger.ts";
import { readWorld } from "../recovery/world-log.ts";
import type { Child } from "./child.ts";
import type { PerennialProtocol } from "./perennial-process.ts";
import { judge, type Verdict } from "./report.ts";
import { onSite, Site, type SiteOptions } from "./site.ts";
import { auditSoak } from "./soak-books.ts";
import { pilesUp, rise, slopeOf, warm } from "./trend.ts";
import { countWaiting, HISTORY, readVitals, type Vitals } from "./vitals.ts";

/** How long a life is lived, and how fast. */
export interface SoakOptions extends SiteOptions {
  readonly minutes: number;
  /** Simulated days, spread over the minutes; fewer where the machine is too slow for them. */
  readonly days: number;
  readonly customers: number;
  /** How often the server is looked at, in all. */
  readonly looks: number;
}

export const SOAK_DEFAULTS = { minutes: 5, days: 365, customers: 300, looks: 60 };

const BEGINNING: Instant = "2026-03-02T07:00:00.000Z";
const DAY = 86_400_000;
/** Time passes in steps of an hour: what is due within one happens at its end. */
const STEP = 3_600_000;
/** How much memory may rise from the second quarter to the end, as a share. */
const FLAT = 0.1;

/** What must stay as it is, and what comes and goes within bounds. */
const MEMORY = ["resident", "heap"] as const;
const POOLED = ["connections", "handles"] as const;

interface Life {
  readonly site: Site;
  readonly server: Child<PerennialProtocol>;
  readonly world: World;
  readonly clock: ManualClock;
  readonly doorman: Doorman;
  readonly tenant: Tenant;
  readonly vitals: Vitals[];
}

/**
 * An hour in miniature: a company lives through a year under a clock that is turned, with all that its customers
 * do by themselves, while it is watched what the server holds on to.
 */
export async function loadSoak(options: SoakOptions): Promise<Verdict> {
  const { minutes, days, customers } = options;
  const clock = new ManualClock(BEGINNING);
  const world = await startWorld({ clock, customers });
  const doorman = await Doorman.open(() => undefined);
  try {
    return await onSite(await Site.open(options), async (site) => {
      await printHeader(`soak: ${days} days of ${customers} customers in ${minutes} minutes`, site);
      const life = await begin({ site, clock, doorman, world });
      await live(life, options);
      return end(life);
    });
  } finally {
    await doorman.close();
    await world.stop();
  }
}

async function begin(of: Pick<Life, "site" | "clock" | "doorman" | "world">): Promise<Life> {
  const { site, clock, doorman, world } = of;
  const { child: server, url } = await site.perennial("server", {
    ...{ role: "both", now: clock.now(), publicUrl: doorman.url },
  });
  doorman.target = url;
  const door = (id: Parameters<typeof doorOf>[0]) => new URL(doorOf(id), doorman.url);
  const sms = door("sms");
  sms.searchParams.set("token", world.settings["sms-46elks"].webhookToken);
  world.connectTo({
    smsIncomingUrl: sms.href,
    dialerCallbackUrl: door("dialer").href,
    crmCallbackUrl: door("crm").href,
  });
  const connections = CONNECTIONS.map(({ id, connector }) => ({
    ...{ id, connector, settings: { ...world.settings[connector] } },
  }));
  const programs = { [PROGRAM]: await readLibraryProgram(PROGRAM) };
  // The tenant that a server makes for itself, and the recovery tests read the books of.
  const tenant = await server.ask("company", { slug: "default", connections, programs });
  return { ...of, server, tenant, vitals: [] };
}

/** Lets time pass, evenly over the minutes, and looks at the server now and then. */
async function live(life: Life, { minutes, days, looks }: SoakOptions): Promise<void> {
  const { clock, server } = life;
  const lasts = minutes * 60_000;
  const begun = Date.now();
  const over = Date.parse(BEGINNING) + days * DAY;
  let due = await settle(life);
  while (Date.parse(clock.now()) < over && Date.now() - begun < lasts) {
    clock.moveTo(stepAfter(least([due, life.world.nextDue(), momentOf(over)]), clock.now()));
    await server.ask("turn", { now: clock.now() });
    due = await settle(life);
    const lived = (Date.parse(clock.now()) - Date.parse(BEGINNING)) / DAY;
    if (Date.now() - begun >= (life.vitals.length * lasts) / looks) await look(life, lived);
    const ahead = (lived / days) * lasts - (Date.now() - begun);
    if (ahead > 0) await pause(ahead);
  }
}

/** Until neither the world nor Perennial has anything more to do at this moment; gives when there is again. */
async function settle({ clock, world, server, tenant }: Life): Promise<Instant> {
  for (;;) {
    await world.tick();
    const work = await server.ask("settle", null);
    const due = least([work ?? undefined, nextReview(tenant, clock.now())]);
    const next = world.nextDue();
    if (due > clock.now() && (next === undefined || next > clock.now())) return due;
  }
}

async function look(life: Life, day: number): Promise<void> {
  const vitals = await readVitals(life.site, life.tenant, { server: life.server, day });
  life.vitals.push(vitals);
  const { resident, heap, connections, handles } = vitals;
  note(
    `day ${Math.floor(day)}: ${megabytes(resident)} MB resident, ${megabytes(heap)} MB heap, ${connections} connections, ${handles} handles`,
  );
}

async function end(life: Life): Promise<Verdict> {
  const { site, world, doorman, vitals, tenant, clock } = life;
  report(vitals);
  const ledger = await readLedger(site.dataDir);
  const log = readWorld(world, { rung: new Map(), delivered: doorman.delivered });
  const waiting = await countWaiting(site, tenant, clock.now());
  const broken = judge("nothing is lost or done twice, and nothing due is left", [
    ...auditSoak(log, ledger),
    ...Object.entries(waiting).flatMap(([what, count]) => (count === 0 ? [] : `${count} ${what}`)),
    ...site.errors,
  ]);
  const missed = judge(
    `memory rises by less than ${100 * FLAT} % from the second quarter on, and connections and handles do not pile up`,
    [
      ...MEMORY.flatMap((what) => {
        const share = rise(warm(pointsOf(vitals, (each) => each[what])));
        return share > FLAT ? [`${what} rises by ${(100 * share).toFixed(1)} %`] : [];
      }),
      ...POOLED.flatMap((what) => {
        const points = warm(pointsOf(vitals, (each) => each[what]));
        return pilesUp(points) ? [`${what} are more and more`] : [];
      }),
    ],
  );
  return { broken, missed };
}

function pointsOf(vitals: readonly Vitals[], figure: (of: Vitals) => number) {
  return vitals.map((each) => [each.day, figure(each)] as const);
}

function report(vitals: readonly Vitals[]): void {
  const row = (name: string, figure: (of: Vitals) => number, digits = 0) => {
    const points = warm(pointsOf(vitals, figure));
    const [first, last] = [points[0]?.[1] ?? 0, points.at(-1)?.[1] ?? 0];
    const share = `${(100 * rise(points)).toFixed(1)} %`;
    return [name, first.toFixed(digits), last.toFixed(digits), slopeOf(points).toFixed(2), share];
  };
  print([
    `${Math.floor(vitals.at(-1)?.day ?? 0)} days lived; from the second quarter to the end`,
    ...tableLines([
      ["", "from", "to", "a day", "rise"],
      row("resident memory, MB", ({ resident }) => resident / 2 ** 20, 1),
      row("heap in use, MB", ({ heap }) => heap / 2 ** 20, 1),
      row("connections to PostgreSQL", ({ connections }) => connections),
      row("open handles", ({ handles }) => handles),
      row("running enrolments, rows", ({ running }) => running),
      ...HISTORY.map((table) => row(`${table}, rows`, ({ rows }) => rows[table] ?? 0)),
    ]),
  ]);
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

function momentOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString();
}

function least(moments: readonly (Instant | undefined)[]): Instant {
  const [first = ""] = moments.flatMap((each) => each ?? []).sort();
  return first;
}

/** The first full step at or after a moment, and after now. */
function stepAfter(moment: Instant, now: Instant): Instant {
  const at = Math.max(Date.parse(moment), Date.parse(now) + 1);
  return momentOf(Math.ceil(at / STEP) * STEP);
}
