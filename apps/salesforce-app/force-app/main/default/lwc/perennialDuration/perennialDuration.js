/** Units that people choose between, by their letters in a duration of ISO 8601. */
const FORMS = [
  { unit: "hours", form: /^PT(\d+)H$/, write: (amount) => `PT${amount}H` },
  { unit: "days", form: /^P(\d+)D$/, write: (amount) => `P${amount}D` },
  { unit: "weeks", form: /^P(\d+)W$/, write: (amount) => `P${amount}W` },
  { unit: "months", form: /^P(\d+)M$/, write: (amount) => `P${amount}M` },
  { unit: "years", form: /^P(\d+)Y$/, write: (amount) => `P${amount}Y` },
];

/** The units of durations, the shortest first. */
export const UNITS = FORMS.map(({ unit }) => unit);

/** An amount and its unit; nothing for a duration of several parts, which is written as it is. */
export function readDuration(text) {
  for (const { unit, form } of FORMS) {
    const found = form.exec(text ?? "");
    if (found) return { amount: Number(found[1]), unit };
  }
  return undefined;
}

/** The duration that an amount and its unit make, such as `P14D`. */
export function writeDuration({ amount, unit }) {
  return FORMS.find((each) => each.unit === unit).write(amount);
}
