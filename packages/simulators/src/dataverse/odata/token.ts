import { OdataProblem } from "./odata-problem.ts";

/** What a token of a filter is. */
export type TokenKind =
  | "string"
  | "guid"
  | "moment"
  | "date"
  | "number"
  | "word"
  | "alias"
  | "symbol"
  | "end";

/** A word of a filter and where it stands. */
export interface Token {
  readonly kind: TokenKind;
  /** Of a string the text without quotes, of everything else as it is written. */
  readonly text: string;
  readonly at: number;
}

const PATTERNS: readonly (readonly [TokenKind, RegExp])[] = [
  ["guid", /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/iy],
  ["moment", /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})/iy],
  ["date", /\d{4}-\d{2}-\d{2}(?![\w-])/y],
  ["number", /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.-])/iy],
  ["word", /[A-Za-z_][\w.]*/y],
  ["alias", /@[A-Za-z_]\w*/y],
  ["symbol", /[(),/:=[\]]/y],
];

/** Takes a filter apart; refuses what is no token of the language. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const quote = text.charAt(at);
    const token = quote === "'" || quote === '"' ? quoted(text, at) : matched(text, at);
    tokens.push(token.token);
    at = token.next;
  }
  tokens.push({ kind: "end", text: "", at: text.length });
  return tokens;
}

function matched(text: string, at: number): { token: Token; next: number } {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { token: { kind, text: found, at }, next: at + found.length };
  }
  throw new OdataProblem(
    `Syntax error: character '${text.charAt(at)}' is not valid at position ${at} in '${text}'.`,
  );
}

function quoted(text: string, start: number): { token: Token; next: number } {
  const quote = text.charAt(start);
  let content = "";
  for (let at = start + 1; at < text.length; at += 1) {
    if (text.charAt(at) !== quote) content += text.charAt(at);
    else if (text.charAt(at + 1) === quote) {
      content += quote;
      at += 1;
    } else return { token: { kind: "string", text: content, at: start }, next: at + 1 };
  }
  throw new OdataProblem(
    `There is an unterminated string literal at position ${text.length} in '${text}'.`,
  );
}
