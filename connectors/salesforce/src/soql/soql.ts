import { ConnectorError } from "@perennial/contract";
import {
  type SoqlPart,
  type SoqlValue,
  soqlContains,
  soqlLiteral,
  soqlName,
} from "./soql-value.ts";

/** One thing that has to hold of a record. */
export type SoqlCondition =
  | {
      readonly field: string;
      readonly is: "=" | "!=" | "<" | "<=" | ">" | ">=";
      readonly value: SoqlValue;
    }
  | { readonly field: string; readonly in: readonly SoqlValue[] }
  | { readonly field: string; readonly contains: string }
  | { readonly all: readonly SoqlCondition[] }
  | { readonly any: readonly SoqlCondition[] };

/** What is asked for. */
export interface SoqlQuery {
  readonly select: readonly string[];
  readonly from: string;
  readonly where?: SoqlCondition;
  /** Fields, the first one first. */
  readonly orderBy?: readonly string[];
  /** Whether the largest comes first. @default false */
  readonly descending?: boolean;
  readonly limit?: number;
}

/** Letters of a statement that a request's address can carry: it has 16,384 bytes, and encoded each may take three (section 4 of the limits). */
export const LONGEST_STATEMENT = 4_000;

/**
 * Writes a statement out of its parts, so that nothing that was put into it is ever read as SOQL. jsforce's own `find` is
 * not used: it drops empty lists and second comparisons, and leaves backslashes as they are. Throws a `ConnectorError` for
 * parts that make no statement: an empty list would ask for everything.
 */
export function soql(query: SoqlQuery): string {
  const { select, from, where, orderBy = [], descending = false, limit } = query;
  const direction = descending ? " DESC" : "";
  if (select.length === 0) throw invalid("a statement asks for at least one field");
  return [
    `SELECT ${select.map(soqlName).join(", ")} FROM ${soqlName(from)}`,
    ...(where ? [`WHERE ${conditionOf(where)}`] : []),
    ...(orderBy.length > 0
      ? [`ORDER BY ${orderBy.map((field) => soqlName(field) + direction).join(", ")}`]
      : []),
    ...(limit === undefined ? [] : [`LIMIT ${countOf(limit)}`]),
  ].join(" ");
}

function conditionOf(condition: SoqlCondition): SoqlPart {
  if ("all" in condition) return joined(condition.all, "AND");
  if ("any" in condition) return joined(condition.any, "OR");
  const field = soqlName(condition.field);
  if ("contains" in condition) return part(`${field} LIKE ${soqlContains(condition.contains)}`);
  if ("in" in condition) {
    if (condition.in.length === 0) throw invalid(`the list for ${field} is empty`);
    return part(`${field} IN (${condition.in.map(soqlLiteral).join(", ")})`);
  }
  return part(`${field} ${condition.is} ${soqlLiteral(condition.value)}`);
}

function joined(conditions: readonly SoqlCondition[], word: "AND" | "OR"): SoqlPart {
  if (conditions.length === 0) throw invalid("a group of conditions is empty");
  const parts = conditions.map(conditionOf);
  return part(parts.length === 1 ? (parts[0] ?? "") : `(${parts.join(` ${word} `)})`);
}

function countOf(limit: number): string {
  if (Number.isSafeInteger(limit) && limit > 0) return String(limit);
  throw invalid(`${limit} is no number of records`);
}

function part(text: string): SoqlPart {
  return text as SoqlPart;
}

function invalid(message: string): ConnectorError {
  return new ConnectorError({ connector: "salesforce", kind: "invalid", message });
}
