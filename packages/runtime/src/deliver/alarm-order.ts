import type { Channel, Instant } from "@perennial/contract";
import { type AlarmCause, alarmSeq, type NewOrder, type OutboxRow } from "@perennial/store";

/** What happened to a message that the law asks for. */
export interface RaisedAlarm {
  readonly at: Instant;
  readonly cause: AlarmCause;
  readonly channel: Channel;
  /** In the words of whoever stopped it. */
  readonly detail?: string | undefined;
}

/** The task for a person about a message that the law asks for; there is one for each message at most. */
export function alarmOrder(
  row: Pick<OutboxRow, "enrolmentId" | "seq" | "customerId" | "order">,
  { detail, ...alarm }: RaisedAlarm,
): NewOrder {
  const { enrolmentId, customerId, seq } = row;
  const about = { kind: "alarm", seq: alarmSeq(seq), step: row.order.step, ...alarm } as const;
  const order = detail === undefined ? about : { ...about, detail };
  return { enrolmentId, customerId, order };
}
