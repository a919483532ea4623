const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** A format for numbers; made once, because making one costs more than a thousand uses of it. */
export function numberFormat(
  tag: string,
  options: Intl.NumberFormatOptions = {},
): Intl.NumberFormat {
  return kept(numbers, keyOf(tag, options), () => new Intl.NumberFormat(tag, options));
}

/** A format for dates; made once. */
export function dateFormat(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(dates, keyOf(tag, options), () => new Intl.DateTimeFormat(tag, options));
}

function keyOf(tag: string, options: object): string {
  return `${tag} ${JSON.stringify(options)}`;
}

function kept<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
