import { silentLog } from "@perennial/contract";
import { openRedis } from "../../redis/open-redis.ts";
import { BullQueue } from "../bull-queue.ts";

/** The program of `WorkerProcess`: says that it works, and then what it has begun. */
// Its test may be killed before it.
process.stdin.resume().once("end", () => process.exit());
const { url, name, lock } = JSON.parse(process.argv[2] ?? "{}");
const redis = openRedis({ url, log: silentLog });
await redis.tried;
const queue = new BullQueue({ name, lock, redis, log: silentLog });
queue.work((hint) => {
  process.stdout.write(`${JSON.stringify(hint)}\n`);
  return new Promise(() => undefined);
});
process.stdout.write("works\n");
