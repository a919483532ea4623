/** The name that a mistyped one most likely means; none where a third of it or more would have to change. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(written.length / 3));
  const near = names
    .map((name) => ({ name, distance: changes(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= most || isPartOf(written, name))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.name;
}

/** A word of a name, such as `club` of `club-monthly`. */
function isPartOf(written: string, name: string): boolean {
  return written.length >= 3 && name.split("-").includes(written.toLowerCase());
}

/** How many letters must be added, dropped or changed. */
function changes(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let index = 1; index <= from.length; index++) {
    const next = [index];
    for (let column = 1; column <= to.length; column++) {
      const same = from[index - 1] === to[column - 1];
      next[column] = Math.min(
        (row[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (row[column - 1] ?? 0) + (same ? 0 : 1),
      );
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
