import { createSms46elks } from "@perennial/connector-sms-46elks";
import { asTenant, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import { type BenchDatabase, openBenchDatabase } from "./bench-database.ts";
import type { BenchConnection } from "./bench-runtime.ts";
import { idSql } from "./fill-records.ts";
import { printHeader } from "./measure.ts";
import { openSink, type Sink } from "./open-sink.ts";

/** A Monday at ten in Stockholm, when people may be disturbed. */
export const NOW = "2026-03-02T09:00:00.000Z";

/** How often a company whose messages are measured may write to anybody. */
export const POLICY = { caps: [{ limit: 2, window: { rolling: "P7D" } }] };

/** What the company writes. */
export const TEMPLATES = {
  "templates/hello.sms.sv.txt":
    "Hej {{ customer.firstName }}! Ditt elavtal löper snart ut. Svara STOPP om du inte vill veta mer.",
  "templates/hello.sms.en.txt":
    "Hello {{ customer.firstName }}! Your agreement ends soon. Reply STOP to opt out.",
};

/** Where a benchmark of messages keeps its rows and sends its messages. */
export interface MessageBench {
  readonly bench: BenchDatabase;
  readonly sink: Sink;
}

/** Opens a database and a sink for a benchmark, says what it measures, and clears both away after it. */
export async function withSink(
  what: string,
  measure: (opened: MessageBench) => Promise<void>,
): Promise<void> {
  const bench = await openBenchDatabase();
  const sink = await openSink();
  try {
    await printHeader(what, bench);
    await measure({ bench, sink });
  } finally {
    sink.close();
    await bench.close();
  }
}

/** The real connector for 46elks, with one request for each message, which go to the sink. */
export function elksTo({ url }: Sink): BenchConnection {
  const settings = {
    ...{ username: "u", password: "p", sender: "Bench", baseUrl: url },
    webhookToken: "a-token-of-the-benchmark-only",
  };
  return { connector: createSms46elks(), settings };
}

/** Has the first customers of a tenant agree to marketing by text message, a while ago. */
export async function fillConsents({ db }: BenchDatabase, tenant: Tenant, count: number) {
  await asTenant(db, tenant.id, (tx) =>
    tx.run(sql`
      insert into consents (tenant_id, customer_id, channel, purpose, at, state, source, legal_basis, proof)
      select ${tenant.id}, ${idSql("c", sql`n`)}, 'sms', 'marketing', timestamptz '2025-06-01', 'given', 'web-form',
        'consent', 'form 3' from generate_series(1, ${count}::int) n`),
  );
}
