import { OdataProblem } from "./odata-problem.ts";

/** The parts of a query, read once. */
export interface QueryOptions {
  readonly select: readonly string[] | undefined;
  readonly filter: string | undefined;
  readonly orderBy: readonly OrderTerm[];
  readonly expand: readonly ExpandTerm[];
  readonly top: number | undefined;
  readonly count: boolean;
  readonly skipToken: string | undefined;
  readonly deltaToken: string | undefined;
  /** The values of `@name`. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** A column to order by. */
export interface OrderTerm {
  readonly name: string;
  readonly descending: boolean;
}

/** A navigation property whose rows are wanted, and what of them. */
export interface ExpandTerm {
  readonly name: string;
  readonly options: QueryOptions;
}

const KNOWN = [
  "$select",
  "$filter",
  "$orderby",
  "$expand",
  "$top",
  "$count",
  "$skiptoken",
  "$deltatoken",
] as const;

/** Reads the query of a URL; refuses options that the service does not have, and passes over what is no option. */
export function readQuery(query: string): QueryOptions {
  const given = new Map<string, string>();
  for (const part of query.split("&")) {
    if (part === "") continue;
    const mark = part.indexOf("=");
    const name = unescaped(mark < 0 ? part : part.slice(0, mark));
    if (given.has(name))
      throw new OdataProblem(
        `Query option '${name}' was specified more than once, but it must be specified at most once.`,
      );
    given.set(name, mark < 0 ? "" : unescaped(part.slice(mark + 1)));
  }
  return optionsOf(given);
}

/** Decodes a part of a query as the service does: a plus is a blank, and a percent that begins nothing stays. */
export function unescaped(text: string): string {
  return text
    .replaceAll("+", " ")
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
      Buffer.from(bytes.replaceAll("%", ""), "hex").toString("utf8"),
    );
}

function optionsOf(given: ReadonlyMap<string, string>): QueryOptions {
  const aliases: Record<string, string> = {};
  for (const [name, value] of given) {
    if (name.startsWith("@")) aliases[name] = value;
    else if (name === "$skip") throw new OdataProblem("Skip Clause is not supported in CRM");
    else if (name.startsWith("$") && !KNOWN.some((known) => known === name))
      throw new OdataProblem(`The query parameter ${name} is not supported`);
  }
  return {
    select: listOf(given.get("$select"), "$select"),
    filter: given.get("$filter"),
    orderBy: (listOf(given.get("$orderby"), "$orderby") ?? []).map(orderTerm),
    expand: (listOf(given.get("$expand"), "$expand") ?? []).map(expandTerm),
    top: topOf(given.get("$top")),
    count: countOf(given.get("$count")),
    skipToken: given.get("$skiptoken"),
    deltaToken: given.get("$deltatoken"),
    aliases,
  };
}

function listOf(text: string | undefined, name: string): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const terms = partsOf(text, ",").map((one) => one.trim());
  if (terms.some((one) => one === ""))
    throw new OdataProblem(
      `The query specified in the URI is not valid. ${name} has an empty term.`,
    );
  return terms;
}

function orderTerm(text: string): OrderTerm {
  const [name = "", direction = "asc", more] = text.split(/\s+/);
  if (more !== undefined || (direction !== "asc" && direction !== "desc"))
    throw new OdataProblem(`Syntax error at position ${name.length} in '${text}'.`);
  return { name, descending: direction === "desc" };
}

function expandTerm(text: string): ExpandTerm {
  const found = /^([\w.]+)(?:\(([\s\S]*)\))?$/.exec(text);
  if (found === null) throw new OdataProblem(`Syntax error at position 0 in '${text}'.`);
  const inner = new Map<string, string>();
  for (const part of found[2] === undefined ? [] : partsOf(found[2], ";")) {
    const mark = part.indexOf("=");
    inner.set(part.slice(0, mark).trim(), part.slice(mark + 1));
  }
  return { name: found[1] ?? "", options: optionsOf(inner) };
}

/** Splits where nothing is open: neither a quote nor a bracket. */
function partsOf(text: string, separator: string): string[] {
  const parts: string[] = [];
  let [start, depth] = [0, 0];
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const one = text.charAt(at);
    if (one === "'") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (one === "(") depth += 1;
    if (one === ")") depth -= 1;
    if (one !== separator || depth !== 0) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  return [...parts, text.slice(start)];
}

function topOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new OdataProblem(
    `Invalid value '${text}' for $top query option found. The $top query option requires a non-negative integer value.`,
  );
}

function countOf(text: string | undefined): boolean {
  if (text === undefined || text === "false") return false;
  if (text === "true") return true;
  throw new OdataProblem(
    `Invalid value '${text}' for $count query option found. Valid values are 'true' or 'false'.`,
  );
}
