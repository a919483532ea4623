import type { RuntimeContext } from "@perennial/runtime";
import {
  asTenant,
  listTenants,
  recoverClaims,
  recoverReads,
  requestReview,
} from "@perennial/store";

/**
 * What a process does that is the only one to work: whatever is claimed was claimed by one that is gone, and what
 * happened outside meanwhile is to be read at once.
 */
export async function takeOver({ db, clock, log }: RuntimeContext): Promise<void> {
  for (const { id, slug } of await listTenants(db)) {
    const found = await asTenant(db, id, async (tx) => {
      await requestReview(tx);
      await recoverReads(tx);
      return recoverClaims(tx, clock.now());
    });
    if (found > 0) {
      log.warn(
        "Effects were under way when the server stopped; what came of them is being found out.",
        { tenant: slug, effects: found },
      );
    }
  }
}
