import { silentLog } from "@perennial/contract";
import { afterAll, afterEach, beforeAll } from "vitest";
import { describeQueue } from "../testing/queue-contract.ts";
import { SharedTestQueues } from "./testing/shared-test-queues.ts";

let queues: SharedTestQueues;

beforeAll(async () => {
  queues = await SharedTestQueues.start();
});
afterEach(() => queues.closeAll());
afterAll(() => queues.stop());

describeQueue("the queue on Redis", (options) => queues.another({ log: silentLog, ...options }));
