import { condition } from "./condition-parser.ts";
import { errorAt, SoqlError } from "./soql-error.ts";
import type { Aggregate, OrderBy, Path, Query, SelectItem } from "./syntax.ts";
import { TokenReader } from "./token-reader.ts";
import type { Token } from "./tokens.ts";

const LONGEST = 100_000;
const AGGREGATES: readonly Aggregate[] = ["COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX"];

/** Reads a query; throws a `SoqlError` that names the place where it is none. */
export function parseSoql(soql: string): Query {
  if (soql.length > LONGEST)
    throw new SoqlError(
      "MALFORMED_QUERY",
      `SOQL statements cannot be longer than ${LONGEST} characters.`,
    );
  const reader = new TokenReader(soql);
  const query = readQuery(reader);
  if (reader.next.kind !== "end") throw reader.unexpected();
  return query;
}

function readQuery(reader: TokenReader): Query {
  reader.expect("SELECT");
  const select = [selectItem(reader)];
  while (reader.skip(",")) select.push(selectItem(reader));
  reader.expect("FROM");
  const from = reader.path();
  const where = reader.skip("WHERE") ? condition(reader, readQuery) : undefined;
  const groupBy = reader.skip("GROUP") ? groupPaths(reader) : [];
  const orderBy = reader.skip("ORDER") ? orderPaths(reader) : [];
  const limit = reader.skip("LIMIT") ? reader.count() : undefined;
  const offset = reader.skip("OFFSET") ? reader.count() : undefined;
  return {
    select,
    from,
    groupBy,
    orderBy,
    ...(where === undefined ? {} : { where }),
    ...(limit === undefined ? {} : { limit }),
    ...(offset === undefined ? {} : { offset }),
  };
}

function selectItem(reader: TokenReader): SelectItem {
  const { at } = reader.next;
  if (reader.skip("(")) {
    const query = readQuery(reader);
    reader.expect(")");
    return { kind: "subquery", query, at };
  }
  const isCall = reader.ahead(1)?.text === "(";
  if (reader.isWord("TYPEOF") && !isCall) return typeOf(reader);
  if (isCall) return call(reader);
  const path = reader.path();
  const alias = aliasOf(reader);
  return { kind: "field", path, ...(alias === undefined ? {} : { alias }) };
}

function call(reader: TokenReader): SelectItem {
  const name = reader.word();
  reader.expect("(");
  if (name.text.toUpperCase() === "FIELDS") return fieldsCall(reader, name);
  const aggregate = AGGREGATES.find((one) => one === name.text.toUpperCase());
  if (aggregate === undefined)
    throw errorAt(reader.soql, name.at, { message: `Unknown function: ${name.text}` });
  const path = reader.isSign(")") ? undefined : reader.path();
  if (path === undefined && aggregate !== "COUNT") throw reader.unexpected();
  reader.expect(")");
  const alias = path === undefined ? undefined : aliasOf(reader);
  return {
    kind: "aggregate",
    name: aggregate,
    at: name.at,
    ...(path === undefined ? {} : { path }),
    ...(alias === undefined ? {} : { alias }),
  };
}

function fieldsCall(reader: TokenReader, { at }: Token): SelectItem {
  const group = reader.word().text.toUpperCase();
  reader.expect(")");
  if (group !== "ALL" && group !== "STANDARD" && group !== "CUSTOM")
    throw errorAt(reader.soql, at, { message: "FIELDS takes ALL, STANDARD or CUSTOM" });
  return { kind: "fields", group, at };
}

function typeOf(reader: TokenReader): SelectItem {
  reader.take();
  const path = reader.path();
  const whens: { type: string; fields: readonly Path[] }[] = [];
  while (reader.skip("WHEN")) {
    const type = reader.word().text;
    reader.expect("THEN");
    whens.push({ type, fields: paths(reader) });
  }
  if (whens.length === 0) throw reader.unexpected();
  const otherwise = reader.skip("ELSE") ? paths(reader) : [];
  reader.expect("END");
  return { kind: "typeof", path, whens, otherwise };
}

function aliasOf(reader: TokenReader): string | undefined {
  if (reader.next.kind !== "word" || reader.isWord("FROM")) return undefined;
  // What follows tells an alias from a FROM that is written wrongly.
  const after = reader.ahead(1)?.text.toUpperCase();
  if (after !== "," && after !== "FROM") throw reader.unexpected();
  return reader.take().text;
}

function paths(reader: TokenReader): Path[] {
  const list = [reader.path()];
  while (reader.skip(",")) list.push(reader.path());
  return list;
}

function groupPaths(reader: TokenReader): Path[] {
  reader.expect("BY");
  return paths(reader);
}

function orderPaths(reader: TokenReader): OrderBy[] {
  reader.expect("BY");
  const list: OrderBy[] = [];
  do {
    const path = reader.path();
    const descending = reader.isWord("DESC");
    if (descending || reader.isWord("ASC")) reader.take();
    list.push({ path, descending, nullsLast: nullsLast(reader) });
  } while (reader.skip(","));
  return list;
}

function nullsLast(reader: TokenReader): boolean {
  if (!reader.skip("NULLS")) return false;
  const isLast = reader.isWord("LAST");
  if (!isLast && !reader.isWord("FIRST")) throw reader.unexpected();
  reader.take();
  return isLast;
}
