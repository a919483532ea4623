import { type AuditEntryView, OPERATIONS, type Operation } from "@perennial/api";
import { type AuditEntry, asTenant, listAuditEntries, readAuditNames } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import { ORIGINS } from "./authorize.ts";
import type { Handlers } from "./bind.ts";
import { mutable } from "./customer-handlers.ts";

type AuditOperation = "listAudit" | "listAuditNames";

/** Who changed what. */
export function auditHandlers({ db }: ServerContext): Pick<Handlers, AuditOperation> {
  return {
    listAudit: ({ query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const page = await listAuditEntries(tx, query);
        return mutable({ ...page, items: page.items.map(entryView) });
      }),
    listAuditNames: ({ caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const { people, operations } = await readAuditNames(tx);
        return {
          people: [...people],
          operations: operations.map((id) => ({ id, summary: summaryOf(id) })),
        };
      }),
  };
}

/** What an operation does; its id for one that a version before had. */
function summaryOf(id: string): string {
  const all: Readonly<Record<string, Operation>> = OPERATIONS;
  return all[id]?.summary ?? id;
}

function entryView({ about, before, after, origin, ...entry }: AuditEntry): AuditEntryView {
  return {
    ...entry,
    origin: ORIGINS.find((each) => each === origin) ?? "api",
    about: { ...about },
    before: before && { ...before },
    after: after && { ...after },
  };
}
