import type { TokenRole } from "@perennial/api";

/** What a key may be for: people's roles, from the least to the most, and kinds of systems. */
export const TOKEN_ROLES: readonly TokenRole[] = [
  ...(["viewer", "agent", "marketer", "admin", "telephony"] as const),
];
