import { startTestRedis } from "./test-redis.ts";

/** The program of a test: starts a Redis, says where, and leaves it to whoever kills this process. */
const redis = await startTestRedis({ own: true });
process.stdout.write(`${redis.url}\n`);
process.stdin.resume().once("end", () => process.exit());
