import type { PublishImpact } from "@perennial/api";
import { parseProgram } from "@perennial/lifecycle";
import {
  countByStep,
  readRequireApproval,
  type StoredDraft,
  type TenantTransaction,
} from "@perennial/store";
import { findProgram } from "./program-files.ts";

/** What publishing a draft would do to those under way: they stay on their version, whatever it no longer has. */
export async function publishImpact(
  tx: TenantTransaction,
  draft: StoredDraft,
): Promise<PublishImpact> {
  const [stored, standing, approvalNeeded] = await Promise.all([
    findProgram(tx, draft.program),
    countByStep(tx, draft.program),
    readRequireApproval(tx),
  ]);
  const steps = new Set(parseProgram(draft.files).program?.steps.map(({ id }) => id) ?? []);
  const isGone = (step: string | null) => step !== null && !steps.has(step);
  const sum = (rows: typeof standing) => rows.reduce((total, { running }) => total + running, 0);
  const byVersion = Map.groupBy(standing, ({ version }) => version);
  const gone = Map.groupBy(
    standing.filter(({ step }) => isGone(step)),
    ({ step }) => step ?? "",
  );
  return {
    running: sum(standing),
    versions: [...byVersion].map(([version, rows]) => ({
      version,
      running: sum(rows),
      onRemovedSteps: sum(rows.filter(({ step }) => isGone(step))),
    })),
    removedSteps: [...gone].map(([step, rows]) => ({ step, running: sum(rows) })),
    state: stored?.state ?? "draft",
    approvalNeeded,
  };
}
