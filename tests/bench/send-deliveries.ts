import { Agent, request } from "node:http";
import { signWebhook } from "@perennial/connector-kit";

/** Deliveries to be sent by another process than the one that takes them. */
export interface Burst {
  /** Makes their ids differ from those of other bursts. */
  readonly name: string;
  readonly url: string;
  readonly secret: string;
  readonly requests: number;
  readonly events: number;
  readonly concurrency: number;
  /** The moment they are signed at. @default the machine's */
  readonly now?: string;
}

/** How it went; times in milliseconds. */
export interface Sent {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

interface Delivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

process.on("message", (burst: Burst) => {
  sendAll(burst).then(
    (sent) => process.send?.(sent),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});

async function sendAll(burst: Burst): Promise<Sent> {
  const deliveries = Array.from({ length: burst.requests }, (_, index) => delivery(burst, index));
  const agent = new Agent({ keepAlive: true, maxSockets: burst.concurrency });
  const times: number[] = [];
  const waiting = deliveries.values();
  const begun = performance.now();
  const worker = async () => {
    for (const each of waiting) {
      const from = performance.now();
      const status = await post(burst.url, each, agent);
      if (status !== 202) throw new Error(`A delivery was answered with ${status}.`);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: burst.concurrency }, worker));
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  times.sort((one, two) => one - two);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { perSecond: burst.requests / seconds, p50: at(0.5), p99: at(0.99) };
}

function delivery({ name, events, secret, now }: Burst, index: number): Delivery {
  const at = now ?? new Date().toISOString();
  const items = Array.from({ length: events }, (_, item) => {
    const id = `${name}-${index}-${item}`;
    const record = { id, name: "Anna Östlund", email: `${id}@example.se`, updatedAt: at };
    return { type: "customer", id, record };
  });
  const body = JSON.stringify({ type: "records.changed", timestamp: at, data: { items } });
  const id = `msg_${name.replace(" ", "-")}-${index}`;
  const headers = signWebhook({ id, at, body, secrets: [secret] });
  return { headers: { ...headers, "content-type": "application/json" }, body };
}

function post(url: string, { headers, body }: Delivery, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = { "content-length": Buffer.byteLength(body) };
    const sent = request(
      url,
      { method: "POST", agent, headers: { ...headers, ...length } },
      (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
