import type { RecordRef } from "./connector.ts";

/** What the other side told while somebody listened. */
export interface Heard {
  /** Records that have changed: they are read anew, once however often they are named. */
  readonly changed?: readonly RecordRef[];
  /** Whether more may have changed than is named: everything since the cursor is read at once. @default false */
  readonly readAll?: boolean;
  /**
   * Where listening goes on after this, opaque to us; kept only after what was told is kept. Null forgets the place, so that it
   * begins anew. @default the place stays
   */
  readonly position?: string | null;
}

/** What a session that listens is given. */
export interface Listening {
  /**
   * The last position that was kept. Without one, what changed before is not told: tell `readAll` once the other side tells of
   * everything new.
   */
  readonly from: string | undefined;
  /** Ends the listening. */
  readonly over: AbortSignal;
  /** Say so when the other side tells of changes from now on, and again after it did not for a while. */
  begun(): void;
  /** Takes what was heard, in order; waits for nothing. */
  heard(what: Heard): void;
}
