import type { DeliveryView } from "@perennial/api";
import type { KeptDelivery } from "@perennial/store";

/** A delivery as clients see it. */
export function deliveryView(delivery: KeptDelivery): DeliveryView {
  const { id, receivedAt, takenAt, problem, method, url, headers, body, size } = delivery;
  return {
    ...{ id, receivedAt, takenAt, state: stateOf(delivery), problem, method },
    ...{ path: pathOf(url), headers: { ...headers }, body, size },
  };
}

function stateOf({ takenAt, problem, forgottenAt, asideAt }: KeptDelivery): DeliveryView["state"] {
  if (asideAt !== null) return "aside";
  if (forgottenAt !== null) return "forgotten";
  if (takenAt === null) return "waiting";
  return problem === null ? "taken" : "problem";
}

function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
