import type { TenantSettingsView } from "@perennial/api";
import { ContactPolicy, isZone } from "@perennial/lifecycle";
import { saveConnection } from "@perennial/runtime";
import { asTenant, changeTenant, type Tenant } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { demandSettings, mergeSettings } from "./connection-form.ts";
import { knownConnection } from "./known-connection.ts";
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
    saveTenantSettings: async ({ body, caller: { tenant: id } }) => {
      const tenant = await context.tenant(id);
      const policy = changedPolicy(context, tenant, body);
      const { name, locale, timeZone, country, currency, senders = [] } = body;
      for (const each of senders) await demandSender(context, id, each);
      await asTenant(context.db, id, (tx) =>
        changeTenant(tx, {
          ...(name !== undefined && { name }),
          ...(locale !== undefined && { locale }),
          ...(timeZone !== undefined && { timeZone }),
          ...(country !== undefined && { country }),
          ...(currency !== undefined && { currency }),
          policy,
        }),
      );
      for (const each of senders) await saveSender(context, id, each);
      context.ring(id);
      return view(id);
    },
  };
}

async function settingsView(context: ServerContext, tenant: Tenant): Promise<TenantSettingsView> {
  const { name, timeZone, country, currency } = tenant;
  const policy = policyOf(context, tenant.timeZone, tenant.policy);
  const quietHours = policy.quietHours ?? policy.rulePack.quietHours;
  const { marketing, service, statutory, calls } = quietHours;
  return {
    ...{ name, timeZone, country, currency },
    locale: tenant.locale.toLowerCase().startsWith("en") ? "en" : "sv",
    quietHours: { marketing, service, statutory, calls },
    caps: policy.caps,
    budget: policy.budget,
    holidays: policy.holidays,
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
    throw invalid("timeZone", "write a time zone by its IANA name, such as Europe/Stockholm");
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
    'The settings are not right; see "problems" for each field.',
    parsed.error.issues.map(({ path, message }) => ({
      place: ["body", ...path].join("."),
      message,
    })),
  );
}

type Sender = TenantSettingsView["senders"][number];

/** All are looked at before any is kept. */
async function demandSender(context: ServerContext, tenant: number, sender: Sender): Promise<void> {
  const { connector, settings } = await knownConnection(context, { tenant, id: sender.connection });
  const known = (await readSenders(context, tenant)).find(
    (each) => each.connection === sender.connection,
  );
  const unknown = Object.keys(sender.values).find((name) => !(name in (known?.values ?? {})));
  if (unknown !== undefined) throw invalid(`senders.${unknown}`, "There is no such field.");
  demandSettings(connector, mergeSettings(settings, sender.values));
}

async function saveSender(context: ServerContext, tenant: number, sender: Sender): Promise<void> {
  const { connection: id, values } = sender;
  const { row, connector, settings } = await knownConnection(context, { tenant, id });
  const merged = mergeSettings(settings, values);
  if (row.state === "disconnected" || JSON.stringify(merged) === JSON.stringify(settings)) return;
  await saveConnection(context, tenant, { id, connector, settings: merged });
}

function invalid(field: string, message: string): HttpProblem {
  const detail = 'The settings are not right; see "problems" for each field.';
  return new HttpProblem(400, "Invalid settings", detail, [{ place: `body.${field}`, message }]);
}
