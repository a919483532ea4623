/** Whoever tells us things, in a process of its own: at a rate of its own choosing, or as fast as it is answered. */
import { Agent } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { percentile } from "../bench/measure.ts";
import { type Delivery, type Door, deliveryOf, post } from "./delivery.ts";
import { answerParent } from "./protocol.ts";
import { type ResourceProtocol, readResources } from "./resources.ts";

/** Events at a rate, whatever the answers. */
export interface Stream {
  readonly door: Door;
  /** Makes the ids of deliveries differ from those of other streams. */
  readonly name: string;
  /** The number of the first event, and how many there are. */
  readonly first: number;
  readonly events: number;
  readonly perSecond: number;
  /** Events of a batch; the others come one by one. */
  readonly batch: number;
  /** The share of events that come one by one, from 0 to 1. */
  readonly singles: number;
  /** Every so many deliveries one is told again, as senders do that are unsure. */
  readonly repeatEvery: number;
  /** When they happened, and when the first is sent, in milliseconds of the machine's clock. */
  readonly at: string;
  readonly begins: number;
}

/** How a stream was taken; times in milliseconds from when each delivery was due. */
export interface StreamTaken {
  readonly deliveries: number;
  /** Deliveries that were never answered with success. */
  readonly failed: readonly string[];
  readonly byStatus: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
  /** How late the sender itself began, at the 99th percentile: what of the times is its own fault. */
  readonly ownLateness: number;
}

/** As many events as are taken, until a moment. */
export interface Flood {
  readonly door: Door;
  readonly name: string;
  readonly begins: number;
  readonly ends: number;
  readonly concurrency: number;
  readonly batch: number;
  /** How many customers they are about. */
  readonly customers: number;
}

/** What the sender can be asked. */
export type SenderProtocol = ResourceProtocol & {
  readonly stream: { readonly request: Stream; readonly answer: StreamTaken };
  readonly flood: {
    readonly request: Flood;
    readonly answer: {
      readonly events: number;
      readonly byStatus: Readonly<Record<string, number>>;
    };
  };
};

/** How often what was not taken is sent again, and after how long, in milliseconds. */
const ATTEMPTS = 5;
const AGAIN = 1_000;
/** How precisely the sender keeps time, in milliseconds. */
const TICK = 2;
const SOCKETS = 64;

interface Due {
  readonly delivery: Delivery;
  readonly due: number;
}

async function stream(of: Stream): Promise<StreamTaken> {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  const plan = planOf(of);
  const times: number[] = [];
  const lateness: number[] = [];
  const failed: string[] = [];
  const byStatus: Record<string, number> = {};
  const send = async ({ delivery, due }: Due) => {
    lateness.push(Date.now() - due);
    const taken = await insist(of.door, delivery, { agent, byStatus });
    if (taken) times.push(Date.now() - due);
    else failed.push(delivery.id);
  };
  const sending: Promise<void>[] = [];
  for (const [index, each] of plan.entries()) {
    while (Date.now() < each.due) await pause(TICK);
    sending.push(send(each));
    if (index % of.repeatEvery === 1) sending.push(send({ ...each, due: Date.now() }));
  }
  await Promise.all(sending);
  agent.destroy();
  return {
    ...{ deliveries: plan.length, failed, byStatus },
    seconds: (Date.now() - of.begins) / 1_000,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    most: Math.max(0, ...times),
    ownLateness: percentile(lateness, 0.99),
  };
}

/** Batches and single ones in turn; each is due when its last event has happened. */
function planOf({ door, name, at, ...of }: Stream): readonly Due[] {
  const singlesAfterBatch = Math.round((of.batch * of.singles) / (1 - of.singles));
  const plan: Due[] = [];
  let told = 0;
  for (let place = 0; told < of.events; place++) {
    const isBatch = place % (singlesAfterBatch + 1) === 0;
    const events = Math.min(isBatch ? of.batch : 1, of.events - told);
    const contents = { id: `msg_${name}-${place}`, first: of.first + told, events, at };
    told += events;
    const due = of.begins + (told / of.perSecond) * 1_000;
    plan.push({ delivery: deliveryOf(contents, door), due });
  }
  return plan;
}

async function insist(
  door: Door,
  delivery: Delivery,
  { agent, byStatus }: { readonly agent: Agent; readonly byStatus: Record<string, number> },
): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const status = await post(door, delivery, agent);
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    if (status === 202) return true;
    await pause(AGAIN);
  }
  return false;
}

async function flood({ door, name, begins, ends, concurrency, batch, customers }: Flood) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const byStatus: Record<string, number> = {};
  let place = 0;
  let events = 0;
  const hose = async () => {
    while (Date.now() < ends) {
      place += 1;
      const first = (place * batch) % Math.max(1, customers - batch);
      const at = new Date().toISOString();
      const delivery = deliveryOf({ id: `msg_${name}-${place}`, first, events: batch, at }, door);
      const status = await post(door, delivery, agent);
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      if (status === 202) events += batch;
    }
  };
  await pause(Math.max(0, begins - Date.now()));
  await Promise.all(Array.from({ length: concurrency }, hose));
  agent.destroy();
  return { events, byStatus };
}

answerParent<SenderProtocol>({
  stream,
  flood,
  resources: ({ collect }) => readResources(collect),
});
