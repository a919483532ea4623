import { chance } from "../../chance/chance.ts";
import {
  type Choice,
  type Column,
  choice,
  column,
  integer,
  line,
  lookup,
  memo,
  moment,
  type OnDelete,
  polymorphic,
} from "./column.ts";
import { labels } from "./label.ts";
import { Table, type TableSketch } from "./table.ts";

/** A state, its number and names, and the statuses that belong to it; the first is the usual one. */
export interface StateSketch {
  readonly value: number;
  readonly en: string;
  readonly sv?: string;
  readonly statuses: readonly (readonly [value: number, en: string, sv?: string])[];
  /** The action that alone leads to this state. */
  readonly onlyBy?: string;
}

/** What a table is made of, the rest being as usual. */
export type TableMore = Pick<TableSketch, "name" | "columns"> &
  Partial<TableSketch> & {
    readonly en?: string;
    readonly sv?: string;
    readonly states?: readonly StateSketch[];
    /** Whether it is a company's own kind of row that other rows hang on. @default true */
    readonly isAudited?: boolean;
  };

/** Active and inactive, as most tables have it. */
export const ACTIVE_INACTIVE: readonly StateSketch[] = [
  { value: 0, en: "Active", sv: "Aktiv", statuses: [[1, "Active", "Aktiv"]] },
  { value: 1, en: "Inactive", sv: "Inaktiv", statuses: [[2, "Inactive", "Inaktiv"]] },
];

const FIRST_OWN_CODE = 10_000;

/** A table with the columns that all have beside its own. */
export function table(more: TableMore): Table {
  const { en = more.name, sv, states = ACTIVE_INACTIVE, isAudited = true, ...sketch } = more;
  const isActivity = sketch.isActivity ?? false;
  const ownership = sketch.ownership ?? "UserOwned";
  const primaryId = sketch.primaryId ?? (isActivity ? "activityid" : `${sketch.name}id`);
  return new Table({
    schemaName: sketch.name,
    setName: `${sketch.name}s`,
    label: labels(en, sv),
    pluralLabel: labels(`${en}s`, sv),
    primaryName: isActivity ? "subject" : "name",
    typeCode: sketch.typeCode ?? ownCode(sketch.name),
    isCustom: false,
    changeTracking: true,
    isBulkEnabled: true,
    ...sketch,
    primaryId,
    ownership,
    isActivity,
    columns: [
      column(primaryId, "Uniqueidentifier", { required: "SystemRequired" }),
      ...(isActivity ? activityColumns(sketch.name) : []),
      ...sketch.columns,
      ...(isAudited ? auditColumns(ownership) : []),
      ...(states.length === 0 || !isAudited ? [] : stateColumns(states)),
    ],
  });
}

// The real ones are counted up as tables are made; of these it matters alone that they differ and stay.
function ownCode(name: string): number {
  return FIRST_OWN_CODE + Math.floor(chance(1, "type code", name) * 80_000);
}

function auditColumns(ownership: TableSketch["ownership"]): readonly Column[] {
  const readOnly = { isReadOnly: true };
  const user = (name: string) => lookup(name, "systemuser", readOnly);
  const owner = column("ownerid", "Owner", {
    required: "SystemRequired",
    targets: [principal("systemuser"), principal("team")],
  });
  return [
    moment("createdon", readOnly),
    moment("modifiedon", readOnly),
    moment("overriddencreatedon"),
    user("createdby"),
    user("modifiedby"),
    user("createdonbehalfby"),
    column("versionnumber", "BigInt", readOnly),
    ...(ownership === "UserOwned"
      ? [owner, lookup("owningbusinessunit", "businessunit", readOnly)]
      : []),
  ];
}

function principal(name: string) {
  return {
    table: name,
    navigation: `ownerid_${name}`,
    collection: `owner_${name}`,
    onDelete: "Restrict" as OnDelete,
  };
}

function stateColumns(states: readonly StateSketch[]): readonly Column[] {
  const state: readonly Choice[] = states.map(({ value, en, sv, statuses, onlyBy }) => ({
    ...choice(value, en, sv),
    defaultStatus: statuses[0]?.[0] ?? value,
    ...(onlyBy === undefined ? {} : { onlyBy }),
  }));
  const status: readonly Choice[] = states.flatMap(({ value, statuses }) =>
    statuses.map(([number, en, sv]) => ({ ...choice(number, en, sv), state: value })),
  );
  return [
    column("statecode", "State", { choices: state, required: "SystemRequired", en: "Status" }),
    column("statuscode", "Status", { choices: status, en: "Status Reason", sv: "Statusorsak" }),
  ];
}

/** The tables that an activity may regard, and what leads back from them. */
const REGARDING: readonly string[] = [
  "contact",
  "account",
  "lead",
  "opportunity",
  "salesorder",
  "invoice",
  "entitlement",
  "contract",
  "incident",
];

function activityColumns(name: string): readonly Column[] {
  const collections = Object.fromEntries(
    REGARDING.map((target) => [target, `${capital(target)}_${capital(name)}s`]),
  );
  return [
    line("subject", 200, { required: "ApplicationRequired", en: "Subject", sv: "Ämne" }),
    memo("description", { en: "Description", sv: "Beskrivning" }),
    polymorphic("regardingobjectid", collections, {
      suffix: `_${name}`,
      onDelete: "Cascade",
      en: "Regarding",
      sv: "Angående",
    }),
    column("activitytypecode", "EntityName", { default: name, isReadOnly: true }),
    moment("scheduledstart", { en: "Start Date", sv: "Startdatum" }),
    moment("scheduledend", { en: "Due Date", sv: "Förfallodatum" }),
    moment("actualstart"),
    moment("actualend"),
    integer("actualdurationminutes", { minimum: 0 }),
    column("prioritycode", "Picklist", {
      default: 1,
      choices: [choice(0, "Low", "Låg"), choice(1, "Normal", "Normal"), choice(2, "High", "Hög")],
    }),
  ];
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
