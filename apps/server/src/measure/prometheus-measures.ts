import { MEASURED, type Measures } from "@perennial/runtime";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Bounds of the times that work takes, in seconds: from one statement to a batch at a slow provider's. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** What a process is, for whoever reads its numbers. */
export interface BuildInfo {
  readonly version: string;
  readonly role: string;
}

/** The numbers of one process, and what counts them. */
export interface PrometheusMeasures {
  readonly registry: Registry;
  readonly measures: Measures;
}

/**
 * Counts what the loops do for Prometheus, in a registry of its own. Labels are connectors, kinds and names of work,
 * of which an installation has few, and nothing of whom it is about.
 */
export function prometheusMeasures({ version, role }: BuildInfo): PrometheusMeasures {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "perennial_build_info",
    help: "Always 1; its labels say what runs.",
    labelNames: ["version", "node", "role"],
    registers,
  }).set({ version, node: process.versions.node, role }, 1);
  return {
    registry,
    measures: {
      ...counting(registry),
      work: timing(registry),
    },
  };
}

function counting(
  registry: Registry,
): Pick<Measures, "transitions" | "deliveries" | "connectorError" | "received"> {
  const registers = [registry];
  const transitions = new Counter({
    name: "perennial_transitions_total",
    help: "Enrolments that were taken on.",
    registers,
  });
  const deliveries = new Counter({
    name: "perennial_deliveries_total",
    help: "Effects that a connector had in hand, by the state they were recorded in.",
    labelNames: ["connector", "outcome"],
    registers,
  });
  const errors = new Counter({
    name: "perennial_connector_errors_total",
    help: "Errors that connectors answered with, once for each command they spoke of.",
    labelNames: ["connector", "kind"],
    registers,
  });
  const webhooks = new Counter({
    name: "perennial_webhooks_total",
    help: "Deliveries that came to a door, by the connector behind it and what was answered.",
    labelNames: ["connector", "answer"],
    registers,
  });
  return {
    transitions: (count) => transitions.inc(count),
    deliveries: (connector, outcome, count) => deliveries.inc({ connector, outcome }, count),
    connectorError: (connector, kind) => errors.inc({ connector, kind }),
    received: (connector = "none", answer) => webhooks.inc({ connector, answer }),
  };
}

function timing(registry: Registry): Measures["work"] {
  const seconds = new Histogram({
    name: "perennial_work_duration_seconds",
    help: "How long a round of a loop took, or one of the pieces of work within it.",
    labelNames: ["work", "result"],
    buckets: SECONDS,
    registers: [registry],
  });
  // There from the start: a rate over what appears later misses its first steps.
  for (const work of MEASURED) seconds.zero({ work, result: "done" });
  return async ({ name: work }, act) => {
    const end = seconds.startTimer({ work });
    try {
      const result = await act();
      end({ result: "done" });
      return result;
    } catch (error) {
      end({ result: "failed" });
      throw error;
    }
  };
}
