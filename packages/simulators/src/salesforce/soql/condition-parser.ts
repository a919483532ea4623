import { spanForm } from "./date-spans.ts";
import { errorAt } from "./soql-error.ts";
import type { Condition, Literal, Operator, Path, Query } from "./syntax.ts";
import type { TokenReader } from "./token-reader.ts";

const OPERATORS: readonly Operator[] = ["=", "!=", "<", "<=", ">", ">="];

/** Reads a query that stands in brackets. */
export type ReadQuery = (reader: TokenReader) => Query;

/** Reads what stands after `WHERE`. AND and OR do not mix without brackets, as in SOQL. */
export function condition(reader: TokenReader, readQuery: ReadQuery): Condition {
  const first = term(reader, readQuery);
  const word = reader.isWord("AND", "OR") ? reader.next.text.toUpperCase() : undefined;
  if (word === undefined) return first;
  const parts = [first];
  while (reader.skip(word)) parts.push(term(reader, readQuery));
  if (reader.isWord("AND", "OR")) throw reader.unexpected();
  return { kind: word === "AND" ? "and" : "or", parts };
}

function term(reader: TokenReader, readQuery: ReadQuery): Condition {
  if (reader.skip("NOT")) return { kind: "not", part: term(reader, readQuery) };
  if (reader.skip("(")) {
    const inner = condition(reader, readQuery);
    reader.expect(")");
    return inner;
  }
  return comparison(reader, reader.path(), readQuery);
}

function comparison(reader: TokenReader, path: Path, readQuery: ReadQuery): Condition {
  const negated = reader.isWord("NOT") && reader.ahead(1)?.text.toUpperCase() === "IN";
  if (negated) reader.take();
  if (reader.skip("IN")) return { kind: "in", path, negated, values: members(reader, readQuery) };
  if (reader.isWord("INCLUDES", "EXCLUDES")) {
    const excludes = reader.take().text.toUpperCase() === "EXCLUDES";
    return { kind: "includes", path, negated: excludes, values: list(reader) };
  }
  if (reader.skip("LIKE"))
    return { kind: "compare", path, operator: "LIKE", value: literal(reader) };
  const sign = reader.next.text === "<>" ? "!=" : reader.next.text;
  const operator = OPERATORS.find((one) => one === sign);
  if (operator === undefined || reader.next.kind !== "sign") throw reader.unexpected();
  reader.take();
  return { kind: "compare", path, operator, value: literal(reader) };
}

function members(reader: TokenReader, readQuery: ReadQuery): readonly Literal[] | Query {
  const opens = reader.isSign("(");
  if (!opens || reader.ahead(1)?.text.toUpperCase() !== "SELECT") return list(reader);
  reader.take();
  const query = readQuery(reader);
  reader.expect(")");
  return query;
}

function list(reader: TokenReader): readonly Literal[] {
  reader.expect("(");
  const values = [literal(reader)];
  while (reader.skip(",")) values.push(literal(reader));
  reader.expect(")");
  return values;
}

function literal(reader: TokenReader): Literal {
  const { kind, text, at } = reader.next;
  switch (kind) {
    case "text":
    case "day":
    case "moment":
      reader.take();
      return { kind, value: text, at };
    case "number":
      reader.take();
      return { kind, value: Number(text), at };
    case "word":
      return wordLiteral(reader);
    default:
      throw reader.unexpected();
  }
}

function wordLiteral(reader: TokenReader): Literal {
  const { at, text } = reader.next;
  const name = text.toUpperCase();
  const form = spanForm(name);
  if (form === undefined && !["TRUE", "FALSE", "NULL"].includes(name)) throw reader.unexpected();
  reader.take();
  if (name === "NULL") return { kind: "null", at };
  if (form === undefined) return { kind: "flag", value: name === "TRUE", at };
  if (form === "plain") return { kind: "span", name, count: 0, at };
  reader.expect(":");
  const count = reader.count();
  if (count < 1) throw errorAt(reader.soql, at, { message: `${name} needs a number above zero` });
  return { kind: "span", name, count, at };
}
