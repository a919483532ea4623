import { type RuntimeContext, settle } from "@perennial/runtime";
import type { Tenant } from "@perennial/store";

/**
 * Does everything that is due for a tenant as the server's loop does: a full round of one pair of hands calls for the next, up to so
 * many side by side in this process. Ends when the first has nothing left and the others have gone.
 */
export async function settleByHands(
  context: RuntimeContext,
  tenant: Tenant,
  most: number,
): Promise<void> {
  const busy = new Map<number, Promise<void>>();
  const start = (hand: number) => {
    if (hand >= most || busy.has(hand)) return;
    const doing = settle(context, tenant, { hand, onFull: () => start(hand + 1) });
    busy.set(
      hand,
      doing.then(() => void busy.delete(hand)),
    );
  };
  start(0);
  while (busy.size > 0) await Promise.all(busy.values());
}
