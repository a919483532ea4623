import { type DoorRequest, mediaType } from "../../door/door-request.ts";
import { HubspotRefusal, invalid } from "./refusal.ts";

/** What a part of a JSON body must look like. */
export interface Shape<T> {
  /** What is wrong with a value, or nothing. */
  problem(value: unknown, at: string): string | undefined;
  /** Carries the type alone. */
  readonly of?: T;
}
type Fields = Readonly<Record<string, Shape<unknown>>>;
type Inside<S> = S extends Shape<infer T> ? T : never;
type Shaped<R extends Fields, O extends Fields> = { readonly [K in keyof R]: Inside<R[K]> } & {
  readonly [K in keyof O]?: Inside<O[K]>;
};

/** A JSON string. */
export const text: Shape<string> = simple("a string", (value) => typeof value === "string");
/** A whole number. */
export const whole: Shape<number> = simple("a whole number", Number.isInteger);
/** true or false. */
export const flag: Shape<boolean> = simple("a boolean", (value) => typeof value === "boolean");
/** Any object at all. */
export const anyObject: Shape<Readonly<Record<string, unknown>>> = simple("an object", isObject);

/** One of the words. */
export function word<T extends string>(...words: readonly T[]): Shape<T> {
  return simple(`one of ${words.join(", ")}`, (value) => words.some((known) => known === value));
}

/** Either of two. */
export function either<A, B>(one: Shape<A>, other: Shape<B>): Shape<A | B> {
  return {
    problem: (value, at) =>
      one.problem(value, at) === undefined ? undefined : other.problem(value, at),
  };
}

/** A list. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    problem(value, at) {
      if (!Array.isArray(value)) return `${at} must be a list`;
      for (const [index, one] of value.entries()) {
        const problem = item.problem(one, `${at}[${index}]`);
        if (problem !== undefined) return problem;
      }
      return undefined;
    },
  };
}

/** An object of any keys whose values are alike. */
export function table<T>(item: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return {
    problem(value, at) {
      if (!isObject(value)) return `${at} must be an object`;
      for (const [key, one] of Object.entries(value)) {
        const problem = item.problem(one, `${at}.${key}`);
        if (problem !== undefined) return problem;
      }
      return undefined;
    },
  };
}

/** An object with these keys and no others. */
export function object<R extends Fields, O extends Fields = Record<never, Shape<unknown>>>(
  required: R,
  optional?: O,
): Shape<Shaped<R, O>> {
  const fields = new Map<string, Shape<unknown>>(Object.entries({ ...optional, ...required }));
  const needed = Object.keys(required);
  return {
    problem(value, at) {
      if (!isObject(value)) return `${at} must be an object`;
      const missing = needed.find((key) => !Object.hasOwn(value, key));
      if (missing !== undefined) return `Some required fields were not set: [${missing}] of ${at}`;
      for (const [key, one] of Object.entries(value)) {
        const field = fields.get(key);
        if (field === undefined) return `Unrecognized field "${key}" of ${at}`;
        const problem = field.problem(one, `${at}.${key}`);
        if (problem !== undefined) return problem;
      }
      return undefined;
    },
  };
}

/** The JSON body of a request; refuses another media type with 415 and another form with 400. */
export function readJson<T>(request: DoorRequest, shape: Shape<T>): T {
  if (mediaType(request) !== "application/json")
    throw new HubspotRefusal(415, { message: "Unsupported Media Type; send application/json" });
  let value: unknown;
  try {
    value = JSON.parse(request.body);
  } catch {
    throw invalid("Invalid input JSON on line 1, column 1: the body is not JSON");
  }
  const problem = shape.problem(value, "the body");
  if (problem !== undefined) throw invalid(`Invalid input JSON on line 1, column 1: ${problem}`);
  return value as T;
}

function simple<T>(what: string, fits: (value: unknown) => boolean): Shape<T> {
  return { problem: (value, at) => (fits(value) ? undefined : `${at} must be ${what}`) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
