import { mkdtemp, rm, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Instant, ManualClock } from "@perennial/contract";
import { NO_HABITS, startWorld, type World } from "@perennial/simulators";
import { BusyDay, CUSTOMERS, STORY } from "./busy-day.ts";
import { CONNECTIONS, doorOf } from "./company.ts";
import { Doorman } from "./doorman.ts";
import { Executioner } from "./executioner.ts";
import type { Kill } from "./kill-plan.ts";
import { Perennial } from "./perennial.ts";
import { databaseProcesses } from "./process-tree.ts";

/** Time passes in steps of five minutes. */
const STEP = 5 * 60_000;

