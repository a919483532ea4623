import type { MadeRecord } from "../mapping/compile-record.ts";
import type { RecordKind, RecordOf } from "../mapping/record-kinds.ts";

/** The records of one kind. */
export function recordsOfKind<K extends RecordKind>(
  made: readonly MadeRecord[],
  kind: K,
): readonly RecordOf[K][] {
  return made.filter((each): each is MadeRecord & MadeOf<K> => each.kind === kind).map(recordOf<K>);
}

interface MadeOf<K extends RecordKind> {
  readonly kind: K;
  readonly record: RecordOf[K];
}

function recordOf<K extends RecordKind>({ record }: MadeOf<K>): RecordOf[K] {
  return record;
}
