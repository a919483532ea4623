/** A strict, stateful organisation of Dynamics 365: Dataverse's Web API, change tracking, webhooks and limits. */
export type { FirstRows } from "./account/organization-seed.ts";
export {
  type Depth,
  type Privileges,
  privilegeOf,
  privilegesOn,
  type Verb,
} from "./account/privilege.ts";
export type { Security } from "./account/security.ts";
export type { Staff, StaffUser } from "./account/staff.ts";
export type { LimitKind } from "./api/protection.ts";
export type { DataverseTrouble } from "./api/trouble.ts";
export * from "./dataverse.ts";
export type { DataverseAct } from "./dataverse-act.ts";
export type { DataverseOptions, ProtectionLimits, WebhookHabits } from "./dataverse-options.ts";
export {
  type Choice,
  type Column,
  choice,
  choiceColumn,
  column,
  customer,
  day,
  flag,
  integer,
  line,
  lookup,
  memo,
  moment,
  money,
} from "./metadata/column.ts";
export { ENGLISH, type Labels, labels, SWEDISH } from "./metadata/label.ts";
export { solutionTables, tierTable, touchpointTable } from "./metadata/solution-tables.ts";
export { standardTables } from "./metadata/standard-tables.ts";
export type { AlternateKey, Table } from "./metadata/table.ts";
export { type TableMore, table as dataverseTable } from "./metadata/table-kit.ts";
export type { Row } from "./record/row.ts";
export type {
  Reference,
  Value as DataverseValue,
  Values as DataverseValues,
} from "./record/value.ts";
