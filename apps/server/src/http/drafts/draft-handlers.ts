import type { Locale } from "@perennial/contract";
import { describeAudience } from "@perennial/runtime";
import {
  asTenant,
  deleteDraft,
  listDrafts,
  readDraft,
  readVersion,
  type StoredDraft,
  saveDraft,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { checkedProgram, draftSummary } from "./checked-program.ts";
import { draftView } from "./draft-view.ts";
import { demandDraft, findProgram, loadAsked } from "./program-files.ts";
import { approveDraft, conflict, publishDraft, refuseDraft } from "./publish-draft.ts";
import { publishImpact } from "./publish-impact.ts";

type DraftOperation =
  | "listDrafts"
  | "getDraft"
  | "putDraft"
  | "deleteDraft"
  | "checkProgram"
  | "getDraftImpact"
  | "publishDraft"
  | "approveDraft"
  | "rejectDraft"
  | "getDraftAudience";

/** How a program is changed beside the version that runs: drafts, their check, approval and publication. */
export function draftHandlers(context: ServerContext): Pick<Handlers, DraftOperation> {
  const { db } = context;
  const open = async (tx: TenantTransaction, draft: StoredDraft, locale: Locale) => ({
    draft: await viewOf(tx, draft),
    files: { ...draft.files },
    checked: checkedProgram(context, draft, locale),
  });
  return {
    listDrafts: ({ caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const items = [];
        for (const draft of await listDrafts(tx)) items.push(await viewOf(tx, draft));
        return { items };
      }),
    getDraft: ({ params, query, caller }) =>
      asTenant(db, caller.tenant, async (tx) =>
        open(tx, await demandDraft(tx, params.id), query.locale),
      ),
    putDraft: ({ params: { id }, query, body, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const { files, revision: seen } = body;
        const stored = await findProgram(tx, id);
        const saved = await saveDraft(tx, {
          ...{ program: id, files, seen, by: caller.name, at: context.clock.now() },
          summary: draftSummary(context, { program: id, files }),
          ...{ baseVersion: stored?.version ?? null, origin: null },
        });
        if (!saved) throw conflict(await readDraft(tx, id));
        return open(tx, saved, query.locale);
      }),
    deleteDraft: ({ params, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        await demandDraft(tx, params.id);
        return { deleted: await deleteDraft(tx, params.id) };
      }),
    checkProgram: async ({ params, query, body }) =>
      checkedProgram(context, { program: params.id, files: body.files }, query.locale),
    getDraftImpact: ({ params, caller }) =>
      asTenant(db, caller.tenant, async (tx) =>
        publishImpact(tx, await demandDraft(tx, params.id)),
      ),
    publishDraft: async ({ params, body, caller, audit }) => {
      const published = await publishDraft(context, caller, { id: params.id, ...body });
      const { outcome, version } = published;
      audit({ about: { revision: body.revision }, after: { outcome, version } });
      return published;
    },
    approveDraft: async ({ params, body, caller, audit }) => {
      const approved = await approveDraft(context, caller, { id: params.id, ...body });
      audit({ about: { revision: body.revision }, after: { version: approved.version } });
      return approved;
    },
    rejectDraft: async ({ params, body, caller }) => {
      const draft = await refuseDraft(context, caller, { id: params.id, ...body });
      return asTenant(db, caller.tenant, (tx) => viewOf(tx, draft));
    },
    getDraftAudience: async ({ params, query: { locale }, body, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const loaded = await asTenant(db, caller.tenant, (tx) =>
        loadAsked(context, tx, { id: params.id, ...body }),
      );
      const { conditions, examples, ...counts } = await describeAudience(context, tenant, {
        ...{ loaded, locale },
      });
      return {
        ...counts,
        conditions: conditions.map((each) => ({
          ...each,
          share: counts.sample === 0 ? 0 : each.holds / counts.sample,
        })),
        examples: examples.map((each) => ({ ...each })),
      };
    },
  };
}

async function viewOf(tx: TenantTransaction, draft: StoredDraft) {
  const stored = await findProgram(tx, draft.program);
  const published = stored && (await readVersion(tx, stored.id, stored.version));
  return draftView(draft, published);
}
