import type { FieldFill } from "@perennial/lifecycle";
import {
  countCustomers,
  type HistoryPage,
  readConsents,
  readHistoryPage,
  type TenantTransaction,
} from "@perennial/store";

/** What an even sample of a base has in its fields, and how many may get advertising by each channel. */
export interface BaseSample {
  /** How many customers were looked at. */
  readonly looked: number;
  /** By the names that conditions give fields, as readiness is judged by them. */
  readonly fills: Readonly<Record<string, FieldFill>>;
  /** How many have consented to advertising and not withdrawn it, by channel. */
  readonly consents: ReadonlyMap<string, number>;
}

/** How many customers are looked at: enough to tell what is filled in from what is not. */
const SAMPLE = 400;

/** Looks at customers evenly spread over a tenant's base, and at all their dealings. */
export async function sampleBase(tx: TenantTransaction): Promise<BaseSample> {
  const every = Math.max(1, Math.floor((await countCustomers(tx)) / SAMPLE));
  const page = await readHistoryPage(tx, {
    after: undefined,
    limit: SAMPLE,
    every,
    contacts: "all",
  });
  const ids = page.customers.map(({ id }) => id);
  return {
    looked: ids.length,
    fills: fillsOf(page),
    consents: await consentsOf(tx, ids),
  };
}

function fillsOf(page: HistoryPage): Readonly<Record<string, FieldFill>> {
  const fills: Record<string, FieldFill> = {};
  const kinds = {
    customer: page.customers,
    agreement: page.agreements,
    purchases: page.purchases,
    interactions: page.interactions,
  } as const;
  for (const [kind, records] of Object.entries(kinds)) {
    if (kind !== "customer") {
      const owners = new Set(records.map((each) => Reflect.get(each, "customerId")));
      fills[kind] = { records: page.customers.length, filled: owners.size };
    }
    for (const [field, filled] of countFilled(records)) {
      fills[`${kind}.${field}`] = { records: records.length, filled };
    }
  }
  return fills;
}

/** How many records have something in each field; a tenant's own fields are named `attributes.<name>`. */
function countFilled(records: readonly object[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const note = (field: string, value: unknown) => {
    if (value === undefined || value === null || value === "") return;
    counts.set(field, (counts.get(field) ?? 0) + 1);
  };
  for (const record of records) {
    for (const [field, value] of Object.entries(record)) {
      if (field !== "attributes") note(field, value);
      else for (const [name, own] of Object.entries(value)) note(`attributes.${name}`, own);
    }
  }
  return counts;
}

/** How many customers' latest word on advertising by a channel is a yes. */
async function consentsOf(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const consents of (await readConsents(tx, ids)).values()) {
    const latest = new Map<string, string>();
    for (const { channel, purpose, topic, state } of consents) {
      if (purpose === "marketing" && topic === undefined) latest.set(channel, state);
    }
    for (const [channel, state] of latest) {
      if (state === "given") counts.set(channel, (counts.get(channel) ?? 0) + 1);
    }
  }
  return counts;
}
