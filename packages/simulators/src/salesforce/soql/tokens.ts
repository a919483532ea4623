import { errorAt } from "./soql-error.ts";

/** A piece of a query. */
export interface Token {
  readonly kind: "word" | "text" | "number" | "day" | "moment" | "sign" | "end";
  /** As it is written; of a text what it says, without quotes. */
  readonly text: string;
  readonly at: number;
}

const PATTERNS: readonly (readonly [Token["kind"], RegExp])[] = [
  ["moment", /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})/iy],
  ["day", /\d{4}-\d{2}-\d{2}(?![\w-])/y],
  ["number", /[+-]?\d+(?:\.\d+)?(?![\w.])/y],
  ["word", /[A-Za-z_]\w*/y],
  ["sign", /<=|>=|!=|<>|[=<>(),.:]/y],
];

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  N: "\n",
  r: "\r",
  R: "\r",
  t: "\t",
  T: "\t",
  b: "\b",
  B: "\b",
  f: "\f",
  F: "\f",
  '"': '"',
  "'": "'",
  "\\": "\\",
  // Kept for LIKE, which tells these from its own signs.
  _: "\\_",
  "%": "\\%",
};

/** Takes a query apart; throws where a piece belongs to no query. */
export function tokensOf(soql: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(soql[at] ?? "")) at += 1;
    if (at >= soql.length) break;
    const token = soql[at] === "'" ? textAt(soql, at) : pieceAt(soql, at);
    tokens.push({ kind: token.kind, text: token.text, at });
    at = token.end;
  }
  tokens.push({ kind: "end", text: "<EOF>", at: soql.length });
  return tokens;
}

interface Piece {
  readonly kind: Token["kind"];
  readonly text: string;
  readonly end: number;
}

function pieceAt(soql: string, at: number): Piece {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const text = pattern.exec(soql)?.[0];
    if (text !== undefined) return { kind, text, end: at + text.length };
  }
  const letter = soql[at] ?? "";
  throw errorAt(soql, at, { message: `unexpected token: '${letter}'` });
}

function textAt(soql: string, start: number): Piece {
  let text = "";
  for (let at = start + 1; at < soql.length; at += 1) {
    const letter = soql[at] ?? "";
    if (letter === "'") return { kind: "text", text, end: at + 1 };
    if (letter === "\n" || letter === "\r")
      throw errorAt(soql, at, { message: "line breaks are not allowed in string literals" });
    if (letter !== "\\") {
      text += letter;
      continue;
    }
    at += 1;
    const unicode = /^u([0-9a-fA-F]{4})/.exec(soql.slice(at, at + 5))?.[1];
    if (unicode !== undefined) {
      text += String.fromCharCode(Number.parseInt(unicode, 16));
      at += 4;
      continue;
    }
    const meant = ESCAPES[soql[at] ?? ""];
    if (meant === undefined)
      throw errorAt(soql, at, {
        message: `Invalid string literal '${soql.slice(start + 1, at + 1)}'. Illegal character sequence '\\${soql[at] ?? ""}' in string literal.`,
      });
    text += meant;
  }
  throw errorAt(soql, start, {
    message: "unexpected token: '<EOF>'; a string literal does not end",
  });
}
