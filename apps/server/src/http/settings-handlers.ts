import type { TenantSettingsView } from "@perennial/api";
import type { LocalizedText } from "@perennial/contract";
import { isZone } from "@perennial/lifecycle";
import {
  changeSettings,
  mailConnection,
  readTenantSettings,
  saveConnection,
  settingsIssues,
} from "@perennial/runtime";
import type { Tenant } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { demandSettings } from "./connection-form.ts";
import { issueWords } from "./issue-words.ts";
import { knownConnection } from "./known-connection.ts";
import { mergeSettings } from "./merge-settings.ts";
import { HttpProblem } from "./problem.ts";
import { readSenders } from "./senders.ts";

type SettingsOperation = "getTenantSettings" | "saveTenantSettings";
type Changes = {
  readonly [Name in keyof TenantSettingsView]?: TenantSettingsView[Name] | undefined;
};

/** What a company has chosen for all its programs, and how it chooses anew. */
export function settingsHandlers(context: ServerContext): Pick<Handlers, SettingsOperation> {
  const view = async (id: number) => settingsView(context, await context.tenant(id));
  return {
    getTenantSettings: ({ caller: { tenant } }) => view(tenant),
    saveTenantSettings: async ({ body, caller: { tenant: id }, audit }) => {
      const tenant = await context.tenant(id);
      const before = await settingsView(context, tenant);
      const { senders = [], ...changes } = body;
      demandRight(context, tenant, changes);
      for (const each of senders) await demandSender(context, id, each);
      await changeSettings(context, tenant, changes);
      for (const each of senders) await saveSender(context, id, each);
      context.ring(id);
      const after = await view(id);
      audit({ before, after });
      return after;
    },
  };
}

async function settingsView(context: ServerContext, tenant: Tenant): Promise<TenantSettingsView> {
  const [{ notify, ...settings }, mail, senders] = await Promise.all([
    readTenantSettings(context, tenant),
    mailConnection(context, tenant.id),
    readSenders(context, tenant.id),
  ]);
  return { ...settings, notify: [...notify], notifyBy: mail?.connection.id ?? null, senders };
}

/** Throws an `HttpProblem` with each field that would not be right. */
function demandRight(context: ServerContext, tenant: Tenant, changes: Changes): void {
  if (changes.timeZone !== undefined && !isZone(changes.timeZone)) {
    throw invalid("timeZone", {
      sv: "Skriv tidszonen med sitt IANA-namn, till exempel Europe/Stockholm.",
      en: "write a time zone by its IANA name, such as Europe/Stockholm",
    });
  }
  const issues = settingsIssues(context, tenant, changes);
  if (issues.length === 0) return;
  throw wrongAt(
    issues.map((issue) => ({
      place: ["body", ...issue.path].join("."),
      message: issueWords(issue),
    })),
  );
}

type Sender = TenantSettingsView["senders"][number];

/** All are looked at before any is kept; what is not right is told by the connection and its field. */
async function demandSender(context: ServerContext, tenant: number, sender: Sender): Promise<void> {
  const { connection: id, values } = sender;
  const { connector, settings } = await knownConnection(context, { tenant, id });
  const known = (await readSenders(context, tenant)).find(({ connection }) => connection === id);
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(known?.values ?? {}, name));
  if (unknown !== undefined)
    throw invalid(`senders.${id}.${unknown}`, {
      sv: "Det finns inget sådant fält.",
      en: "There is no such field.",
    });
  const merged = mergeSettings(connector.settings, settings, values);
  demandSettings(connector, merged, `body.senders.${id}`);
}

async function saveSender(context: ServerContext, tenant: number, sender: Sender): Promise<void> {
  const { connection: id, values } = sender;
  const { row, connector, settings } = await knownConnection(context, { tenant, id });
  const merged = mergeSettings(connector.settings, settings, values);
  if (row.state === "disconnected" || JSON.stringify(merged) === JSON.stringify(settings)) return;
  await saveConnection(context, tenant, { id, connector, settings: merged });
}

function invalid(field: string, message: LocalizedText): HttpProblem {
  return wrongAt([{ place: `body.${field}`, message }]);
}

function wrongAt(
  problems: readonly { readonly place: string; readonly message: LocalizedText }[],
): HttpProblem {
  const detail = {
    sv: "Inställningarna stämmer inte. Varje fel står vid sitt fält.",
    en: 'The settings are not right; see "problems" for each field.',
  };
  return new HttpProblem(400, "Invalid settings", detail, [...problems]);
}
