/** Shorter values would blot out ordinary words. */
const SHORTEST = 4;

/** Makes a function that replaces every secret in a text, also URL-encoded or in base64, by `[secret]`. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const spellings = new Set(
    secrets
      .filter((secret) => secret.length >= SHORTEST)
      .flatMap((secret) => [
        secret,
        encodeURIComponent(secret.toWellFormed()),
        new URLSearchParams({ "": secret }).toString().slice(1),
        Buffer.from(secret).toString("base64"),
      ]),
  );
  const longestFirst = [...spellings].sort((a, b) => b.length - a.length);
  return (text) =>
    longestFirst.reduce((left, spelling) => left.replaceAll(spelling, "[secret]"), text);
}

/** The parts of an `authorization` header that must not be seen. */
export function credentialsIn(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers)
    .filter(([name]) => name.toLowerCase() === "authorization")
    .map(([, value]) => value.replace(/^\S+\s+/, ""));
}

/** What of an error's cause may be kept: its name, code and words, redacted; never its stack or fields. */
export function safeCause(error: unknown, redact: (text: string) => string): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  return { name: error.name, ...code, message: redact(error.message) };
}
