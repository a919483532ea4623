import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { json } from "../database/json.ts";
import { asSystem, asTenant, type TenantTransaction } from "../database/tenant-transaction.ts";

/** A company that uses Perennial. */
export interface Tenant {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly locale: string;
  /** An IANA name: the zone of dates without a zone of their own. */
  readonly timeZone: string;
  readonly country: string;
  readonly currency: string;
  /** The contact policy it has chosen over the defaults, as core/lifecycle reads it. */
  readonly policy: Readonly<Record<string, unknown>>;
  /** Where the demo's clock stands; nothing outside of the demo. */
  readonly demoNow: Instant | null;
  /** Grows with every change of its connections and of its programs' settings. */
  readonly revision: number;
}

const COLUMNS = sql`tenant_id as id, slug, name, locale, time_zone as "timeZone", country, currency, policy, demo_now as "demoNow", revision`;

/** Every tenant, oldest first. */
export function listTenants(db: Database): Promise<readonly Tenant[]> {
  return asSystem(db, (tx) =>
    tx.rows(sql<Tenant>`select ${COLUMNS} from tenants order by tenant_id`),
  );
}

/** A tenant as it is now; nothing where there is none with this number. */
export async function findTenant(db: Database, id: number): Promise<Tenant | undefined> {
  const [found] = await asSystem(db, (tx) =>
    tx.rows(sql<Tenant>`select ${COLUMNS} from tenants where tenant_id = ${id}`),
  );
  return found;
}

/** What a new tenant is made of. */
export type NewTenant = Pick<Tenant, "slug" | "name"> &
  Partial<Omit<Tenant, "id" | "slug" | "name" | "revision">>;

/** Creates a tenant, or gives the one that has the slug already. */
export function ensureTenant(db: Database, tenant: NewTenant, now: Instant): Promise<Tenant> {
  return asSystem(db, async (tx) => {
    await tx.run(sql`
      insert into tenants (slug, name, locale, time_zone, country, currency, policy, demo_now, created_at)
      values (${tenant.slug}, ${tenant.name}, ${tenant.locale ?? "sv"},
              ${tenant.timeZone ?? "Europe/Stockholm"}, ${tenant.country ?? "SE"},
              ${tenant.currency ?? "SEK"}, ${json(tenant.policy ?? {})}, ${tenant.demoNow ?? null}, ${now})
      on conflict (slug) do nothing`);
    const bySlug = sql<Tenant>`select ${COLUMNS} from tenants where slug = ${tenant.slug}`;
    const [found] = await tx.rows(bySlug);
    return found as Tenant;
  });
}

/** Lets other processes know that what they keep of a tenant is no longer so. */
export async function noteChange(tx: TenantTransaction): Promise<void> {
  await tx.run(sql`update tenants set revision = revision + 1 where tenant_id = ${tx.tenant}`);
}

/** Sets where the demo's clock stands. Losing the last setting to a crash costs nothing, so none waits for the disk. */
export function setDemoClock(db: Database, tenant: number, now: Instant): Promise<void> {
  return asTenant(db, tenant, async (tx: TenantTransaction) => {
    await tx.rows(sql`select set_config('synchronous_commit', 'off', true)`);
    await tx.run(sql`update tenants set demo_now = ${now} where tenant_id = ${tenant}`);
  });
}
