import type { Log, LogFields } from "@perennial/contract";
import { maskText, withoutQuotations } from "./redact-text.ts";

/** Fields that hold words of whatever failed, which may be anybody's. */
const WORDS = new Set(["reason", "problem", "first", "at"]);

/**
 * Fields that may stand in the log: ids and names of ours, counts, and states. Whatever is not named here is left
 * out, for nobody can say what somebody will put there (reliability.md, 6: paths to redact are not enough).
 */
const NAMES = new Set([
  ...[
    "instance",
    "operation",
    "by",
    "method",
    "route",
    "status",
    "version",
    "role",
    "queue",
    "hand",
    "kind",
    "error",
  ],
  ...["tenant", "connection", "connector", "endpoint", "program", "step", "signal", "place"],
  ...["inbox", "enrolment", "seq", "effects", "migrations", "count", "milliseconds", "tenants"],
  ...[
    "database",
    "tables",
    "redis",
    "policy",
    "process",
    "processes",
    "port",
    "attempts",
    "seconds",
  ],
]);

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
/** The longest words and names that are kept, in characters. */
const LONGEST_WORDS = 4_000;
const LONGEST_NAME = 200;

/**
 * A log that tells nothing it should not: fields that are on a list alone, numbers, addresses and secrets masked in
 * them, and nothing of what errors quote. `secrets` are those this process knows by value; others show by their form.
 */
export function redactingLog(log: Log, secrets: readonly (string | undefined)[] = []): Log {
  const known = secrets.flatMap((secret) =>
    secret === undefined || secret.length < 6 ? [] : [secret],
  );
  const tell = (level: keyof Log): Log["info"] => {
    return (message, fields) =>
      log[level](maskText(message, known).slice(0, LONGEST_WORDS), fields && redact(fields, known));
  };
  return { info: tell("info"), warn: tell("warn"), error: tell("error") };
}

function redact(fields: LogFields, secrets: readonly string[]): LogFields {
  const kept: Record<string, string | number | boolean> = {};
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const shown = show(name, value, secrets);
    if (shown === undefined) dropped.push(name);
    else kept[name] = shown;
  }
  // That there was one, for whoever misses it.
  return dropped.length === 0
    ? kept
    : { ...kept, dropped: maskText(dropped.join(" "), secrets).slice(0, LONGEST_NAME) };
}

/** A value as it may be shown; nothing for one that may not, whatever the types say it should be. */
function show(
  name: string,
  value: unknown,
  secrets: readonly string[],
): string | number | boolean | undefined {
  const isWords = WORDS.has(name);
  if (!isWords && !NAMES.has(name)) return undefined;
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  if (isWords) return maskText(withoutQuotations(value), secrets).slice(0, LONGEST_WORDS);
  return UUID.test(value) ? value : maskText(value, secrets).slice(0, LONGEST_NAME);
}
