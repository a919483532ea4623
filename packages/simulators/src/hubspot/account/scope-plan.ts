import type { PortalAccount } from "../portal/portal-options.ts";

const ENTERPRISE =
  /^(?:crm\.(?:objects|schemas)\.custom|communication_preferences\.statuses\.batch)\./;

/** Whether a portal's plan has what a scope is for: custom objects and batches of consents are Enterprise (crm/hubspot.md, 1.5). */
export function planHasScope(account: PortalAccount | undefined, scope: string): boolean {
  return account?.isEnterprise === true || !ENTERPRISE.test(scope);
}
