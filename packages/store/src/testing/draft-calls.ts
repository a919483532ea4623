import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { askForApproval, saveDraft } from "../draft/drafts.ts";
import { setRequireApproval } from "../tenant/approval.ts";
import type { ForeignCall } from "./foreign-calls.ts";
import { MONDAY, WEDNESDAY } from "./test-database.ts";

const draft = (mark: string, seen: number) => ({
  ...{ program: "renewal", files: { "program.yaml": mark }, seen, by: mark, at: MONDAY },
  ...{ summary: { name: { sv: mark, en: mark }, errors: 0, warnings: 0 } },
  ...{ baseVersion: 1, origin: mark },
});
const word = { program: "renewal", revision: 1, by: "x", at: WEDNESDAY, words: "x" };

/** Leaves a draft that waits for approval. */
export async function fillDrafts(tx: TenantTransaction, mark: string): Promise<void> {
  await saveDraft(tx, draft(mark, 0));
  await askForApproval(tx, { ...word, by: mark, words: mark });
  await setRequireApproval(tx, true);
}

/** The calls of what has to do with changing programs, asked for or told about what is another tenant's. */
export function draftCalls(): Record<string, ForeignCall> {
  return {
    askForApproval: (s, tx) => s.askForApproval(tx, word),
    countActivity: (s, tx) => {
      const query = { program: "renewal", zone: "Europe/Stockholm" };
      return s.countActivity(tx, { ...query, from: "2020-01-01T00:00:00.000Z" });
    },
    countOutcomes: (s, tx) => s.countOutcomes(tx, "2020-01-01T00:00:00.000Z"),
    countByStep: (s, tx) => s.countByStep(tx, "renewal"),
    countByVersion: (s, tx) => s.countByVersion(tx, "renewal"),
    deleteDraft: (s, tx) => s.deleteDraft(tx, "renewal"),
    latestRounds: (s, tx) => s.latestRounds(tx, { program: "renewal", customerIds: ["c1"] }),
    listDrafts: (s, tx) => s.listDrafts(tx),
    listTaken: (s, tx) => s.listTaken(tx),
    listVersions: (s, tx) => s.listVersions(tx, "renewal"),
    noteApproval: (s, tx) => s.noteApproval(tx, { program: "renewal", version: 1, by: "x" }),
    readDraft: (s, tx) => s.readDraft(tx, "renewal"),
    readRequireApproval: (s, tx) => s.readRequireApproval(tx),
    rejectDraft: (s, tx) => s.rejectDraft(tx, word),
    saveDraft: (s, tx) => s.saveDraft(tx, draft("other", 1)),
    setRequireApproval: (s, tx) => s.setRequireApproval(tx, false),
  };
}
