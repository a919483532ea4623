import { type RawBuilder, sql } from "kysely";

/** Whose standing is computed: a range of ids, the first of them left out, or some customers. */
export type ReviewScope =
  | { readonly after: string | null; readonly until: string | null }
  | { readonly ids: readonly string[] };

/** The condition that an id is within a scope. */
export function within(scope: ReviewScope, id: RawBuilder<unknown>): RawBuilder<boolean> {
  if ("ids" in scope) return sql<boolean>`${id} = any(${scope.ids}::text[])`;
  // Two that are always there keep the statement one and the same, and its plan with it.
  const after = sql`${id} > ${scope.after ?? ""}::text`;
  if (scope.until === null) return sql<boolean>`${after}`;
  return sql<boolean>`(${after} and ${id} <= ${scope.until}::text)`;
}
