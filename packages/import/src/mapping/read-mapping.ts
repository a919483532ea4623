import { readFile } from "node:fs/promises";
import type { Locale, LocalizedText } from "@perennial/contract";
import { isZone } from "@perennial/lifecycle";
import { importWords, verbatim } from "../words/import-messages.ts";
import { type Fault, type Path, type Place, type ReadYaml, readYaml } from "../yaml/read-yaml.ts";
import { schemaFaults } from "../yaml/schema-faults.ts";
import { formatFault } from "./convert/date-format.ts";
import { isPhoneCountry } from "./convert/phone.ts";
import { Mapping, type RecordMapping } from "./mapping.ts";
import { MappingError } from "./mapping-error.ts";
import { orderFields } from "./order-fields.ts";
import {
  ANY_RECORD,
  type FileKind,
  RECORD_KINDS,
  type RecordKind,
  requiredFields,
} from "./record-kinds.ts";
import { type PlacedConvert, recordConversions, recordReferences } from "./references.ts";

/** A mapping that has been read. */
export interface ReadMapping {
  /** Missing where there are faults. */
  readonly mapping?: Mapping;
  readonly faults: readonly Fault[];
  readonly placeOf: ReadYaml["placeOf"];
}

/**
 * Reads a mapping and finds everything that is wrong with it by itself. Never throws.
 * @param locale In which language it is told. @default "en"
 */
export function readMapping(text: string, locale: Locale = "en"): ReadMapping {
  const yaml = readYaml(text, locale);
  const { placeOf, faults } = yaml;
  if (faults.length > 0) return { faults, placeOf };
  const misfits = schemaFaults(Mapping, yaml, locale);
  if (misfits.length > 0) return { faults: misfits, placeOf };
  const mapping = Mapping.parse(yaml.value);
  const meant = [
    ...zoneFaults(mapping, placeOf),
    ...recordsOf(mapping).flatMap((each) => recordFaults(each, placeOf)),
  ];
  if (meant.length === 0) return { mapping, faults: [], placeOf };
  const told = meant.map(({ message, remedy, ...place }) => ({
    ...place,
    message: message[locale],
    remedy: remedy[locale],
  }));
  return { faults: told, placeOf };
}

/**
 * The mapping of a file.
 * @throws MappingError with the place of everything that is wrong.
 */
export async function readMappingFile(path: string): Promise<LoadedMapping> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new MappingError(importWords("no-mapping-file", { path }), { cause: error });
  });
  const { mapping, faults, placeOf } = readMapping(text);
  if (mapping) return { mapping, path, placeOf };
  const lines = faults.map(
    ({ line, column, message, remedy }) => `${path}:${line}:${column} ${message} ${remedy}`,
  );
  throw new MappingError(verbatim(lines.join("\n")));
}

/** A mapping and the file it stands in. */
export interface LoadedMapping {
  readonly mapping: Mapping;
  readonly path: string;
  readonly placeOf: ReadYaml["placeOf"];
}

/** A record's mapping, and where in the file it stands. */
export interface PlacedRecord {
  readonly kind: RecordKind;
  readonly path: Path;
  readonly record: RecordMapping;
  readonly from: FileKind;
}

/**
 * The records a mapping makes, in the order in which they are written.
 * @param hasConsents Whether there is a file of consents, which they then come from unless another is named. @default false
 */
export function recordsOf(mapping: Mapping, hasConsents = false): readonly PlacedRecord[] {
  return RECORD_KINDS.flatMap((kind) => {
    const told = mapping[kind];
    if (told === undefined) return [];
    const own: FileKind = kind === "consents" && !hasConsents ? "customers" : kind;
    const placed = (record: RecordMapping, path: Path): PlacedRecord => {
      return { kind, path, record, from: record.from ?? own };
    };
    return Array.isArray(told)
      ? told.map((record, index) => placed(record, [kind, index]))
      : [placed(told, [kind])];
  });
}

/** Something wrong, in both languages. */
interface SaidFault extends Place {
  readonly message: LocalizedText;
  readonly remedy: LocalizedText;
}

function zoneFaults({ timeZone }: Mapping, placeOf: ReadYaml["placeOf"]): readonly SaidFault[] {
  if (timeZone === undefined || isZone(timeZone)) return [];
  const message = importWords("no-zone", { zone: timeZone });
  return [{ ...placeOf(["timeZone"]), message, remedy: importWords("write-zone", {}) }];
}

const A_RECORD: Readonly<Record<RecordKind, LocalizedText>> = {
  customers: { sv: "En kund", en: "A customer" },
  agreements: { sv: "Ett avtal", en: "An agreement" },
  purchases: { sv: "Ett köp", en: "A purchase" },
  consents: { sv: "Ett samtycke", en: "A consent" },
};

function recordFaults(
  { kind, path, record }: PlacedRecord,
  placeOf: ReadYaml["placeOf"],
): readonly SaidFault[] {
  const faults: SaidFault[] = [];
  const fields = Object.keys(record.fields);
  for (const field of requiredFields(kind)) {
    if (fields.includes(field)) continue;
    const message = importWords("field-needed", { kind: A_RECORD[kind], field });
    const at = placeOf([...path, "fields"], "key");
    faults.push({ ...at, message, remedy: importWords("add-field", { field }) });
  }
  for (const { kind: to, name, path: where } of recordReferences(record)) {
    if (to === "column" || name === "today" || fields.includes(name)) continue;
    const message = importWords("no-field", { field: name, kind: ANY_RECORD[kind] });
    const remedy = importWords("write-field", { fields: fields.join(", ") });
    faults.push({ ...placeOf([...path, ...where]), message, remedy });
  }
  for (const { convert, path: where } of recordConversions(record)) {
    faults.push(...convertFaults({ convert, path: [...path, ...where] }, placeOf));
  }
  const { circle } = orderFields(record);
  if (circle) {
    const message = importWords("circle", {
      fields: { sv: circle.join(" av "), en: circle.join(" from ") },
    });
    const at = placeOf([...path, "fields", circle[0] ?? ""], "key");
    faults.push({ ...at, message, remedy: importWords("from-column", {}) });
  }
  return faults;
}

/** What the schema cannot see in a conversion: formats and countries. */
function convertFaults(
  { convert, path }: PlacedConvert,
  placeOf: ReadYaml["placeOf"],
): readonly SaidFault[] {
  if (typeof convert === "string") return [];
  const { date, instant, phone } = convert;
  const formats = (told: typeof date, kind: "date" | "instant") =>
    [told ?? []].flat().flatMap((format): SaidFault[] => {
      const reason = formatFault(format, kind);
      if (reason === undefined) return [];
      const example = kind === "date" ? "YYYY-MM-DD" : "YYYY-MM-DD HH:mm";
      const message = importWords("no-format", { format, reason });
      const remedy = importWords("write-format", { example });
      return [{ ...placeOf([...path, kind]), message, remedy }];
    });
  const noCountry = phone !== undefined && !isPhoneCountry(phone);
  const unknown = {
    ...placeOf([...path, "phone"]),
    message: importWords("no-country", { country: phone ?? "" }),
    remedy: importWords("write-country", {}),
  };
  return [
    ...formats(date, "date"),
    ...formats(instant, "instant"),
    ...(noCountry ? [unknown] : []),
  ];
}
