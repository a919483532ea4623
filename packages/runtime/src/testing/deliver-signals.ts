import { receive } from "../receive/receive.ts";
import { FEED_TOKEN } from "./test-feed.ts";
import type { TestRuntime } from "./test-runtime.ts";

/** A delivery with signals comes to the door of the connection "crm"; `id` is the sender's. */
export async function deliverSignals(
  { context, tenant }: TestRuntime,
  signals: readonly unknown[],
  id: string,
): Promise<void> {
  const door = { tenant: tenant.id, connection: "crm" };
  const received = await receive(context, door, {
    method: "POST",
    url: "https://perennial.example/hooks/v1/1/crm",
    headers: { "x-token": FEED_TOKEN, "x-id": id },
    body: JSON.stringify(signals),
  });
  if (received.status !== "stored") throw new Error(`the delivery is ${received.status}`);
}
