import { readFile } from "node:fs/promises";
import { isZone } from "@perennial/lifecycle";
import { type Fault, type Path, type ReadYaml, readYaml } from "../yaml/read-yaml.ts";
import { schemaFaults } from "../yaml/schema-faults.ts";
import { formatFault } from "./convert/date-format.ts";
import { isPhoneCountry } from "./convert/phone.ts";
import { Mapping, type RecordMapping } from "./mapping.ts";
import { MappingError } from "./mapping-error.ts";
import { orderFields } from "./order-fields.ts";
import {
  type FileKind,
  RECORD_KINDS,
  type RecordKind,
  requiredFields,
  SINGULAR,
} from "./record-kinds.ts";
import { type PlacedConvert, recordConversions, recordReferences } from "./references.ts";

/** A mapping that has been read. */
export interface ReadMapping {
  /** Missing where there are faults. */
  readonly mapping?: Mapping;
  readonly faults: readonly Fault[];
  readonly placeOf: ReadYaml["placeOf"];
}

/** Reads a mapping and finds everything that is wrong with it by itself. Never throws. */
export function readMapping(text: string): ReadMapping {
  const yaml = readYaml(text);
  const { placeOf, faults } = yaml;
  if (faults.length > 0) return { faults, placeOf };
  const misfits = schemaFaults(Mapping, yaml);
  if (misfits.length > 0) return { faults: misfits, placeOf };
  const mapping = Mapping.parse(yaml.value);
  const meant = [
    ...zoneFaults(mapping, placeOf),
    ...recordsOf(mapping).flatMap((each) => recordFaults(each, placeOf)),
  ];
  return meant.length > 0 ? { faults: meant, placeOf } : { mapping, faults: [], placeOf };
}

/**
 * The mapping of a file.
 * @throws MappingError with the place of everything that is wrong.
 */
export async function readMappingFile(path: string): Promise<LoadedMapping> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new MappingError(`There is no mapping "${path}" that may be read. Check the path.`, {
      cause: error,
    });
  });
  const { mapping, faults, placeOf } = readMapping(text);
  if (mapping) return { mapping, path, placeOf };
  const lines = faults.map(
    ({ line, column, message, remedy }) => `${path}:${line}:${column} ${message} ${remedy}`,
  );
  throw new MappingError(lines.join("\n"));
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

/** The records a mapping makes, in the order in which they are written. */
export function recordsOf(mapping: Mapping): readonly PlacedRecord[] {
  return RECORD_KINDS.flatMap((kind) => {
    const told = mapping[kind];
    if (told === undefined) return [];
    const own: FileKind = kind === "consents" ? "customers" : kind;
    const placed = (record: RecordMapping, path: Path): PlacedRecord => {
      return { kind, path, record, from: record.from ?? own };
    };
    return Array.isArray(told)
      ? told.map((record, index) => placed(record, [kind, index]))
      : [placed(told, [kind])];
  });
}

function zoneFaults({ timeZone }: Mapping, placeOf: ReadYaml["placeOf"]): readonly Fault[] {
  if (timeZone === undefined || isZone(timeZone)) return [];
  const message = `"${timeZone}" is no time zone.`;
  return [{ ...placeOf(["timeZone"]), message, remedy: "Write one such as Europe/Stockholm." }];
}

const AN: Readonly<Record<RecordKind, string>> = {
  customers: "A customer",
  agreements: "An agreement",
  purchases: "A purchase",
  consents: "A consent",
};

function recordFaults(
  { kind, path, record }: PlacedRecord,
  placeOf: ReadYaml["placeOf"],
): readonly Fault[] {
  const faults: Fault[] = [];
  const fields = Object.keys(record.fields);
  for (const field of requiredFields(kind)) {
    if (fields.includes(field)) continue;
    const message = `${AN[kind]} needs "${field}", and nothing fills it.`;
    const at = placeOf([...path, "fields"], "key");
    faults.push({ ...at, message, remedy: `Add "${field}" under "fields".` });
  }
  for (const { kind: to, name, path: where } of recordReferences(record)) {
    if (to === "column" || name === "today" || fields.includes(name)) continue;
    const message = `There is no field "${name}" in this ${SINGULAR[kind]}.`;
    const remedy = `Write "today" or one of ${fields.join(", ")}.`;
    faults.push({ ...placeOf([...path, ...where]), message, remedy });
  }
  for (const { convert, path: where } of recordConversions(record)) {
    faults.push(...convertFaults({ convert, path: [...path, ...where] }, placeOf));
  }
  const { circle } = orderFields(record);
  if (circle) {
    const message = `These fields are made of each other: ${circle.join(" from ")}.`;
    const at = placeOf([...path, "fields", circle[0] ?? ""], "key");
    faults.push({ ...at, message, remedy: "Take one of them from a column." });
  }
  return faults;
}

/** What the schema cannot see in a conversion: formats and countries. */
function convertFaults(
  { convert, path }: PlacedConvert,
  placeOf: ReadYaml["placeOf"],
): readonly Fault[] {
  if (typeof convert === "string") return [];
  const { date, instant, phone } = convert;
  const formats = (told: typeof date, kind: "date" | "instant") =>
    [told ?? []].flat().flatMap((format): Fault[] => {
      const fault = formatFault(format, kind);
      if (fault === undefined) return [];
      const example = kind === "date" ? "YYYY-MM-DD" : "YYYY-MM-DD HH:mm";
      const message = `"${format}" is no format: ${fault}.`;
      return [{ ...placeOf([...path, kind]), message, remedy: `Write one such as ${example}.` }];
    });
  const noCountry = phone !== undefined && !isPhoneCountry(phone);
  const unknown = {
    ...placeOf([...path, "phone"]),
    message: `"${phone}" is no country with telephone numbers.`,
    remedy: "Write its two letters, such as SE.",
  };
  return [
    ...formats(date, "date"),
    ...formats(instant, "instant"),
    ...(noCountry ? [unknown] : []),
  ];
}
