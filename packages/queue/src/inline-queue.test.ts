import { silentLog } from "@perennial/contract";
import { InlineQueue } from "./inline-queue.ts";
import { describeQueue } from "./testing/queue-contract.ts";

describeQueue(
  "the inline queue",
  async (options) => new InlineQueue({ log: silentLog, ...options }),
);
