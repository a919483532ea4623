import type { z } from "zod";

/** What a role may do: each includes the ones before it. */
export const ROLES = ["viewer", "agent", "marketer", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Kinds of systems that have a token of their own kind: it may ask what is meant for them, and nothing else. */
export const SYSTEM_ROLES = ["telephony"] as const;
export type SystemRole = (typeof SYSTEM_ROLES)[number];

/** What a token may be for: people's roles, for whatever acts in their place, and kinds of systems. */
export const TOKEN_ROLES = [...ROLES, ...SYSTEM_ROLES] as const;
export type TokenRole = (typeof TOKEN_ROLES)[number];

/** One thing a client can ask, from which routes, validation, the OpenAPI document and the client come. */
export interface Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: "get" | "post" | "put" | "delete";
  /** With `{name}` for parameters. */
  readonly path: string;
  readonly summary: string;
  /** The group it stands under in the documentation. */
  readonly tag: string;
  /** Who may ask; anyone, without a token, where it is missing. */
  readonly role?: Role;
  /** The kind of system that may ask it as well. @default none */
  readonly system?: SystemRole;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
  /**
   * Whether it changes something, which the audit log then records.
   * @default true for every method but get
   */
  readonly changes?: boolean;
  /** Whether the answer is many lines of JSON that come as they are made. @default false */
  readonly stream?: boolean;
  /**
   * Whether files follow the body: then the body is one line of JSON that ends with a line feed, and after it come the
   * files' bytes, one after the other. @default false
   */
  readonly upload?: boolean;
}

/** Declares an operation with its types. */
export function operation<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(definition: Operation<P, Q, B, A>): Operation<P, Q, B, A> {
  return definition;
}

/** Declares an operation whose answer is many lines of JSON. */
export function streamingOperation<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(definition: Operation<P, Q, B, A>): Operation<P, Q, B, A> & { readonly stream: true } {
  return { ...definition, stream: true };
}
