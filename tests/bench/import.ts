import { stat } from "node:fs/promises";
import { join } from "node:path";
import { asTenant, ensureTenant, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import { importFiles, planFiles } from "perennial-cli";
import { bareImport } from "./bare-import.ts";
import { type BenchDatabase, openBenchDatabase } from "./bench-database.ts";
import { writeContacts } from "./contacts-file.ts";
import { empty, vacuum } from "./fill-records.ts";
import { clocked, median, note, print, printHeader, tableLines, takeTurns } from "./measure.ts";
import { readOptions } from "./options.ts";

const NOW = "2026-03-02T08:00:00.000Z";

/** Seconds that an import took into an empty table, and the same file again. */
interface Imported {
  readonly new: number;
  readonly unchanged: number;
}

/**
 * A file of contacts into the mirror as `perennial import` does it, and the same file again. Beside it, in the
 * same run, into the same table with the same indexes: what somebody would write by hand for this one file.
 */
export async function benchImport(args: readonly string[]): Promise<void> {
  const { rows, rounds } = readOptions("import", args, { rows: 100_000, rounds: 3 });
  const bench = await openBenchDatabase();
  try {
    await printHeader(`import of ${rows} contacts from a CSV file`, bench);
    const tenant = await ensureTenant(bench.db, { slug: "bench", name: "Bench" }, NOW);
    const path = join(bench.directory, "contacts.csv");
    await writeContacts(path, rows);
    note(`a file of ${((await stat(path)).size / 2 ** 20).toFixed(1)} MiB`);
    const measure = (work: () => Promise<unknown>) => twice(bench, tenant, { rows, work });
    const bare = () => bareImport(bench.url, { path, tenant: tenant.id, now: NOW });
    const ways = {
      bare: () => measure(bare),
      perennial: () => measure(() => throughCommand(bench, tenant, path)),
    };
    report(rows, await takeTurns(ways, rounds));
  } finally {
    await bench.close();
  }
}

async function throughCommand(bench: BenchDatabase, tenant: Tenant, path: string): Promise<void> {
  const plans = await planFiles({ files: { customers: path }, importedAt: NOW });
  await importFiles({
    ...{ db: bench.db, tenant: tenant.id, plans },
    onReject: ({ line, faults }) => {
      throw new Error(`Line ${line} was rejected: ${JSON.stringify(faults)}`);
    },
  });
}

/** Into an empty table, and once more. */
async function twice(
  bench: BenchDatabase,
  tenant: Tenant,
  { rows, work }: { readonly rows: number; readonly work: () => Promise<unknown> },
): Promise<Imported> {
  await empty(bench, ["customers"]);
  const first = await clocked(work);
  await vacuum(bench, ["customers"]);
  const again = await clocked(work);
  await verify(bench, tenant, rows);
  return { new: first, unchanged: again };
}

async function verify({ db }: BenchDatabase, tenant: Tenant, rows: number): Promise<void> {
  const [found] = await asTenant(db, tenant.id, (tx) =>
    tx.rows(sql<{ count: number; right: number }>`
      select count(*) as count, count(*) filter (where mobile like '+467%' and customer_since is not null
        and email like 'kund.' || id || '@%') as right from customers`),
  );
  if (found?.count !== rows || found.right !== rows) {
    throw new Error(`expected ${rows} contacts: ${JSON.stringify(found)}`);
  }
}

function report(
  rows: number,
  { bare, perennial }: Readonly<Record<"bare" | "perennial", readonly Imported[]>>,
): void {
  const line = (name: string, which: keyof Imported) => {
    const [theirs, ours] = [bare, perennial].map((way) => median(way.map((each) => each[which])));
    if (theirs === undefined || ours === undefined) return [];
    const rate = Math.round(rows / ours);
    return [name, theirs.toFixed(2), ours.toFixed(2), `${rate}`, (ours / theirs).toFixed(2)];
  };
  print([
    "seconds (medians); bare is parse and check, COPY into staging, one upsert",
    ...tableLines([
      ["", "bare", "perennial", "rows/s", "times bare"],
      line("into an empty table", "new"),
      line("the same file again", "unchanged"),
    ]),
  ]);
}
