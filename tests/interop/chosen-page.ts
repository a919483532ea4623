import { PAGE_TABLES } from "@perennial/contract";
import type { OrgCompany } from "./electricity-org.ts";
import type { OrganizationCompany } from "./electricity-organization.ts";

/** A table behind a settings page inside a CRM. */
export type ChosenTable = "setting" | "rule";

/** A settings page of ours inside a CRM, as its people see and use it; fields by the names that all CRMs' pages share. */
export interface ChosenPage {
  /** A row's values. Throws where the page has no such row. */
  row(table: ChosenTable, key: string): Readonly<Record<string, unknown>>;
  /** Somebody saves: the next revision. */
  save(table: ChosenTable, key: string, chosen: Readonly<Record<string, string>>): void;
}

const TIME = /^\d{2}:\d{2}$/;

/** The page inside Salesforce. */
export function pageInOrg({ town }: OrgCompany): ChosenPage {
  const { staff } = town.org;
  const keys = { setting: "key", rule: "ruleKey" };
  const find = (table: ChosenTable, key: string) => {
    const object = table === "setting" ? "Setting" : "Rule";
    const rows = staff.list(`perennial__Perennial_${object}__c`).map(({ id, values }) => ({
      id,
      values: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [ourName(name), value]),
      ),
    }));
    return needed(rows, ({ values }) => values[keys[table]] === key, `${table} ${key}`);
  };
  return {
    row: (table, key) => find(table, key).values,
    save(table, key, chosen) {
      const { id, values } = find(table, key);
      const saved = { ...chosen, revision: Number(values.revision ?? 0) + 1 };
      const theirs = Object.entries(saved).map(([name, value]) => [
        theirName(name),
        TIME.test(String(value)) ? `${value}:00.000Z` : value,
      ]);
      staff.change(id, Object.fromEntries(theirs));
    },
  };
}

/** `Cap_Limit__c` of our package is `capLimit`. */
function ourName(name: string): string {
  const bare = name.replace(/^perennial__(.*)__c$/, "$1").replaceAll("_", "");
  return bare.charAt(0).toLowerCase() + bare.slice(1);
}

function theirName(name: string): string {
  const words = name.split(/(?=[A-Z])/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `perennial__${words.join("_")}__c`;
}

/** What columns are of, which have their names in small letters. */
const FIELDS = [
  ...Object.values(PAGE_TABLES).flatMap(({ chosen, told }) => [...chosen, ...told]),
  ...["revision", "appliedRevision", "problem"],
];

/** The page inside Dynamics 365. */
export function pageInOrganization({ town }: OrganizationCompany): ChosenPage {
  const { staff } = town.org;
  const keys = { setting: "prnl_key", rule: "prnl_rulekey" };
  const find = (table: ChosenTable, key: string) =>
    needed(
      staff.list(`prnl_${table}`),
      ({ values }) => values[keys[table]] === key,
      `${table} ${key}`,
    );
  return {
    row(table, key) {
      const { values } = find(table, key);
      return Object.fromEntries(
        FIELDS.map((name) => [name, values[`prnl_${name.toLowerCase()}`] ?? null]),
      );
    },
    save(table, key, chosen) {
      const { id, values } = find(table, key);
      const saved = { ...chosen, revision: Number(values.prnl_revision ?? 0) + 1 };
      const theirs = Object.entries(saved).map(([name, value]) => [
        `prnl_${name.toLowerCase()}`,
        value,
      ]);
      staff.change(`prnl_${table}`, id, Object.fromEntries(theirs));
    },
  };
}

function needed<Row>(rows: readonly Row[], is: (row: Row) => boolean, name: string): Row {
  const row = rows.find(is);
  if (row === undefined) throw new Error(`The page has no ${name}.`);
  return row;
}
