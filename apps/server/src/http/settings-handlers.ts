import type { TenantSettingsView } from "@perennial/api";
import type { LocalizedText } from "@perennial/contract";
import { ContactPolicy, isZone } from "@perennial/lifecycle";
import { mailConnection, saveConnection } from "@perennial/runtime";
import {
  asTenant,
  changeTenant,
  readKeepDays,
  readNotify,
  readRequireApproval,
  setKeepDays,
  setNotify,
  setRequireApproval,
  type Tenant,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { demandSettings } from "./connection-form.ts";
import { distinctAddresses } from "./distinct-addresses.ts";
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
      const policy = changedPolicy(context, tenant, body);
      const { name, locale, timeZone, country, currency, senders = [] } = body;
      const { keepDays, notify, requireApproval } = body;
      for (const each of senders) await demandSender(context, id, each);
      await asTenant(context.db, id, async (tx) => {
        await changeTenant(tx, {
          ...(name !== undefined && { name }),
          ...(locale !== undefined && { locale }),
          ...(timeZone !== undefined && { timeZone }),
          ...(country !== undefined && { country }),
          ...(currency !== undefined && { currency }),
          policy,
        });
        if (keepDays !== undefined) await setKeepDays(tx, keepDays);
        if (requireApproval !== undefined) await setRequireApproval(tx, requireApproval);
        if (notify !== undefined) await setNotify(tx, distinctAddresses(notify));
      });
      for (const each of senders) await saveSender(context, id, each);
      context.ring(id);
      const after = await view(id);
      audit({ before, after });
      return after;
    },
  };
}

async function settingsView(context: ServerContext, tenant: Tenant): Promise<TenantSettingsView> {
  const { name, timeZone, country, currency } = tenant;
  const policy = policyOf(context, tenant.timeZone, tenant.policy);
  const quietHours = policy.quietHours ?? policy.rulePack.quietHours;
  const { marketing, service, statutory, calls } = quietHours;
  const [[keepDays, notify, requireApproval], mail] = await Promise.all([
    asTenant(context.db, tenant.id, (tx) =>
      Promise.all([readKeepDays(tx), readNotify(tx), readRequireApproval(tx)]),
    ),
    mailConnection(context, tenant.id),
  ]);
  return {
    ...{ name, timeZone, country, currency },
    locale: tenant.locale.toLowerCase().startsWith("en") ? "en" : "sv",
    quietHours: { marketing, service, statutory, calls },
    caps: policy.caps,
    budget: policy.budget,
    holidays: policy.holidays,
    ...{ keepDays, requireApproval, notify: [...notify], notifyBy: mail?.connection.id ?? null },
    senders: await readSenders(context, tenant.id),
  };
}

/** The tenant's policy with what changes in it. Throws an `HttpProblem` with each field that is not right. */
function changedPolicy(
  context: ServerContext,
  tenant: Tenant,
  changes: Changes,
): Readonly<Record<string, unknown>> {
  const { timeZone = tenant.timeZone, quietHours, caps, budget, holidays } = changes;
  if (!isZone(timeZone)) {
    throw invalid("timeZone", {
      sv: "Skriv tidszonen med sitt IANA-namn, till exempel Europe/Stockholm.",
      en: "write a time zone by its IANA name, such as Europe/Stockholm",
    });
  }
  const before = policyOf(context, tenant.timeZone, tenant.policy);
  const { exempt } = before.quietHours ?? before.rulePack.quietHours;
  const policy = {
    ...tenant.policy,
    ...(quietHours && { quietHours: { ...quietHours, exempt } }),
    ...(caps && { caps }),
    ...(budget !== undefined && { budget }),
    ...(holidays && { holidays }),
  };
  policyOf(context, timeZone, policy);
  return policy;
}

function policyOf(
  { rulePack }: ServerContext,
  timeZone: string,
  policy: Readonly<Record<string, unknown>>,
): ContactPolicy {
  const parsed = ContactPolicy.safeParse({ timeZone, rulePack, ...policy });
  if (parsed.success) return parsed.data;
  throw new HttpProblem(
    400,
    "Invalid settings",
    {
      sv: "Inställningarna stämmer inte. Varje fel står vid sitt fält.",
      en: 'The settings are not right; see "problems" for each field.',
    },
    parsed.error.issues.map((issue) => ({
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
  const detail = {
    sv: "Inställningarna stämmer inte. Varje fel står vid sitt fält.",
    en: 'The settings are not right; see "problems" for each field.',
  };
  return new HttpProblem(400, "Invalid settings", detail, [{ place: `body.${field}`, message }]);
}
