import type { Locale } from "@perennial/contract";
import { ContactPolicy, type QuietHoursSetting } from "@perennial/lifecycle";
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
import type { z } from "zod";
import { contactPolicyOf } from "../deliver/contact-policy-of.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { RuntimeError } from "../runtime-error.ts";
import { distinctAddresses } from "./distinct-addresses.ts";
import { languageOfTenant } from "./language-of.ts";

/** What a company has chosen for all its programs. */
export interface TenantSettings
  extends Pick<Tenant, "name" | "timeZone" | "country" | "currency">,
    Pick<ContactPolicy, "caps" | "budget" | "holidays"> {
  /** The language of what its staff read. */
  readonly locale: Locale;
  readonly quietHours: Omit<QuietHoursSetting, "exempt">;
  /** For how many days what came in is kept after it was worked off. */
  readonly keepDays: number;
  /** Whether somebody else has to approve a draft before it is published. */
  readonly requireApproval: boolean;
  /** Who is told by e-mail when something stands still. */
  readonly notify: readonly string[];
}

/** What of them is chosen anew. */
export type SettingsChanges = {
  readonly [Name in keyof TenantSettings]?: TenantSettings[Name] | undefined;
};

type SettingsContext = Pick<RuntimeContext, "db" | "rulePack">;

/** What holds for a tenant. Throws a `RuntimeError` where its policy cannot be read. */
export async function readTenantSettings(
  context: SettingsContext,
  tenant: Tenant,
): Promise<TenantSettings> {
  const { name, timeZone, country, currency } = tenant;
  const policy = contactPolicyOf(tenant, context.rulePack);
  const { marketing, service, statutory, calls } = policy.quietHours ?? policy.rulePack.quietHours;
  const [keepDays, notify, requireApproval] = await asTenant(context.db, tenant.id, (tx) =>
    Promise.all([readKeepDays(tx), readNotify(tx), readRequireApproval(tx)]),
  );
  return {
    ...{ name, timeZone, country, currency, locale: languageOfTenant(tenant) },
    quietHours: { marketing, service, statutory, calls },
    ...{ caps: policy.caps, budget: policy.budget, holidays: policy.holidays },
    ...{ keepDays, requireApproval, notify },
  };
}

/** What would be wrong with a tenant's settings after a change; empty where nothing is. */
export function settingsIssues(
  { rulePack }: Pick<RuntimeContext, "rulePack">,
  tenant: Tenant,
  changes: SettingsChanges,
): readonly z.core.$ZodIssue[] {
  const { timeZone = tenant.timeZone } = changes;
  const policy = changedPolicy(rulePack, tenant, changes);
  const parsed = ContactPolicy.safeParse({ timeZone, rulePack, ...policy });
  return parsed.success ? [] : parsed.error.issues;
}

/**
 * Chooses anew; what is left out stays. The same for the API and for the pages inside CRMs. Throws a `RuntimeError` for what
 * `settingsIssues` would have told.
 */
export async function changeSettings(
  context: SettingsContext,
  tenant: Tenant,
  changes: SettingsChanges,
): Promise<void> {
  const [issue] = settingsIssues(context, tenant, changes);
  if (issue)
    throw new RuntimeError(
      `The settings are not right at "${issue.path.join(".")}": ${issue.message}.`,
    );
  const { name, locale, timeZone, country, currency } = changes;
  const { keepDays, notify, requireApproval } = changes;
  await asTenant(context.db, tenant.id, async (tx) => {
    await changeTenant(tx, {
      ...(name !== undefined && { name }),
      ...(locale !== undefined && { locale }),
      ...(timeZone !== undefined && { timeZone }),
      ...(country !== undefined && { country }),
      ...(currency !== undefined && { currency }),
      policy: changedPolicy(context.rulePack, tenant, changes),
    });
    if (keepDays !== undefined) await setKeepDays(tx, keepDays);
    if (requireApproval !== undefined) await setRequireApproval(tx, requireApproval);
    if (notify !== undefined) await setNotify(tx, distinctAddresses(notify));
  });
}

function changedPolicy(
  rulePack: RuntimeContext["rulePack"],
  tenant: Tenant,
  { quietHours, caps, budget, holidays }: SettingsChanges,
): Readonly<Record<string, unknown>> {
  const before = contactPolicyOf(tenant, rulePack);
  const { exempt } = before.quietHours ?? before.rulePack.quietHours;
  return {
    ...tenant.policy,
    ...(quietHours && { quietHours: { ...quietHours, exempt } }),
    ...(caps && { caps }),
    ...(budget !== undefined && { budget }),
    ...(holidays && { holidays }),
  };
}
