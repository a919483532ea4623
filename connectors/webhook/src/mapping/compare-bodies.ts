import type { Convert } from "./convert-schema.ts";
import type { Found } from "./json-path.ts";
import { type Rule, type Source, WebhookMapping } from "./mapping.ts";
import { type PathBook, pathBook } from "./path-book.ts";
import type { Json } from "./read-json.ts";
import { type Sample, tryMapping } from "./try-mapping.ts";

/** A field that comes in and that nothing is made of. */
export interface UnmappedField {
  /** Such as `order.lines[*].sku`. */
  readonly path: string;
  /** Some values as they came, each once. */
  readonly samples: readonly string[];
  /** In how many of the bodies it is. */
  readonly count: number;
}

/** A place that a mapping reads and where nothing came. */
export interface UnseenPath {
  readonly path: string;
  /** A field that came and is called nearly the same. */
  readonly like: string | undefined;
}

/** What a mapping leaves out of bodies, and what it looks for in vain. */
export interface BodyComparison {
  readonly unmapped: readonly UnmappedField[];
  readonly unseen: readonly UnseenPath[];
}

const MOST_SAMPLES = 3;
const LONGEST_SAMPLE = 80;
const MOST_FIELDS = 200;

/**
 * Compares a mapping with bodies as they came: fields that no rule reads, and places that rules which apply read and
 * that no body has, as after a field was renamed. Nothing for a mapping that is none. Never throws.
 */
export function compareBodies(mapping: unknown, bodies: readonly Sample[]): BodyComparison {
  const parsed = WebhookMapping.safeParse(mapping);
  if (!parsed.success) return { unmapped: [], unseen: [] };
  const comparing = new Comparing(parsed.data);
  for (const body of bodies) comparing.add(body);
  return comparing.result();
}

class Comparing {
  readonly #mapping: WebhookMapping;
  readonly #book: PathBook;
  readonly #fields = new Map<string, { samples: Set<string>; count: number }>();
  readonly #used = new Set<string>();
  /** Paths of rules that applied, and whether anything came there. */
  readonly #seen = new Map<string, boolean>();

  constructor(mapping: WebhookMapping) {
    this.#mapping = mapping;
    this.#book = pathBook(mapping);
  }

  add(sample: Sample): void {
    const body = jsonOf(sample.body);
    if (body === undefined) return;
    for (const [path, values] of leavesOf(body)) this.#note(path, values);
    const applied = new Set(
      tryMapping(this.#mapping, sample).rules.flatMap(({ rule, matched }) => (matched ? rule : [])),
    );
    for (const rule of this.#mapping.rules) this.#read(rule, body, applied.has(rule.name));
  }

  result(): BodyComparison {
    const used = [...this.#used];
    const unmapped = [...this.#fields]
      .filter(([path]) => !used.some((each) => path === each || isBeneath(path, each)))
      .map(([path, { samples, count }]) => ({ path, samples: [...samples], count }))
      .slice(0, MOST_FIELDS);
    const unseen = [...this.#seen]
      .filter(([, found]) => !found)
      .map(([path]) => ({ path, like: likeOf(path, unmapped) }));
    return { unmapped, unseen };
  }

  #note(path: string, values: readonly string[]): void {
    const known = this.#fields.get(path) ?? { samples: new Set<string>(), count: 0 };
    known.count += 1;
    for (const value of values) if (known.samples.size < MOST_SAMPLES) known.samples.add(value);
    this.#fields.set(path, known);
  }

  #read(rule: Rule, body: Json, applies: boolean): void {
    const items: readonly Found[] =
      rule.each === undefined
        ? [{ value: body, location: [] }]
        : [...this.#book.of(rule.each).find(body)];
    if (rule.each !== undefined && applies) this.#look(rule.each, items.length > 0);
    for (const path of pathsOf(rule)) {
      const { ofItem, find } = this.#book.of(path);
      const from: readonly Found[] = ofItem ? items : [{ value: body, location: [] }];
      let found = false;
      for (const item of from) {
        for (const { location } of find(item.value)) {
          found = true;
          this.#used.add(nameOf([...item.location, ...location]));
        }
      }
      if (applies && from.length > 0) this.#look(path, found);
    }
  }

  #look(path: string, found: boolean): void {
    this.#seen.set(path, found || (this.#seen.get(path) ?? false));
  }
}

/** The paths that a rule reads, each once. */
function pathsOf({ match, id, at, fields, attributes = {} }: Rule): readonly string[] {
  const sources = [id, at, ...Object.values(fields), ...Object.values(attributes)];
  const asked = match.flatMap(({ path, exists, not }) =>
    // A question whether something is missing looks for nothing.
    path === undefined || exists === false || not !== undefined ? [] : [path],
  );
  return [...new Set([...asked, ...sources.flatMap((each) => (each ? pathsIn(each) : []))])];
}

function pathsIn(source: Source): readonly string[] {
  if (typeof source === "string") return [source];
  const { path = [], join = [], convert = [] } = source;
  return [path, join, convert.flatMap(currencyPath)].flat();
}

function currencyPath(convert: Convert): readonly string[] {
  if (typeof convert === "string" || convert.money === undefined) return [];
  return /^[$@]/.test(convert.money) ? [convert.money] : [];
}

function jsonOf(body: unknown): Json | undefined {
  if (typeof body !== "string") return body as Json;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}

/** The values of a body by where they stand; numbers of items are left out of it. */
function leavesOf(body: Json): ReadonlyMap<string, readonly string[]> {
  const leaves = new Map<string, string[]>();
  const walk = (value: Json, location: readonly (string | number)[]): void => {
    if (typeof value === "object" && value !== null) {
      const isList = Array.isArray(value);
      for (const [name, inner] of Object.entries(value)) {
        walk(inner as Json, [...location, isList ? Number(name) : name]);
      }
      return;
    }
    const path = nameOf(location);
    leaves.set(path, [...(leaves.get(path) ?? []), String(value).slice(0, LONGEST_SAMPLE)]);
  };
  walk(body, []);
  return leaves;
}

function nameOf(location: readonly (string | number)[]): string {
  return location
    .map((part) => (typeof part === "number" ? "[*]" : `.${part}`))
    .join("")
    .replace(/^\./, "");
}

function isBeneath(path: string, container: string): boolean {
  return container === "" || path.startsWith(`${container}.`) || path.startsWith(`${container}[`);
}

/** What came under nearly the name that a path ends with. */
function likeOf(path: string, fields: readonly UnmappedField[]): string | undefined {
  const wanted = lastOf(path);
  const near = fields
    .map((field) => ({ field, distance: distanceOf(wanted, lastOf(field.path)) }))
    .filter(({ distance }) => distance <= Math.max(2, Math.floor(wanted.length / 2)))
    .toSorted((a, b) => a.distance - b.distance);
  return near[0]?.field.path;
}

function lastOf(path: string): string {
  const name = path.split(/[.[\]'"]+/).findLast((part) => /[a-z0-9]/i.test(part)) ?? path;
  return name.replace(/[\s_-]/g, "").toLowerCase();
}

/** How many letters differ (Levenshtein); a name within another is near it. */
function distanceOf(a: string, b: string): number {
  if (a.length > 2 && b.length > 2 && (a.includes(b) || b.includes(a))) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
