/**
 * Whether a program is about agreements, so that a customer enters it with one: its files say so in a line of their
 * own (`subject: agreement`).
 */
export function isAboutAgreements(files: Readonly<Record<string, string>>): boolean {
  return Object.values(files).some((text) => /^subject:\s*["']?agreement\b/m.test(text));
}

/** As much of an agreement as it takes to choose one. */
interface Choosable {
  readonly id: string;
  readonly party: string;
  readonly status: string;
  readonly end?: string | null | undefined;
}

/** Of a customer's agreements with us that are in force, the one that ends first: it is renewed before the others. */
export function renewsFirst<Item extends Choosable>(agreements: readonly Item[]): Item | undefined {
  const inForce = agreements.filter((each) => each.party === "own" && each.status === "active");
  return inForce.toSorted((a, b) => ((a.end ?? "9999") < (b.end ?? "9999") ? -1 : 1))[0];
}
