import {
  type Catalogue,
  type Condition,
  type ResolvedCondition,
  resolveCondition,
} from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { compileFigure } from "./compile-figure.ts";
import { type AskedAt, compileTest } from "./compile-test.ts";

/**
 * Compiles a condition to SQL that is true or false, never null, for a whole base at once (performance.md,
 * "Where the rules run"). It stands where `customerSource`, `agreementSource` or `invitationSource` give the
 * aliases `c`, `st`, `a`, `r` and `inv`, gives the same answers as `compilePredicate`, and no stored data makes it fail. Every value is a
 * parameter.
 * @throws ConditionError for a condition that `checkCondition` refuses, or that asks about an enrolment or
 * a signal, which no row of a base has.
 * @example
 * const holds = compileSql(condition, catalogue, { now, today, zone });
 * sql`select count(*) from ${agreementSource()} where a.tenant_id = ${tenant} and ${holds}`;
 */
export function compileSql(
  condition: Condition,
  catalogue: Catalogue,
  at: AskedAt,
): RawBuilder<boolean> {
  const unavailable = ["enrolment", "signal"] as const;
  return compileNode(resolveCondition(condition, catalogue, { unavailable }), at);
}

function compileNode(node: ResolvedCondition, at: AskedAt): RawBuilder<boolean> {
  switch (node.op) {
    case "test":
      return compileTest(node.test, at);
    case "figure":
      return compileFigure(node.figure, at);
    case "not":
      return sql<boolean>`(not ${compileNode(node.part, at)})`;
    default: {
      const parts = node.parts.map((part) => compileNode(part, at));
      return sql<boolean>`(${sql.join(parts, node.op === "all" ? sql` and ` : sql` or `)})`;
    }
  }
}
