import type { Comparison, FilterNode, Literal, PropertyPath, TextFunction } from "./filter-node.ts";
import { OdataProblem } from "./odata-problem.ts";
import { type Token, tokensOf } from "./token.ts";

const COMPARISONS: readonly string[] = ["eq", "ne", "gt", "ge", "lt", "le"];
const TEXT_FUNCTIONS: readonly string[] = ["contains", "startswith", "endswith"];
const QUERY_PREFIX = "Microsoft.Dynamics.CRM.";
const LITERALS: Readonly<Record<string, Literal["kind"]>> = {
  string: "string",
  number: "number",
  guid: "guid",
  date: "date",
  moment: "moment",
};
const DEEPEST = 100;

/** Reads a filter; `aliases` are the values of `@name` in the query. Throws an `OdataProblem`. */
export function parseFilter(
  text: string,
  aliases: Readonly<Record<string, string>> = {},
): FilterNode {
  return new FilterParser(text, aliases).parse();
}

/** Reads one value as it is written in paths, aliases and function calls. */
export function parseLiteral(text: string): Literal {
  const [token, end] = tokensOf(text);
  const literal = token === undefined ? undefined : literalOf(token);
  if (literal !== undefined && end?.kind === "end") return literal;
  throw new OdataProblem(`Syntax error at position 0 in '${text}'.`);
}

