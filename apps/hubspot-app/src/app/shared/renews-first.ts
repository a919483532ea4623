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
