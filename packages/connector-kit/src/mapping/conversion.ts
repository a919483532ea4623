/** What became of a value: another one, nothing where the vendor has none, or what is wrong with it. */
export type Conversion =
  | { readonly value: unknown }
  | { readonly missing: true }
  | { readonly problem: string };

/** What a vendor has where it has nothing. */
export const MISSING: Conversion = { missing: true };

/** A value converted; undefined is what could not be. */
export function converted(value: unknown, otherwise: string): Conversion {
  return value === undefined ? { problem: otherwise } : { value };
}
