import {
  addSetupMark,
  asTenant,
  type Connection,
  countRecords,
  listConnections,
  listDrafts,
  listPrograms,
  listSetupMarks,
  listTestRecipients,
  readConnectionHealth,
  removeSetupMark,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { readSenders } from "../senders.ts";
import { type SetupConnection, type SetupFacts, setupSteps } from "./setup-steps.ts";

/** How far a company has come from nothing to its first active program. */
export function onboardingHandlers(
  context: ServerContext,
): Pick<Handlers, "getOnboarding" | "setSetupStep"> {
  const { db, clock } = context;
  return {
    getOnboarding: async ({ caller }) => {
      const steps = setupSteps(await setupFacts(context, caller.tenant));
      const open = steps.filter(({ state }) => state !== "done" && state !== "dismissed");
      return {
        ...{ steps: [...steps], total: steps.length, done: steps.length - open.length },
        isComplete: steps.some(({ step, state }) => step === "activate" && state === "done"),
        next: (open.find(({ state }) => state !== "blocked") ?? open[0])?.step ?? null,
      };
    },
    setSetupStep: async ({ params: { step }, body: { dismissed }, caller: { tenant, name } }) => {
      const mark = { step, mark: "dismissed", at: clock.now(), by: name } as const;
      await asTenant(db, tenant, (tx) =>
        dismissed ? addSetupMark(tx, mark) : removeSetupMark(tx, mark),
      );
      return { step, dismissed };
    },
  };
}

async function setupFacts(context: ServerContext, tenant: number): Promise<SetupFacts> {
  const senders = await readSenders(context, tenant);
  const named = new Set(
    senders.flatMap(({ connection, values }) =>
      Object.entries(values).some(([name, value]) => name !== "replyTo" && value !== null)
        ? [connection]
        : [],
    ),
  );
  const { policy } = await context.tenant(tenant);
  return asTenant(context.db, tenant, async (tx) => {
    const rows = await listConnections(tx);
    const [records, recipients, programs, drafts, marks] = await Promise.all([
      countRecords(tx),
      listTestRecipients(tx),
      listPrograms(tx),
      listDrafts(tx),
      listSetupMarks(tx),
    ]);
    const verified = recipients.filter(({ verifiedAt }) => verifiedAt !== null);
    const connections: SetupConnection[] = [];
    for (const row of rows) {
      const found = await connectionFacts(context, tx, { row, hasSender: named.has(row.id) });
      if (found) connections.push(found);
    }
    return {
      ...{ connections, records, marks, verified: verified.length },
      ...{ recipient: verified[0]?.name ?? null, drafts: drafts.map(({ program }) => program) },
      programs: programs.map(({ id, state }) => ({ id, state })),
      capped: Array.isArray(policy.caps) ? policy.caps.length > 0 : true,
    };
  });
}

async function connectionFacts(
  { connectors }: ServerContext,
  tx: TenantTransaction,
  { row, hasSender }: { readonly row: Connection; readonly hasSender: boolean },
): Promise<SetupConnection | undefined> {
  const connector = connectors.find(({ manifest }) => manifest.id === row.connector);
  if (!connector) return undefined;
  const { commands, capabilities, signals } = connector.manifest;
  const brings = signals.includes("customer.changed");
  const reads = capabilities.includes("changes.read");
  const health = brings ? await readConnectionHealth(tx, row.id) : undefined;
  return {
    ...{ id: row.id, isActive: row.state === "active", brings },
    sends: commands.includes("send-email") || commands.includes("send-sms"),
    // A channel that has no field for it needs none.
    hasSender,
    ...{ isRead: row.syncedAt !== null, read: health?.load.read ?? 0 },
    isReading: brings && reads && row.syncedAt === null && (health?.loadBeganAt ?? null) !== null,
    ...{ total: health?.load.total ?? null, excluded: health?.excluded.count ?? 0 },
    maps: "mapping" in row.settings || "customers" in row.settings,
  };
}
