import type { Locale, PageRow } from "@perennial/contract";
import { addAuditEntry, asTenant, findTenant } from "@perennial/store";
import { languageOfTenant } from "../tenant/language-of.ts";
import { companyInForce, takeCompany } from "./company-row.ts";
import {
  isSameRow,
  type PageContext,
  type PageExchange,
  pageWrites,
  type RowInForce,
  type Taken,
} from "./page-rows.ts";
import { rulesInForce, takeRules } from "./rule-rows.ts";
import { takeTiers, tiersInForce } from "./tier-rows.ts";

/**
 * Takes what was chosen on a connection's page inside the other side, as if it had been chosen in the console, and tells the page
 * what is in force. Each choice is answered by its revision; one that was refused stands on the page with the reason until
 * somebody chooses anew. A row that waits gets its answer alone, so that what somebody has just chosen is never written over.
 * Says whether anything was taken. Throws a `ConnectorError`.
 */
export async function exchangePage(context: PageContext, exchange: PageExchange): Promise<boolean> {
  const { open, tenant } = exchange;
  const session = await open.session();
  const rows = await session.settingsPage?.read();
  if (!rows) return false;
  const taken = await takeWaiting(context, exchange, rows);
  // Another mapping or another connection may hold by now.
  const [now, opened] = await Promise.all([
    findTenant(context.db, tenant.id),
    context.connections.get(tenant.id, open.connection.id),
  ]);
  if (!now || !opened) return false;
  const inForce = await rowsInForce(context, { ...exchange, tenant: now, open: opened });
  const writes = pageWrites({ rows, inForce, taken, now: context.clock.now() });
  const gone = rows.filter(
    (row) => row.table !== "company" && !inForce.some((each) => isSameRow(each, row)),
  );
  if (writes.length > 0 || gone.length > 0) {
    const writer = await opened.session();
    await writer.settingsPage?.write({ rows: writes, gone });
  }
  return taken.some(({ problem }) => problem === undefined);
}

async function rowsInForce(
  context: PageContext,
  exchange: PageExchange,
): Promise<readonly RowInForce[]> {
  const { tenant } = exchange;
  const locale = languageOfTenant(tenant);
  const parts = await Promise.all([
    companyInForce(context, exchange),
    rulesInForce(context, tenant, locale),
    tiersInForce(context, tenant, locale),
  ]);
  return parts.flat();
}

async function takeWaiting(
  context: PageContext,
  exchange: PageExchange,
  rows: readonly PageRow[],
): Promise<readonly Taken[]> {
  const { tenant, open } = exchange;
  const waiting = rows.filter(({ revision, appliedRevision }) => revision > appliedRevision);
  if (waiting.length === 0) return [];
  const locale: Locale = languageOfTenant(tenant);
  const { title } = open.connector.manifest;
  const by = (row: PageRow) => row.by ?? title[locale];
  const of = (table: PageRow["table"]) => ({
    ...{ rows: waiting.filter((row) => row.table === table), by, locale },
  });
  const taken = [
    ...(await takeRules(context, tenant, of("rule"))),
    ...(await takeTiers(context, tenant, of("tier"))),
    // Last, for it may close the session.
    ...(await takeCompany(context, exchange, of("company"))),
  ];
  await asTenant(context.db, tenant.id, async (tx) => {
    for (const { row, audit } of taken) {
      if (!audit) continue;
      const who = { who: by(row), role: "crm", origin: "crm-page" };
      await addAuditEntry(tx, { at: context.clock.now(), ...who, before: null, ...audit });
    }
  });
  return taken;
}
