import { asTenant, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import { fillRecords, idSql, vacuum } from "../bench/fill-records.ts";
import { note } from "../bench/measure.ts";
import type { Child } from "./child.ts";
import type { Door } from "./delivery.ts";
import { THANKS_FILES, VISIT_FILES } from "./load-programs.ts";
import type { PerennialProtocol } from "./perennial-process.ts";
import type { Site } from "./site.ts";

/** A company with customers, whose CRM is the sink. */
export interface Crowd {
  readonly tenant: Tenant;
  readonly door: Door;
}

/** What a company is made of. */
export interface CrowdOptions {
  readonly slug: string;
  readonly customers: number;
  readonly sinkUrl: string;
  readonly doors: { readonly child: Child<PerennialProtocol>; readonly url: string };
}

const CONNECTION = "crm";
const SIGNING_SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
/** So long ago that whatever happens is news. */
const LONG_AGO = "2026-01-01T00:00:00.000Z";

/** Founds a company, with its customers and both programs. */
export async function gather(
  site: Site,
  { slug, customers, sinkUrl, doors }: CrowdOptions,
): Promise<Crowd> {
  const settings = { baseUrl: `${sinkUrl}/${slug}`, token: "load", signingSecret: SIGNING_SECRET };
  const tenant = await doors.child.ask("company", {
    slug,
    connections: [{ id: CONNECTION, connector: "webhook", settings }],
    programs: { visit: VISIT_FILES, thanks: THANKS_FILES },
  });
  await fillRecords(site, tenant, {
    ...{ count: customers, now: LONG_AGO, endsOn: sql`date '2027-12-31'` },
  });
  const url = `${doors.url}/hooks/v1/${tenant.id}/${CONNECTION}`;
  return { tenant, door: { url, secret: SIGNING_SECRET } };
}

/** Enrolments that fall due. */
export interface Wave {
  readonly count: number;
  /** When the first does, in milliseconds of the machine's clock. */
  readonly begins: number;
  /** How many do each second; all at once where it is missing. */
  readonly perSecond?: number;
  /** The number of the first customer; each has one. */
  readonly from: number;
}

/** A wave and whose it is. */
export interface TenantWave extends Wave {
  readonly tenant: Tenant;
}

/** Has enrolments of the program `visit` wait, each until its moment, which is kept as when it entered. */
export async function haveWait(site: Site, waves: readonly TenantWave[]): Promise<void> {
  for (const wave of waves) await insert(site, wave);
  await vacuum(site, ["enrolments"]);
  const late = Date.now() - Math.min(...waves.map(({ begins }) => begins));
  if (late > 0) note(`the test itself was late by ${late} ms, and so are those due first`);
}

async function insert(
  { db }: Site,
  { tenant: { id }, count, begins, perSecond, from }: TenantWave,
): Promise<void> {
  const apart = perSecond === undefined ? 0 : 1_000 / perSecond;
  await asTenant(db, id, (tx) =>
    tx.run(sql`
      insert into enrolments (tenant_id, program, program_version, customer_id, key, round, step, wake_at, timer_at,
        entered_at)
      select ${id}, 'visit', 1, customer, customer, 0, 'start', at, at, at
      from (
        select ${idSql("c", sql`n`)} as customer,
          ${new Date(begins).toISOString()}::timestamptz + (n - ${from}::int) * ${apart}::float8 * interval '1 ms' as at
        from generate_series(${from}::int, ${from + count - 1}::int) n) made`),
  );
}
