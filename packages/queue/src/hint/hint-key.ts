import { MOST_HANDS, WORK_KINDS, type WorkHint } from "../queue.ts";

/** The name of a hint: two with the same name are the same hint. */
export function hintKey({ tenant, kind, hand = 0 }: WorkHint): string {
  return `${tenant}/${kind}/${hand}`;
}

/** The hint of a name; nothing for the name of none, such as one that a newer version has written. */
export function hintOfKey(key: string): WorkHint | undefined {
  const [tenant = "", kind, hand = "", ...more] = key.split("/");
  const known = WORK_KINDS.find((each) => each === kind);
  if (!known || more.length > 0 || !/^\d+$/.test(tenant) || !/^\d+$/.test(hand)) return undefined;
  if (Number(hand) >= MOST_HANDS) return undefined;
  return { tenant: Number(tenant), kind: known, hand: Number(hand) };
}
