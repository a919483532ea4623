import { z } from "zod";
import { Converter } from "./converter.ts";

/** Names that would reach into how JavaScript's objects are made. */
const FORBIDDEN = new Set(["__proto__", "prototype", "constructor"]);

/** A field's name; `/` steps into an object, as in `attributes/shoeSize`. */
export const FieldName = z
  .string()
  .refine((name) => name.split("/").every((part) => part !== "" && !FORBIDDEN.has(part)), {
    error: "write the name of a field",
  });

/** One field of ours beside one of the vendor's. */
export const MappingRow = z.strictObject({
  field: FieldName,
  vendor: FieldName,
  direction: z.enum(["read", "write", "both"]),
  as: Converter,
});
export type MappingRow = z.infer<typeof MappingRow>;

/** A way through a mapping. */
export type Direction = "read" | "write";

/** A mapping as it is stored and shown: rows of one version. Each field is read from, and written to, one place. */
export const MappingData = z
  .strictObject({ version: z.int().positive(), rows: z.array(MappingRow) })
  .superRefine(({ rows }, context) => {
    const taken = new Map<string, number>();
    for (const [index, row] of rows.entries()) {
      for (const name of claimsOf(row)) {
        const before = taken.get(name);
        if (before !== undefined) {
          const message = `says the same of ${name} as rows[${before}] does`;
          context.addIssue({ code: "custom", path: ["rows", index], message });
        }
        taken.set(name, index);
      }
      const whole = rows.find((each) => isWithin(row, each));
      if (whole !== undefined) {
        const message = `lies within another row's field, ${whole.field} from ${whole.vendor}`;
        context.addIssue({ code: "custom", path: ["rows", index], message });
      }
    }
  });
export type MappingData = z.infer<typeof MappingData>;

/** Whether a row takes part in a direction. */
export function goes(row: Pick<MappingRow, "direction">, direction: Direction): boolean {
  return row.direction === "both" || row.direction === direction;
}

/** A field cannot be one value and an object of several. */
function isWithin(row: MappingRow, other: MappingRow): boolean {
  return row.field.startsWith(`${other.field}/`) || row.vendor.startsWith(`${other.vendor}/`);
}

function claimsOf(row: MappingRow): readonly string[] {
  return [
    ...(goes(row, "read") ? [`reading ${row.field}`] : []),
    ...(goes(row, "write") ? [`writing ${row.field}`, `writing the vendor's ${row.vendor}`] : []),
  ];
}
