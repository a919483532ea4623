import { LocalDate } from "@perennial/contract";
import { z } from "zod";
import { streamingOperation } from "./operation.ts";

const none = z.strictObject({});
const Kind = z.enum(["customers", "agreements", "purchases", "consents"]);
const count = (description: string) => z.int().meta({ description });

/** What became of the records of one kind. */
export const ImportTotals = z
  .strictObject({
    kind: Kind,
    read: count("How many records the rows told of: the sum of the others."),
    new: count("Records that were not here before."),
    changed: count("Records that are here and differ."),
    unchanged: count("Records that are here just so."),
    skipped: count(
      "Left out though nothing is wrong: the system holds a newer copy, the person was forgotten, or the customer has become one with another.",
    ),
    failed: count("Rows that could not be taken; they are in the report."),
  })
  .meta({ id: "ImportTotals" });
export type ImportTotals = z.infer<typeof ImportTotals>;

/** How far an import is. */
export const ImportProgressView = z
  .strictObject({
    phase: Kind.meta({ description: "The file that is read." }),
    done: count("Bytes of all files that are read."),
    total: count("Bytes of all files."),
    rows: count("Rows of this file that are read."),
    totals: z.array(ImportTotals),
  })
  .meta({ id: "ImportProgress" });

/** What became of an import, or would. */
export const ImportResultView = z
  .strictObject({
    kept: z
      .boolean()
      .meta({ description: "Whether anything was kept, or the files were only looked at." }),
    files: z.array(
      z.strictObject({
        kind: Kind,
        name: z.string(),
        rows: count("Rows that were read."),
        delimiter: z.string(),
        encoding: z.string(),
        columns: z.array(z.string()),
        unused: z.array(z.string()).meta({ description: "Columns that nothing is made of." }),
        fields: z
          .array(
            z.strictObject({
              kind: Kind,
              field: z.string(),
              columns: z.array(z.string()),
            }),
          )
          .meta({ description: "Which columns each field is made of." }),
        samples: z
          .array(
            z.strictObject({
              line: z.int(),
              kind: Kind,
              fields: z.array(
                z.strictObject({ field: z.string(), before: z.string(), after: z.string() }),
              ),
            }),
          )
          .meta({ description: "Rows before and after, where the files were only looked at." }),
      }),
    ),
    totals: z.array(ImportTotals),
    failed: count("Rows that could not be taken, of all files."),
    firstFailures: z
      .array(
        z.strictObject({
          kind: Kind,
          line: z.int(),
          faults: z.array(z.strictObject({ column: z.string(), reason: z.string() })),
        }),
      )
      .meta({ description: "The first fifty." }),
  })
  .meta({ id: "ImportResult" });
export type ImportResultView = z.infer<typeof ImportResultView>;

/** Files of customers, agreements, purchases and consents, taken in. */
export const IMPORT_OPERATIONS = {
  importRecords: streamingOperation({
    ...{ id: "importRecords", method: "post", path: "/v1/import", role: "admin", tag: "Import" },
    upload: true,
    summary:
      "Takes CSV files in: nothing is sent and nobody enters a program by it; leaving stops it after the rows under way",
    ...{ params: none, query: none },
    body: z.strictObject({
      keep: z.boolean().default(true).meta({
        description: "False only looks at the files and says what would be rejected.",
      }),
      mapping: z.string().max(200_000).nullable().default(null).meta({
        description:
          "Which columns make which fields, as a mapping in YAML or JSON; null where columns are named as the fields they fill.",
      }),
      today: LocalDate.optional().meta({
        description: 'The date that "today" is in the mapping. Today by default.',
      }),
      files: z
        .array(
          z.strictObject({
            kind: Kind,
            name: z.string().min(1).max(200),
            bytes: z.int().positive({ error: "the file is empty" }),
          }),
        )
        .min(1)
        .max(4)
        .refine((files) => new Set(files.map(({ kind }) => kind)).size === files.length, {
          error: "give one file of each kind",
        })
        .meta({ description: "In the order in which they follow." }),
    }),
    answer: z.union([
      z.strictObject({ progress: ImportProgressView }),
      z.strictObject({
        rejected: z
          .strictObject({ kind: Kind, csv: z.string() })
          .meta({ description: "Lines of a file of bad rows with the reason, its header first." }),
      }),
      z.strictObject({ result: ImportResultView }),
    ]),
  }),
} as const;
