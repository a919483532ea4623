/** Units that people choose between, and their form in a duration of ISO 8601; the shortest first. */
const FORMS = [
  { unit: "hoursUnit", form: /^PT(\d+)H$/, write: (amount: number) => `PT${amount}H` },
  { unit: "days", form: /^P(\d+)D$/, write: (amount: number) => `P${amount}D` },
  { unit: "weeks", form: /^P(\d+)W$/, write: (amount: number) => `P${amount}W` },
  { unit: "months", form: /^P(\d+)M$/, write: (amount: number) => `P${amount}M` },
  { unit: "years", form: /^P(\d+)Y$/, write: (amount: number) => `P${amount}Y` },
] as const;

/** A unit, by the name of its text. */
export type Unit = (typeof FORMS)[number]["unit"];

/** The units of durations, the shortest first. */
export const UNITS: readonly Unit[] = FORMS.map(({ unit }) => unit);

/** An amount and its unit; nothing for a duration of several parts, which is written as it is. */
export function readDuration(text: string): { amount: number; unit: Unit } | undefined {
  for (const { unit, form } of FORMS) {
    const amount = form.exec(text)?.[1];
    if (amount !== undefined) return { amount: Number(amount), unit };
  }
  return undefined;
}

/** The duration that an amount and its unit make, such as `P14D`. */
export function writeDuration(amount: number, unit: string): string {
  return FORMS.find((each) => each.unit === unit)?.write(amount) ?? `P${amount}D`;
}
