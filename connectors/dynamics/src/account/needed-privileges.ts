import type { DynamicsSettings } from "../dynamics-settings.ts";
import { tablesOf } from "../mapping/map-row.ts";

/** Whose privileges have another name than their table's schema name. */
const NOUNS: Readonly<Record<string, string>> = {
  ...{ contact: "Contact", account: "Account", salesorder: "Order", invoice: "Invoice" },
  ...{ entitlement: "Entitlement", contract: "Contract" },
};

/**
 * The privileges that our role needs by the settings, organisation-wide: no more than what is read and written. What those
 * of an organisation's own tables are called is not known here: where they are missing, reading says so.
 */
export function neededPrivileges(settings: DynamicsSettings): readonly string[] {
  const nounsOf = (tables: readonly string[]) => tables.flatMap((table) => NOUNS[table] ?? []);
  const read = nounsOf(tablesOf(settings)).map((noun) => `prvRead${noun}`);
  const customers = nounsOf(settings.customers.tables).flatMap((noun) => [
    ...[`prvWrite${noun}`, `prvAppendTo${noun}`],
  ]);
  const activities = ["Create", "Read", "Write", "Append", "Assign"].map(
    (verb) => `prv${verb}Activity`,
  );
  return [...new Set([...read, ...customers, ...activities, "prvReadUser"])];
}
