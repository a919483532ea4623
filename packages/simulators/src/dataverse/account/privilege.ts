import type { Table } from "../metadata/table.ts";

/** How far a privilege reaches: one's own rows, those of one's business unit, with those below it, or all. */
export type Depth = "basic" | "local" | "deep" | "global";

/** What may be done with a row. */
export type Verb = "Create" | "Read" | "Write" | "Delete" | "Append" | "AppendTo" | "Assign";

/** Privileges by name and how far they reach; "all" is the system administrator. */
export type Privileges = "all" | Readonly<Record<string, Depth>>;

const REACH: Readonly<Record<Depth, number>> = { basic: 1, local: 2, deep: 3, global: 4 };

/** Whose privileges have another name than their table. */
const NOUNS: Readonly<Record<string, string>> = {
  annotation: "Note",
  salesorder: "Order",
  systemuser: "User",
  activityparty: "Activity",
  activitypointer: "Activity",
  businessunit: "BusinessUnit",
  transactioncurrency: "TransactionCurrency",
  role: "Role",
  team: "Team",
  organization: "Organization",
  sdkmessage: "SdkMessage",
  sdkmessagefilter: "SdkMessage",
  sdkmessageprocessingstep: "SdkMessageProcessingStep",
  asyncoperation: "AsyncOperation",
};

/** The name of a privilege, such as `prvReadContact`; all activities share theirs. */
export function privilegeOf(verb: Verb, table: Table): string {
  const noun = table.isActivity ? "Activity" : (NOUNS[table.name] ?? table.schemaName);
  return `prv${verb}${noun}`;
}

/** The further of two depths. */
export function further(one: Depth | undefined, other: Depth): Depth {
  return one !== undefined && REACH[one] >= REACH[other] ? one : other;
}

/** Every privilege on some tables at one depth, for a role made quickly. */
export function privilegesOn(
  tables: readonly Table[],
  verbs: readonly Verb[],
  depth: Depth = "global",
): Readonly<Record<string, Depth>> {
  const names = tables.flatMap((table) => verbs.map((verb) => privilegeOf(verb, table)));
  return Object.fromEntries(names.map((name) => [name, depth]));
}
