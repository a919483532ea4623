import { silentLog } from "@perennial/contract";
import { openQueues } from "@perennial/queue";
import { expect, inject, test } from "vitest";

test("the test Redis is a real one that does Lua, which Bull is made of", async () => {
  const queues = await openQueues({ redisUrl: inject("redisUrl"), log: silentLog });
  try {
    expect(queues.healthy()).toBe(true);
    expect(await queues.redis?.client.info("server")).toMatch(/redis_version:\d+/);
    expect(await queues.redis?.client.eval("return redis.call('PING')", 0)).toBe("PONG");
  } finally {
    await queues.close();
  }
});
