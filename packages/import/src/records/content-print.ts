import type { RecordMaker } from "../mapping/compile-record.ts";
import { RECORD_SCHEMAS } from "../mapping/record-kinds.ts";
import { printOf } from "./print-of.ts";

/** A fingerprint of all that a record holds. */
export type ContentPrint = (record: Readonly<Record<string, unknown>>) => number;

/**
 * Makes fingerprints of the records of a maker. Equal records have the same one whichever maker they come from: it
 * is the sum over the fields, so those that the maker's records share are added up once.
 */
export function contentPrint({ kind, shared }: Pick<RecordMaker, "kind" | "shared">): ContentPrint {
  const fields = Object.keys(RECORD_SCHEMAS[kind].shape).map((field) => {
    return { field, seed: printOf(field) };
  });
  const printIn = (record: Readonly<Record<string, unknown>>, among: typeof fields) => {
    let print = 0;
    for (const { field, seed } of among) {
      const value = record[field];
      if (value === undefined) continue;
      print =
        (print + printOf(typeof value === "string" ? value : JSON.stringify(value), seed)) | 0;
    }
    return print;
  };
  const ofShared = printIn(shared, fields);
  const others = fields.filter(({ field }) => !Object.hasOwn(shared, field));
  return (record) => (ofShared + printIn(record, others)) >>> 0;
}
