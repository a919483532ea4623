import type { words } from "./words.ts";

/** The kinds of files that can be imported. */
export const KINDS = ["customers", "agreements", "purchases", "consents"] as const;
export type Kind = (typeof KINDS)[number];

/** What a field is called on the screen, by its name. */
export type FieldWord = `field${string}` & keyof (typeof words)["sv"];

/** A field that a column can fill. */
export interface Field {
  readonly name: string;
  readonly isRequired: boolean;
  readonly type: "text" | "phone" | "money" | "choice" | "other";
}

const text = (name: string, isRequired = false): Field => ({ name, isRequired, type: "text" });
const choice = (name: string, isRequired = false): Field => ({ name, isRequired, type: "choice" });
const other = (name: string, isRequired = false): Field => ({ name, isRequired, type: "other" });

/** The fields that people commonly have in files. */
export const FIELDS: Readonly<Record<Kind, readonly Field[]>> = {
  customers: [
    text("id", true),
    text("name", true),
    ...[text("firstName"), text("lastName"), text("email")],
    ...(["mobile", "phone"] as const).map(
      (name): Field => ({ name, isRequired: false, type: "phone" }),
    ),
    ...[
      text("locale"),
      text("country"),
      text("postalAddress"),
      other("customerSince"),
      other("doNotCall"),
    ],
  ],
  agreements: [
    ...[text("id", true), text("customerId", true), text("kind", true), text("product", true)],
    ...[other("start", true), other("end"), text("status"), text("party"), text("currency")],
    { name: "yearlyValue", isRequired: false, type: "money" },
  ],
  purchases: [
    ...[text("id", true), text("customerId", true), other("at", true)],
    { name: "amount", isRequired: true, type: "money" },
    ...[text("currency"), text("category"), text("channel")],
  ],
  consents: [
    text("customerId", true),
    ...[choice("channel", true), choice("state", true), other("at", true), text("source")],
    ...[choice("purpose"), text("topic"), choice("legalBasis"), text("proof")],
  ],
};

/** What people write in files for what is chosen from, by what it stands for, whatever the case. */
const CHOICES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  channel: {
    sms: ["sms", "mobil", "mobile", "text"],
    email: ["email", "e-mail", "e-post", "epost", "mejl", "mail"],
    phone: ["phone", "telefon", "samtal", "call"],
    post: ["post", "brev", "letter"],
  },
  state: {
    given: ["given", "ja", "yes", "j", "y", "true", "1", "godkänt", "opt-in"],
    withdrawn: ["withdrawn", "nej", "no", "n", "false", "0", "återkallat", "opt-out"],
  },
  purpose: {
    marketing: ["marketing", "marknadsföring", "reklam"],
    service: ["service", "servicemeddelanden"],
  },
  legalBasis: {
    consent: ["consent", "samtycke"],
    "existing-customer": ["existing-customer", "befintlig kund"],
    contract: ["contract", "avtal"],
    "legal-obligation": ["legal-obligation", "rättslig förpliktelse"],
    "legitimate-interest": ["legitimate-interest", "berättigat intresse"],
  },
};

/** Each text that people write, with what it stands for. */
function choicesOf(name: string): Readonly<Record<string, string>> {
  const known = Object.entries(CHOICES[name] ?? {});
  return Object.fromEntries(known.flatMap(([value, all]) => all.map((each) => [each, value])));
}

/** Which column fills each field. */
export type Columns = Readonly<Record<string, string>>;

/** The columns that are named as a field, in any case and with or without underscores. */
export function columnsByName(kind: Kind, columns: readonly string[]): Columns {
  const byName = new Map(columns.map((column) => [plain(column), column]));
  const found = FIELDS[kind].flatMap(({ name }) => {
    const column =
      byName.get(plain(name)) ??
      (name === "id" ? byName.get(plain(`${kind.slice(0, -1)}Id`)) : undefined);
    return column === undefined ? [] : [[name, column] as const];
  });
  return Object.fromEntries(found);
}

function plain(name: string): string {
  return name.replace(/[\s_-]/g, "").toLowerCase();
}

/** How values in files are written. */
export interface Writing {
  /** Whether amounts are whole units with a decimal comma or point, or hundredths. */
  readonly amounts: "comma" | "point" | "minor";
  readonly swedishPhones: boolean;
  /** Where consents were given, for a file without a column that says so. */
  readonly consentSource: string;
}

/** The mapping that chosen columns amount to, as the server reads it; JSON is YAML, too. */
export function mappingText(
  chosen: Readonly<Partial<Record<Kind, Columns>>>,
  { amounts, swedishPhones, consentSource }: Writing,
): string {
  const record = (kind: Kind, columns: Columns) => {
    const { id, ...fields } = columns;
    const sources = Object.entries(fields).map(([name, column]) => {
      const type = FIELDS[kind].find((each) => each.name === name)?.type;
      if (type === "choice") return [name, { column, convert: [{ values: choicesOf(name) }] }];
      if (type === "phone" && swedishPhones) return [name, { column, convert: [{ phone: "SE" }] }];
      if (type === "money" && amounts !== "minor") {
        return [
          name,
          { column, convert: [{ number: amounts === "comma" ? "," : "." }, { money: "SEK" }] },
        ];
      }
      return [name, column];
    });
    if (kind === "consents") {
      const source = { constant: consentSource.trim() || "import" };
      return { from: kind, fields: { source, ...Object.fromEntries(sources) } };
    }
    return { ...(id !== undefined && { id }), fields: Object.fromEntries(sources) };
  };
  const records = Object.entries(chosen).flatMap(([name, columns]) => {
    const kind = KINDS.find((each) => each === name);
    return kind && columns ? [[kind, record(kind, columns)] as const] : [];
  });
  return JSON.stringify(Object.fromEntries(records));
}

/** The headings of a file, from how it begins: the server reads it properly, this is to choose from. */
export function headingsOf(beginning: string): readonly string[] {
  const line = beginning.replace(/^\uFEFF/, "").split(/\r?\n/)[0] ?? "";
  const delimiter = [";", ",", "\t", "|"].toSorted(
    (a, b) => line.split(b).length - line.split(a).length,
  )[0];
  return line
    .split(delimiter ?? ",")
    .map((name) => name.trim().replace(/^"|"$/g, ""))
    .filter((name) => name !== "");
}

/** The word for a field. */
export function wordOf(name: string): FieldWord {
  return `field${name.slice(0, 1).toUpperCase()}${name.slice(1)}` as FieldWord;
}
