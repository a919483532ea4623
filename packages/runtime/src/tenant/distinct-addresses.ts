/** Each e-mail address once, as it is written first: one in other case is the same. */
export function distinctAddresses(addresses: readonly string[]): readonly string[] {
  const first = new Map<string, string>();
  for (const each of addresses) {
    const key = each.toLowerCase();
    if (!first.has(key)) first.set(key, each);
  }
  return [...first.values()];
}
