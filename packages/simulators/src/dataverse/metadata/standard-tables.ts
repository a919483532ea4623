import { activityTables } from "./activity-tables.ts";
import { customerTables } from "./customer-tables.ts";
import { salesTables } from "./sales-tables.ts";
import { serviceTables } from "./service-tables.ts";
import { systemTables } from "./system-tables.ts";
import type { Table } from "./table.ts";

/** The tables of an organisation with Sales and Customer Service, anew for each one. */
export function standardTables(): readonly Table[] {
  return [
    ...customerTables(),
    ...salesTables(),
    ...serviceTables(),
    ...activityTables(),
    ...systemTables(),
  ];
}
