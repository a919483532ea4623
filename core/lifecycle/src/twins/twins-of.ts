import { type Band, VALUE_CLASSES } from "@perennial/contract";
import type { ValueClass } from "../portfolio/boundaries.ts";

/** Who the best are: a value class, a cell of class and segment, or the top band. */
export type TwinsOf =
  | { readonly valueClass: ValueClass; readonly segment?: string; readonly band?: undefined }
  | { readonly band: Band; readonly valueClass?: undefined; readonly segment?: undefined };

/** Among whom twins are looked for: people who have not bought yet, other customers, or both. */
export const TWINS_WHO = ["prospects", "customers", "all"] as const;
export type TwinsWho = (typeof TWINS_WHO)[number];

/**
 * Reads who the best are.
 * @param text a class (`gold`), a cell (`gold/villa`) or the top band (`top`)
 * @returns nothing where it is none of them
 */
export function parseTwinsOf(text: string): TwinsOf | undefined {
  if (text === "top") return { band: "top" };
  const [first = "", ...rest] = text.split("/");
  const valueClass = VALUE_CLASSES.find((each) => each === first);
  const segment = rest.join("/");
  if (valueClass === undefined || (rest.length > 0 && segment === "")) return undefined;
  return { valueClass, ...(rest.length > 0 && { segment }) };
}
