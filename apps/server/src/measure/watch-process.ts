import { type Measures, noMeasures } from "@perennial/runtime";
import { createHealth, type Health, type HealthParts } from "../health/health.ts";
import { listen } from "../http/listen.ts";
import { createOperatorApp } from "../http/operator-app.ts";
import { VERSION } from "../version.ts";
import { prometheusMeasures } from "./prometheus-measures.ts";
import { tracedMeasures } from "./traced-measures.ts";
import { type WatchedState, watchState } from "./watch-state.ts";

/** What of a process is watched, and where it can be seen. */
export interface WatchOptions extends Omit<HealthParts, "patience"> {
  /** What the process is there for, such as `web`. */
  readonly role: string;
  /** The address the operator's port listens on. */
  readonly host: string;
  /** The operator's port; without it nothing is counted. */
  readonly port: number | undefined;
}

/** A process that is watched. */
export interface ProcessWatch {
  readonly measures: Measures;
  readonly health: Health;
  /** Says what is read whenever somebody asks for the numbers; called once. */
  watch(state: Omit<WatchedState, "patience">): void;
  /** Where the operator's port is, if there is one. */
  readonly url: string | undefined;
  /** Closes the operator's port. */
  close(): Promise<void>;
}

/**
 * Watches a process for its operator: how it is, what its loops do and how far they are behind, on a port of its
 * own. Throws a `ServerError` where that port cannot be had.
 */
export async function watchProcess(options: WatchOptions): Promise<ProcessWatch> {
  const { role, host, port, log } = options;
  const health = createHealth(options);
  if (port === undefined) {
    const measures = tracedMeasures(noMeasures, VERSION);
    return { measures, health, url: undefined, watch() {}, close: async () => undefined };
  }
  const { registry, measures } = prometheusMeasures({ version: VERSION, role });
  const listening = await listen(host, port, "PERENNIAL_METRICS_PORT");
  listening.serve(createOperatorApp({ registry, health, log }));
  return {
    measures: tracedMeasures(measures, VERSION),
    ...{ health, url: listening.url, close: listening.close },
    watch: (state) => watchState(registry, state),
  };
}
