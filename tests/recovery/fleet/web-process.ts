/** The doors as a process of their own, there to be killed. */
import { jsonLog, startServer } from "@perennial/server";
import { beMember } from "./be-member.ts";
import { clockAhead } from "./clock-ahead.ts";

beMember(({ dataDir, environment, ahead }) =>
  startServer({
    ...{ port: 0, dataDir, clock: clockAhead(ahead), log: jsonLog() },
    environment: { ...environment, PERENNIAL_ROLE: "web" },
  }),
);
