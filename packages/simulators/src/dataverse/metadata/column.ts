import { type Labels, labels } from "./label.ts";

/** What a column holds (learn.microsoft.com, "Column data types in Microsoft Dataverse"). */
export type ColumnType =
  | "String"
  | "Memo"
  | "Integer"
  | "BigInt"
  | "Decimal"
  | "Double"
  | "Money"
  | "Boolean"
  | "DateTime"
  | "Picklist"
  | "MultiSelectPicklist"
  | "State"
  | "Status"
  | "Lookup"
  | "Customer"
  | "Owner"
  | "Uniqueidentifier"
  | "EntityName";

/** A choice. */
export interface Choice {
  readonly value: number;
  readonly label: Labels;
  /** Of a status: the state it belongs to. */
  readonly state?: number;
  /** Of a state: the status that comes with it when none is named. */
  readonly defaultStatus?: number;
  /** Of a state: the action that alone leads to it. */
  readonly onlyBy?: string;
}

/** What becomes of a row when the row that it points at is deleted. */
export type OnDelete = "Cascade" | "RemoveLink" | "Restrict";

/** A table that a lookup may point at. */
export interface Target {
  readonly table: string;
  /** The single-valued navigation property; case matters. */
  readonly navigation: string;
  /** The collection on the other table that leads back. */
  readonly collection: string;
  readonly onDelete: OnDelete;
}

/** A column of a table. */
export interface Column {
  /** The logical name, in lower case. */
  readonly name: string;
  readonly schemaName: string;
  readonly type: ColumnType;
  readonly label: Labels;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Digits after the point. */
  readonly precision?: number;
  readonly format?: "Text" | "Email" | "Phone" | "Url";
  readonly dateOnly: boolean;
  readonly choices: readonly Choice[];
  readonly targets: readonly Target[];
  readonly required: "None" | "Recommended" | "ApplicationRequired" | "SystemRequired";
  /** What a new row gets when nothing is given. */
  readonly default?: string | number | boolean;
  /** Whether the service alone writes it; what others write there is passed over. */
  readonly isReadOnly: boolean;
  /** Whether it can be written and not read, as secrets are. */
  readonly isWriteOnly: boolean;
  readonly isCustom: boolean;
}

/** What a column is made of beyond its name and type, the rest being as usual. */
export type ColumnMore = Partial<Omit<Column, "name" | "type" | "label">> & {
  readonly sv?: string;
  readonly en?: string;
};

/** A column with everything it has. */
export function column(name: string, type: ColumnType, more: ColumnMore = {}): Column {
  const { en, sv, ...rest } = more;
  return {
    name,
    schemaName: name,
    type,
    label: labels(en ?? name, sv),
    dateOnly: false,
    choices: [],
    targets: [],
    required: "None",
    isReadOnly: false,
    isWriteOnly: false,
    isCustom: false,
    ...rest,
  };
}

/** One line of text. */
export function line(name: string, maxLength: number, more: ColumnMore = {}): Column {
  return column(name, "String", { format: "Text", maxLength, ...more });
}

/** Text of many lines. */
export function memo(name: string, more: ColumnMore = {}): Column {
  return column(name, "Memo", { maxLength: 1_048_576, ...more });
}

/** Yes or no. */
export function flag(name: string, more: ColumnMore = {}): Column {
  const choices = [choice(0, "No", "Nej"), choice(1, "Yes", "Ja")];
  return column(name, "Boolean", { default: false, choices, ...more });
}

/** A day, without time or zone. */
export function day(name: string, more: ColumnMore = {}): Column {
  return column(name, "DateTime", { dateOnly: true, ...more });
}

/** A moment. */
export function moment(name: string, more: ColumnMore = {}): Column {
  return column(name, "DateTime", more);
}

/** A whole number. */
export function integer(name: string, more: ColumnMore = {}): Column {
  return column(name, "Integer", { minimum: -2_147_483_648, maximum: 2_147_483_647, ...more });
}

/** An amount of money. */
export function money(name: string, more: ColumnMore = {}): Column {
  return column(name, "Money", {
    minimum: -922_337_203_685_477,
    maximum: 922_337_203_685_477,
    precision: 2,
    ...more,
  });
}

/** One of several numbers with labels. */
export function choiceColumn(
  name: string,
  choices: readonly Choice[],
  more: ColumnMore = {},
): Column {
  return column(name, "Picklist", { choices, ...more });
}

/** A choice with its labels. */
export function choice(value: number, en: string, sv?: string): Choice {
  return { value, label: labels(en, sv) };
}

/** A row of one other table. */
export function lookup(
  name: string,
  table: string,
  more: ColumnMore & { readonly collection?: string; readonly onDelete?: OnDelete } = {},
): Column {
  const { collection, onDelete = "RemoveLink", ...rest } = more;
  const navigation = rest.isCustom ? (rest.schemaName ?? name) : name;
  const back = collection ?? `${table}_${name}`;
  return column(name, "Lookup", {
    targets: [{ table, navigation, collection: back, onDelete }],
    ...rest,
  });
}

/** A row of one of several tables; `collections` names what leads back, by table. */
export function polymorphic(
  name: string,
  collections: Readonly<Record<string, string>>,
  more: ColumnMore & { readonly onDelete?: OnDelete; readonly suffix?: string } = {},
): Column {
  const { onDelete = "RemoveLink", suffix = "", ...rest } = more;
  const targets = Object.entries(collections).map(([table, collection]) => ({
    table,
    navigation: `${name}_${table}${suffix}`,
    collection,
    onDelete,
  }));
  return column(name, "Lookup", { targets, ...rest });
}

/** A contact or an account. */
export function customer(
  name: string,
  collections: { readonly contact: string; readonly account: string },
  more: ColumnMore & { readonly onDelete?: OnDelete } = {},
): Column {
  return { ...polymorphic(name, { ...collections }, more), type: "Customer" };
}

/** Whether a column holds a row of another table. */
export function isLookup({ type }: Column): boolean {
  return type === "Lookup" || type === "Customer" || type === "Owner";
}

/** The name under which the Web API shows a column. */
export function propertyOf(column: Column): string {
  return isLookup(column) ? `_${column.name}_value` : column.name;
}
