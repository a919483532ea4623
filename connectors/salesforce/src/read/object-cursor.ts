import { ConnectorError, Instant } from "@perennial/contract";
import { z } from "zod";

/** Where the reading of an object stands. */
export const ObjectCursor = z.discriminatedUnion("phase", [
  /** All there is, by id. */
  z.strictObject({ phase: z.literal("load"), begun: Instant, after: z.string().nullable() }),
  /** All there is, by a bulk job that was asked for `of`: where its results are, and how many of that part were told. */
  z.strictObject({
    ...{ phase: z.literal("bulk"), begun: Instant, of: z.string(), job: z.string(), made: Instant },
    ...{ locator: z.string().nullable(), told: z.int().nonnegative() },
  }),
  /** What has changed since, by its stamp and id; `at` is the last that was told of this run. */
  z.strictObject({
    phase: z.literal("changes"),
    since: Instant,
    begun: Instant.nullable(),
    at: z.strictObject({ stamp: Instant, id: z.string() }).nullable(),
  }),
]);
export type ObjectCursor = z.infer<typeof ObjectCursor>;
/** Where a load by a bulk job stands. */
export type BulkCursor = ObjectCursor & { readonly phase: "bulk" };
/** Where a reading by statements stands. */
export type StatementCursor = Exclude<ObjectCursor, BulkCursor>;

/** Reads a cursor as it was kept. Throws a `ConnectorError` for one that is none of ours. */
export function parseObjectCursor(text: string): ObjectCursor {
  try {
    return ObjectCursor.parse(JSON.parse(text));
  } catch (cause) {
    const message = "the place where reading stood cannot be read; read everything anew";
    throw new ConnectorError({ connector: "salesforce", kind: "invalid", message, cause });
  }
}

/** A cursor as it is kept. */
export function writeObjectCursor(cursor: ObjectCursor): string {
  return JSON.stringify(cursor);
}
