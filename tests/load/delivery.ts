import { type Agent, request } from "node:http";
import { signWebhook } from "@perennial/connector-kit";
import { eventOf } from "./load-event.ts";

/** A door, and what deliveries to it are signed with. */
export interface Door {
  readonly url: string;
  readonly secret: string;
}

/** A signed delivery of events. */
export interface Delivery {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Which events a delivery tells of. */
export interface Contents {
  readonly id: string;
  readonly first: number;
  readonly events: number;
  /** When they happened. */
  readonly at: string;
}

/** Signs a delivery of events that follow each other. */
export function deliveryOf({ id, first, events, at }: Contents, { secret }: Door): Delivery {
  const items = Array.from({ length: events }, (_, index) => eventOf(first + index, at).item);
  const body = JSON.stringify({ type: "records.changed", timestamp: at, data: { items } });
  const headers = signWebhook({ id, at, body, secrets: [secret] });
  return { id, headers: { ...headers, "content-type": "application/json" }, body };
}

/** Posts a delivery and gives the status of the answer; 0 where there was none. */
export function post({ url }: Door, { headers, body }: Delivery, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const length = { "content-length": Buffer.byteLength(body) };
    const options = { method: "POST", agent, headers: { ...headers, ...length } };
    const sent = request(url, options, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
      answer.on("error", () => resolve(0));
    });
    sent.on("error", () => resolve(0));
    sent.end(body);
  });
}
