import { ApexErrorListener, ApexParserFactory } from "@apexdevtools/apex-parser";

class Errors extends ApexErrorListener {
  readonly found: string[] = [];

  override apexSyntaxError(line: number, column: number, message: string): void {
    this.found.push(`${line}:${column} ${message}`);
  }
}

/** A statement as Salesforce's grammar reads it. */
export interface ParsedSoql {
  readonly errors: readonly string[];
  /** The kinds of its tokens, in order. */
  readonly shape: readonly number[];
}

/** Reads a statement by Salesforce's grammar: that of statements within Apex, where the two escapes of LIKE are not known. */
export function parseSoql(statement: string): ParsedSoql {
  const errors = new Errors();
  const known = statement.replaceAll(/\\(.)/gs, (whole, letter) =>
    letter === "%" || letter === "_" ? letter : whole,
  );
  const lexer = ApexParserFactory.createLexer(known);
  lexer.removeErrorListeners();
  lexer.addErrorListener(errors);
  const stream = ApexParserFactory.createTokenStream(lexer);
  stream.fill();
  const parser = ApexParserFactory.createParser(stream);
  parser.removeErrorListeners();
  parser.addErrorListener(errors);
  const { stop } = parser.query();
  const shape = stream.tokens.map(({ type }) => type);
  // Behind the statement stands its end and nothing else.
  const rest = shape.length - 2 - (stop?.tokenIndex ?? 0);
  if (rest > 0) errors.found.push(`${rest} tokens stand behind the statement`);
  return { errors: errors.found, shape };
}
