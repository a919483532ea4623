/** A worker as a process of its own, there to be killed. */
import { jsonLog, startWorker } from "@perennial/server";
import { beMember } from "./be-member.ts";
import { clockAhead } from "./clock-ahead.ts";

beMember(({ dataDir, environment, ahead }) =>
  startWorker({ dataDir, environment, clock: clockAhead(ahead), log: jsonLog() }),
);
