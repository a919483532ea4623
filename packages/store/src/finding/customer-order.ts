import type { LocalDate } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";
import { RUNNING_AGREEMENT } from "./customer-filter.ts";

/** What customers that are found may be put in order by. */
export const CUSTOMER_ORDERS = ["name", "value", "next-end", "last-contact", "risk"] as const;
export type CustomerOrderBy = (typeof CUSTOMER_ORDERS)[number];

/** In which order customers are found; who has nothing to be put in order by comes last. */
export interface CustomerOrder {
  readonly by: CustomerOrderBy;
  readonly descending: boolean;
}

/** An order in SQL, over `customerSource`. */
export interface CompiledOrder {
  /** What customers are put in order by, never null. */
  readonly key: RawBuilder<unknown>;
  /** What a key read from a cursor is cast to. */
  readonly type: RawBuilder<unknown>;
  /** The figure of every customer that the key is made of, as the columns `customer_id` and `figure`; none for a column. */
  readonly figures: RawBuilder<unknown> | undefined;
  readonly standing: boolean;
}

/** The way of each order that is asked for most. */
export const USUAL_WAY: Readonly<Record<CustomerOrderBy, boolean>> = {
  name: false,
  value: true,
  "next-end": false,
  "last-contact": true,
  risk: true,
};

/** Compiles an order for a tenant's customers on a day. */
export function compileOrder(
  { by, descending }: CustomerOrder,
  { tenant, today }: { readonly tenant: number; readonly today: LocalDate },
): CompiledOrder {
  const last = sql.lit(descending ? "-infinity" : "infinity");
  switch (by) {
    case "name":
      return { key: sql`c.sort_name`, type: sql`text`, figures: undefined, standing: false };
    case "value": {
      const least = sql.lit(descending ? "-9223372036854775808" : "9223372036854775807");
      const key = sql`coalesce(st.value, ${least}::bigint)`;
      return { key, type: sql`bigint`, figures: undefined, standing: true };
    }
    case "risk": {
      const key = sql`coalesce(st.churn, ${last}::double precision)`;
      return { key, type: sql`double precision`, figures: undefined, standing: true };
    }
    case "next-end": {
      const key = sql`coalesce(f.figure, ${last}::date)`;
      return { key, type: sql`date`, figures: nextEnds(tenant, today), standing: false };
    }
    case "last-contact": {
      const key = sql`coalesce(f.figure, ${last}::timestamptz)`;
      return { key, type: sql`timestamptz`, figures: lastContacts(tenant), standing: false };
    }
  }
}

function nextEnds(tenant: number, today: LocalDate): RawBuilder<unknown> {
  return sql`select a.customer_id, min(a.ends_on) as figure from agreements a
    where a.tenant_id = ${tenant} and a.ends_on >= ${today}::date and ${RUNNING_AGREEMENT}
    group by a.customer_id`;
}

function lastContacts(tenant: number): RawBuilder<unknown> {
  return sql`select i.customer_id, max(i.at) as figure from interactions i
    where i.tenant_id = ${tenant} group by i.customer_id`;
}
