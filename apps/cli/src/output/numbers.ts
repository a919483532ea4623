const WHOLE = new Intl.NumberFormat("en");

/** A count as people read it: 69,659. */
export function count(number: number): string {
  return WHOLE.format(Math.round(number));
}

/** A count with its noun: 1 row, 2 rows. */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
}
