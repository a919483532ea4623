import { createHash } from "node:crypto";
import type { Command } from "@perennial/contract";
import { localDateOf } from "@perennial/lifecycle";
import {
  asTenant,
  type ClaimedRecordWrite,
  cancelRecordWrites,
  claimRecordWrites,
  findRunning,
  type RecordWriteOutcome,
  settleRecordWrites,
  type TenantTransaction,
  type WrittenValues,
} from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import { fittedWords } from "../standing/told-lengths.ts";
import { wordsOf } from "../standing/told-words.ts";
import { coursesOf } from "./customer-course.ts";
import type { Exchange } from "./standing.ts";
import { courseKept, targetOf, wordsKept } from "./write-back-targets.ts";
import { type Verdict, writeClaimed } from "./write-claimed.ts";

/**
 * Tells a connection's other side where customers stand and when their agreements end, as far as that is other than what
 * it has (architecture.md, 5): only what changed, and once however often it changed. Gives how many were handled.
 */
export async function writeRecords(context: RuntimeContext, exchange: Exchange): Promise<number> {
  const { tenant, open } = exchange;
  const target = targetOf(open);
  if (!target) {
    const { id } = open.connection;
    const { commands } = open.connector.manifest;
    if (commands.includes("update-record"))
      await asTenant(context.db, tenant.id, (tx) => cancelRecordWrites(tx, id));
    return 0;
  }
  const { connectionId } = target;
  return writeClaimed<ClaimedRecordWrite>(context, exchange, {
    kind: "update-record",
    async claim(tx, claim) {
      const today = localDateOf(claim.now, tenant.timeZone);
      const claimed = await claimRecordWrites(tx, { ...claim, ...target, today });
      const told = await toldOf(context, tx, { exchange, claimed });
      return claimed.map((each) => ({
        ...each,
        now: each.now && { ...each.now, ...told(each.customerId) },
      }));
    },
    commandOf: (claimed) => commandOf(tenant.id, claimed),
    settle: (tx, verdicts, now) =>
      settleRecordWrites(
        tx,
        { connectionId, now },
        verdicts.map(({ claimed, verdict }) => outcomeOf(claimed, verdict)),
      ),
  });
}

/** What is told of customers in words, as much as the other side's columns take: read at once for all that are written. */
async function toldOf(
  context: RuntimeContext,
  tx: TenantTransaction,
  asked: { readonly exchange: Exchange; readonly claimed: readonly ClaimedRecordWrite[] },
): Promise<(customerId: string) => WrittenValues> {
  const { tenant, open } = asked.exchange;
  const [course, words] = [courseKept(open), wordsKept(open)];
  const isAny = asked.claimed.length > 0 && course.length + words.length > 0;
  if (!isAny) return () => ({});
  const customerIds = asked.claimed.map(({ customerId }) => customerId);
  const running = await findRunning(tx, customerIds);
  const courses = await coursesOf(context, tx, { tenant, running, fields: course });
  const standings = await wordsOf(context, tx, { tenant, customerIds, fields: words });
  return (id) => fittedWords({ ...courses.get(id), ...standings.get(id) });
}

/** What differs from what the other side has; nothing where nothing does. What it is to have no longer is null. */
function commandOf(tenant: number, claimed: ClaimedRecordWrite): Command | undefined {
  const { customerId, told, now, asks } = claimed;
  if (!now) return undefined;
  const values = differences(told, now);
  if (Object.keys(values).length === 0) return undefined;
  const digest = createHash("sha256")
    .update(JSON.stringify([customerId, values, asks]))
    .digest("base64url");
  const about = { customerId, object: "customer", recordId: customerId } as const;
  return { kind: "update-record", id: `t${tenant}-u${digest}`, ...about, values };
}

function differences(
  told: WrittenValues,
  now: WrittenValues,
): Readonly<Record<string, string | number | null>> {
  const before = new Map<string, unknown>(Object.entries(told));
  const after = new Map(Object.entries(now));
  const gone = [...before.keys()].filter((field) => !after.has(field));
  return Object.fromEntries([
    ...[...after].filter(([field, value]) => before.get(field) !== value),
    ...gone.map((field) => [field, null] as const),
  ]);
}

function outcomeOf(
  { customerId, asks, now }: ClaimedRecordWrite,
  verdict: Verdict,
): RecordWriteOutcome {
  const values = now ?? {};
  if (verdict.problem === null) return { customerId, asks, ...verdict, told: values };
  const isOver = verdict.dueAt === undefined;
  return { customerId, asks, ...verdict, ...(isOver && { refused: values }) };
}
