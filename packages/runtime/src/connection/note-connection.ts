import type { Instant } from "@perennial/contract";
import { publishEvents, setConnectionState, type TenantTransaction } from "@perennial/store";

/** What is to be noted of a connection: why it stands still, that it goes on, or until when it is left alone. */
export type ConnectionNote = { readonly problem: string | null } | { readonly resumeAt: Instant };

/** Notes how a connection does; subscribers are told when it begins to stand still. */
export async function noteConnection(
  tx: TenantTransaction,
  connection: string,
  { note, now }: { readonly note: ConnectionNote; readonly now: Instant },
): Promise<void> {
  const changed = await setConnectionState(tx, connection, note);
  if (!changed || !("problem" in note) || note.problem === null) return;
  const data = { connection, problem: note.problem };
  await publishEvents(tx, [{ type: "connection.paused.v1", at: now, data }]);
}
