import type { DescribedObject } from "./salesforce-client.ts";

/** What the names of our package's objects and fields begin with where it is installed. */
export const PREFIX = "perennial__";

/**
 * A name of our package's as an org has it: where the source was deployed without its namespace, as developers do, names have no
 * prefix (crm/salesforce.md, 5).
 */
export function ownName(name: string, isThere: (name: string) => boolean): string {
  const bare = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;
  return !isThere(name) && isThere(bare) ? bare : name;
}

/** A field of our package's, or any other, as an object has it. */
export function ownField(name: string, { fields }: DescribedObject): string {
  return ownName(name, (one) => fields.some((field) => field.name === one));
}
