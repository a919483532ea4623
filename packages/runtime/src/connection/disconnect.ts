import type { Instant } from "@perennial/contract";
import {
  disconnectConnection,
  endInstallation,
  forgetTokens,
  noteChange,
  publishEvents,
  type TenantTransaction,
} from "@perennial/store";

/**
 * Ends the use of a connection whose app is no longer in the account: nothing is claimed for it from here on and its
 * tokens are forgotten. What was read through it is kept as long as anything is (reliability.md, 7.2 row 28). Says
 * whether it was in use.
 */
export async function disconnect(
  tx: TenantTransaction,
  connection: string,
  { problem, now }: { readonly problem: string; readonly now: Instant },
): Promise<boolean> {
  const changed = await disconnectConnection(tx, connection, problem);
  await Promise.all([
    forgetTokens(tx, connection),
    endInstallation(tx, connection, now),
    noteChange(tx),
  ]);
  if (changed) {
    const data = { connection, problem };
    await publishEvents(tx, [{ type: "connection.paused.v1", at: now, data }]);
  }
  return changed;
}
