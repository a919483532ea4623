/** Units that a length of time is given in, the longest first. */
export const DURATION_UNITS = ["Y", "M", "W", "D", "TH", "TM"] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

/** A length of time in one unit. */
export interface DurationParts {
  readonly amount: number;
  readonly unit: DurationUnit;
}

/** An ISO 8601 duration in its one unit; undefined for one of several units, or none. */
export function durationParts(text: string): DurationParts | undefined {
  const [, amount, date, time] =
    /^P(?:(?=\d)|T)(\d+)(?:(?<!T\d+)([YMWD])|(?<=T\d+)([HM]))$/.exec(text) ?? [];
  const unit = DURATION_UNITS.find((each) => each === (date ?? `T${time ?? ""}`));
  return amount === undefined || unit === undefined ? undefined : { amount: Number(amount), unit };
}

/** A length of time as it is written in the file. */
export function durationText({ amount, unit }: DurationParts): string {
  const whole = Math.max(0, Math.round(amount));
  return unit.startsWith("T") ? `PT${whole}${unit.slice(1)}` : `P${whole}${unit}`;
}
