import { CAPABILITIES, COMMAND_KINDS, type CommandKind } from "@perennial/contract";
import { z } from "zod";

/** The schemes that a new connector can begin with; others are a change of two files. */
export const AUTH_SCHEMES = ["token", "basic", "oauth2", "none"] as const;
export type AuthScheme = (typeof AUTH_SCHEMES)[number];
export type Capability = (typeof CAPABILITIES)[number];

/** What a connector is to be, as its author answers. */
export const ConnectorPlan = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, {
    error: "write the id in small letters, digits and single hyphens, such as acme or acme-crm",
  }),
  title: z.string().trim().min(1, { error: "write the name that people know the vendor by" }),
  auth: z.enum(AUTH_SCHEMES, { error: `write one of ${AUTH_SCHEMES.join(", ")}` }),
  capabilities: z.array(
    z.enum(CAPABILITIES, { error: `write some of ${CAPABILITIES.join(", ")}` }),
  ),
  commands: z.array(
    z.custom<CommandKind>((value) => COMMAND_KINDS.some((kind) => kind === value), {
      error: `write some of ${COMMAND_KINDS.join(", ")}`,
    }),
  ),
});
export type ConnectorPlan = z.infer<typeof ConnectorPlan>;

/**
 * Where a connector is written: `workspace` in this repository's `connectors/`, or `package` anywhere else, as a
 * package of its own.
 */
export type Place = "workspace" | "package";

/** The names that a connector's files and functions have. */
export interface Names {
  readonly id: string;
  /** Such as `AcmeCrm`. */
  readonly type: string;
  /** Such as `acmeCrm`. */
  readonly value: string;
  readonly package: string;
}

/** Makes the names of a connector from its id. */
export function namesOf(id: string, place: Place): Names {
  const type = id
    .split("-")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
  const value = type.charAt(0).toLowerCase() + type.slice(1);
  const name = place === "workspace" ? `@perennial/connector-${id}` : `perennial-connector-${id}`;
  return { id, type, value, package: name };
}

/** Everything a template is written from. */
export interface Design extends ConnectorPlan {
  readonly place: Place;
  readonly names: Names;
}
