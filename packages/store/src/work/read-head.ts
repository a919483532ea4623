import type { Instant } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";

/**
 * When a connection is to be read, as part of a statement: not while somebody reads it, and not before the other side
 * wants to hear from us again; nothing where that is at once.
 */
export function readHead(alias: RawBuilder<unknown>): RawBuilder<Instant | null> {
  return sql`greatest(${alias}.read_at, ${alias}.read_until, ${alias}.resume_at)`;
}
