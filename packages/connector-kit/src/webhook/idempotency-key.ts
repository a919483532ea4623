/**
 * The key of an `Idempotency-Key` header: a string of Structured Fields in quotes
 * (draft-ietf-httpapi-idempotency-key-header-07), or bare as many send it. Undefined where there is none.
 */
export function idempotencyKey(header: string | undefined): string | undefined {
  const text = header?.trim() ?? "";
  const [, quoted] = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text) ?? [];
  const key = quoted === undefined ? text : quoted.replace(/\\(["\\])/g, "$1");
  return key === "" ? undefined : key;
}
