import type { Instant, LocalDate, LocalizedText } from "@perennial/contract";
import { sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What one target of a program was to be, and what it came to. */
export interface TargetResult {
  readonly id: string;
  readonly words: LocalizedText;
  readonly kind: "share" | "count" | "days";
  readonly atLeast?: number;
  readonly atMost?: number;
  /** In per cent, cases or days; nothing where there was nothing to measure. */
  readonly actual: number | null;
  /** Whether the target was met; nothing where that cannot be said. */
  readonly met: boolean | null;
}

/** One look at a program's targets (K:1). */
export interface Evaluation {
  readonly program: string;
  readonly dueOn: LocalDate;
  readonly version: number;
  readonly from: Instant;
  readonly until: Instant;
  readonly results: readonly TargetResult[];
  /** The same in the tenant's language. */
  readonly words: string;
}

/** Keeps an evaluation. Says whether it is the first of its day: one that was made before stays as it is. */
export async function saveEvaluation(
  tx: TenantTransaction,
  { program, dueOn, version, from, until, results, words }: Evaluation,
  now: Instant,
): Promise<boolean> {
  const made = await tx.run(sql`
    insert into evaluations (tenant_id, program, due_on, version, from_at, until_at, results, words, made_at)
    values (${tx.tenant}, ${program}, ${dueOn}, ${version}, ${from}, ${until}, ${json(results)}::jsonb, ${words}, ${now})
    on conflict do nothing`);
  return made > 0;
}

/** The evaluations of a program, or of all, newest first. */
export function listEvaluations(
  tx: TenantTransaction,
  program?: string,
): Promise<readonly Evaluation[]> {
  return tx.rows(sql<Evaluation>`
    select program, due_on as "dueOn", version, from_at as "from", until_at as "until", results, words
    from evaluations
    where tenant_id = ${tx.tenant} and (${program ?? null}::text is null or program = ${program ?? null})
    order by due_on desc, program`);
}
