import type { Locale, LocalizedText, PageRow, PageValues } from "@perennial/contract";
import { asTenant, listConnections } from "@perennial/store";
import { saveConnection } from "../connection/save-connection.ts";
import { openSecrets } from "../connection/secrets.ts";
import { changeSettings, readTenantSettings, settingsIssues } from "../tenant/tenant-settings.ts";
import { companyChange, companyValues } from "./company-values.ts";
import {
  COMPANY,
  type PageContext,
  type PageExchange,
  type RowInForce,
  type Taken,
} from "./page-rows.ts";

/** What holds for the company, and how the connection is. */
export async function companyInForce(
  context: PageContext,
  { tenant, open, consoleUrl }: PageExchange,
): Promise<readonly RowInForce[]> {
  const settings = await readTenantSettings(context, tenant);
  const stored = await asTenant(context.db, tenant.id, listConnections);
  const { state, problem, syncedAt } =
    stored.find(({ id }) => id === open.connection.id) ?? open.connection;
  const values: PageValues = {
    ...companyValues(settings),
    ...open.connector.settingsPage?.shown(open.settings),
    connectionState: state === "active" ? "working" : STATES[state],
    ...{ connectionProblem: problem, readAt: syncedAt, consoleUrl },
  };
  return [{ ...COMPANY, values }];
}

const STATES = { paused: "attention", disconnected: "disconnected" } as const;

/** Takes what was chosen for the company: all of a save or nothing. */
export async function takeCompany(
  context: PageContext,
  { tenant, open }: PageExchange,
  { rows, locale }: { readonly rows: readonly PageRow[]; readonly locale: Locale },
): Promise<readonly Taken[]> {
  const taken: Taken[] = [];
  for (const row of rows) {
    const settings = await readTenantSettings(context, tenant);
    const change = companyChange(settings, row.values);
    if ("problem" in change) {
      taken.push({ row, problem: change.problem[locale] });
      continue;
    }
    const [issue] = settingsIssues(context, tenant, change.changes);
    const sources = sourcesOf(context, { tenant, open }, row.values);
    const problem = issue?.message ?? sources.problem?.[locale];
    if (problem !== undefined) {
      taken.push({ row, problem });
      continue;
    }
    await changeSettings(context, tenant, change.changes);
    if (sources.settings) {
      const { connector, connection } = open;
      await saveConnection(context, tenant.id, {
        ...{ id: connection.id, connector, settings: sources.settings },
      });
    }
    const after = { ...change.changes, ...sources.changed };
    taken.push({ row, audit: { operation: "saveTenantSettings", about: {}, after } });
  }
  return taken;
}

interface Sources {
  /** All of the connection's settings, secrets opened; nothing where they stay as they are. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly changed?: PageValues;
  readonly problem?: LocalizedText;
}

/** The connection's own settings with what was chosen of them. */
function sourcesOf(
  { vault }: PageContext,
  { tenant, open }: Pick<PageExchange, "tenant" | "open">,
  values: PageValues,
): Sources {
  const { connector, connection, settings } = open;
  const page = connector.settingsPage;
  if (!page) return {};
  const shown = page.shown(settings);
  const changed = Object.fromEntries(
    Object.entries(shown).flatMap(([name, before]) => {
      const now = values[name] ?? null;
      return now === before ? [] : [[name, now]];
    }),
  );
  if (Object.keys(changed).length === 0) return {};
  const chosen = page.chosen(settings, { ...shown, ...changed });
  if ("problem" in chosen) return { problem: chosen.problem };
  const purpose = `${tenant.id}/${connection.id}`;
  const filledIn = openSecrets(connection.settings, { vault, purpose });
  const merged = { ...filledIn, ...chosen.changes };
  const parsed = connector.settings.safeParse(merged);
  if (parsed.success) return { settings: merged, changed };
  const [issue] = parsed.error.issues;
  const said = `${issue?.path.join(".")}: ${issue?.message}`;
  return {
    problem: {
      sv: `Kopplingens inställningar skulle inte stämma (${said}). Ändra dem i konsolen.`,
      en: `The connection's settings would not be right (${said}). Change them in the console.`,
    },
  };
}
