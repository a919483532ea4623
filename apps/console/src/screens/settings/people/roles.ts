import type { Role } from "@perennial/api";

/** The roles, from the least to the most. */
export const ROLES: readonly Role[] = ["viewer", "agent", "marketer", "admin"];

/** The role of a name. */
export function roleOf(name: string | null): Role | undefined {
  return ROLES.find((each) => each === name);
}
