/** The longest run of lines that is compared line by line; more would take as long as it is useless. */
const MOST_CELLS = 4_000_000;

/**
 * A text after an edit of its tidied form, so that only the edited lines differ from what somebody wrote: whatever the
 * edit left alone stays as it was written, spaces and all.
 * @param text As it was written.
 * @param before The same, tidied.
 * @param after The tidied one after the edit.
 */
export function mergeLines(text: string, before: string, after: string): string {
  if (text === before) return after;
  const written = text.split("\n");
  const tidied = before.split("\n");
  // Tidying that moved lines cannot be undone line by line.
  if (written.length !== tidied.length) return after;
  const edited = after.split("\n");
  const kept = keptLines(tidied, edited);
  return edited.map((line, index) => written[kept.get(index) ?? -1] ?? line).join("\n");
}

/** For each line of the second list that is unchanged: where it stands in the first. */
function keptLines(first: readonly string[], second: readonly string[]): Map<number, number> {
  const kept = new Map<number, number>();
  let start = 0;
  while (start < first.length && start < second.length && first[start] === second[start]) {
    kept.set(start, start);
    start += 1;
  }
  let tail = 0;
  const room = Math.min(first.length, second.length) - start;
  while (tail < room && first[first.length - 1 - tail] === second[second.length - 1 - tail]) {
    tail += 1;
    kept.set(second.length - tail, first.length - tail);
  }
  const a = first.slice(start, first.length - tail);
  const b = second.slice(start, second.length - tail);
  for (const [inB, inA] of commonLines(a, b)) kept.set(inB + start, inA + start);
  return kept;
}

/** The longest common subsequence of two lists of lines. */
function commonLines(a: readonly string[], b: readonly string[]): readonly [number, number][] {
  if (a.length * b.length === 0 || a.length * b.length > MOST_CELLS) return [];
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      pairs.push([j, i]);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}