class FilterParser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #aliases: Readonly<Record<string, string>>;
  #position = 0;
  #depth = 0;

  constructor(text: string, aliases: Readonly<Record<string, string>>) {
    this.#text = text;
    this.#tokens = tokensOf(text);
    this.#aliases = aliases;
  }

  parse(): FilterNode {
    const node = this.#or();
    if (this.#peek().kind !== "end") throw this.#syntax();
    return node;
  }

  #or(): FilterNode {
    let left = this.#and();
    while (this.#takeWord("or")) left = { kind: "or", left, right: this.#and() };
    return left;
  }

  #and(): FilterNode {
    let left = this.#unary();
    while (this.#takeWord("and")) left = { kind: "and", left, right: this.#unary() };
    return left;
  }

  #unary(): FilterNode {
    this.#depth += 1;
    if (this.#depth > DEEPEST)
      throw new OdataProblem("Recursion depth exceeded allowed limit of the filter.");
    const node = this.#takeWord("not")
      ? ({ kind: "not", inner: this.#unary() } as const)
      : this.#primary();
    this.#depth -= 1;
    return node;
  }

  #primary(): FilterNode {
    if (this.#take("(")) {
      const inner = this.#or();
      this.#need(")");
      return inner;
    }
    const { kind, text } = this.#peek();
    if (kind === "word" && this.#peek(1).text === "(") {
      if (TEXT_FUNCTIONS.includes(text)) return this.#textFunction();
      if (text.startsWith(QUERY_PREFIX)) return this.#queryFunction();
      throw new OdataProblem(
        `An unknown function with name '${text}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.`,
      );
    }
    const left = this.#operand();
    if ("path" in left && this.#peek().text === "(") return this.#lambda(left.path);
    return this.#comparison(left);
  }

  #comparison(left: PropertyPath | Literal): FilterNode {
    const { kind, text } = this.#next();
    if (kind !== "word" || !COMPARISONS.includes(text)) {
      this.#position -= 1;
      throw this.#syntax();
    }
    return { kind: "compare", how: text as Comparison, left, right: this.#operand() };
  }

  #textFunction(): FilterNode {
    const name = this.#next().text as TextFunction;
    this.#need("(");
    const property = this.#path();
    this.#need(",");
    const value = this.#literal();
    this.#need(")");
    if (value.kind !== "string")
      throw new OdataProblem(
        `No function signature for the function with name '${name}' matches the specified arguments. The function signatures considered are: ${name}(Edm.String Nullable=true, Edm.String Nullable=true).`,
      );
    return { kind: "text", name, property, value };
  }

  #queryFunction(): FilterNode {
    const name = this.#next().text.slice(QUERY_PREFIX.length);
    this.#need("(");
    let property: string | undefined;
    let values: readonly Literal[] = [];
    do {
      const parameter = this.#next().text;
      this.#need("=");
      if (parameter === "PropertyName") property = this.#literal().text;
      else if (parameter === "PropertyValues") values = this.#literals();
      else if (parameter === "PropertyValue") values = [this.#literal()];
      else if (parameter === "PropertyValue1") values = [this.#literal(), ...values];
      else if (parameter === "PropertyValue2") values = [...values, this.#literal()];
      else throw new OdataProblem(`The function '${name}' has no parameter named '${parameter}'.`);
    } while (this.#take(","));
    this.#need(")");
    if (property === undefined)
      throw new OdataProblem(`The function '${name}' needs the parameter 'PropertyName'.`);
    return { kind: "query", name, property, values };
  }

  #lambda(path: readonly string[]): FilterNode {
    const kind = "lambda";
    const how = path.at(-1);
    const collection = path.slice(0, -1);
    if ((how !== "any" && how !== "all") || collection.length === 0) throw this.#syntax();
    this.#need("(");
    if (this.#take(")")) return { kind, how, collection, variable: "", inner: undefined };
    const variable = this.#next();
    if (variable.kind !== "word") throw this.#syntax();
    this.#need(":");
    const inner = this.#or();
    this.#need(")");
    return { kind, how, collection, variable: variable.text, inner };
  }

  #operand(): PropertyPath | Literal {
    const literal = this.#tryLiteral();
    return literal ?? this.#path();
  }

  #path(): PropertyPath {
    const path: string[] = [];
    do {
      const token = this.#next();
      if (token.kind !== "word") {
        this.#position -= 1;
        throw this.#syntax();
      }
      path.push(token.text);
    } while (this.#take("/"));
    return { path };
  }

  #literals(): readonly Literal[] {
    this.#need("[");
    const values = [this.#literal()];
    while (this.#take(",")) values.push(this.#literal());
    this.#need("]");
    return values;
  }

  #literal(): Literal {
    const literal = this.#tryLiteral();
    if (literal === undefined) throw this.#syntax();
    return literal;
  }

  #tryLiteral(): Literal | undefined {
    const token = this.#peek();
    if (token.kind === "alias") return this.#alias(this.#next().text);
    const literal = literalOf(token);
    if (literal !== undefined) this.#position += 1;
    return literal;
  }

  #alias(name: string): Literal {
    const text = this.#aliases[name];
    return text === undefined ? { kind: "null", text: "null" } : parseLiteral(text);
  }

  #peek(ahead = 0): Token {
    const last = { kind: "end", text: "", at: this.#text.length } as const;
    return this.#tokens[this.#position + ahead] ?? last;
  }

  #next(): Token {
    const token = this.#peek();
    this.#position += 1;
    return token;
  }

  #take(symbol: string): boolean {
    const { kind, text } = this.#peek();
    if (kind !== "symbol" || text !== symbol) return false;
    this.#position += 1;
    return true;
  }

  #takeWord(word: string): boolean {
    const { kind, text } = this.#peek();
    if (kind !== "word" || text !== word) return false;
    this.#position += 1;
    return true;
  }

  #need(symbol: string): void {
    if (!this.#take(symbol)) throw this.#syntax();
  }

  #syntax(): OdataProblem {
    return new OdataProblem(`Syntax error at position ${this.#peek().at} in '${this.#text}'.`);
  }
}

function literalOf({ kind, text }: Token): Literal | undefined {
  const known = LITERALS[kind];
  if (known !== undefined) return { kind: known, text };
  if (kind !== "word") return undefined;
  if (text === "null") return { kind: "null", text };
  return text === "true" || text === "false" ? { kind: "boolean", text } : undefined;
}
