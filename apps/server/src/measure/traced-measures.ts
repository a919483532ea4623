import { type Attributes, SpanStatusCode, trace } from "@opentelemetry/api";
import type { Measures } from "@perennial/runtime";

/**
 * Measures that also trace: a span around each piece of work, in whatever the operator has registered with
 * `node --import`. Where nothing is registered there is nothing to ask it for: the tracer is OpenTelemetry's own
 * one that does nothing. Attributes are numbers and names of connectors, nothing personal.
 */
export function tracedMeasures(measures: Measures, version: string): Measures {
  const tracer = trace.getTracer("perennial", version);
  return {
    ...measures,
    work: (what, act, countsOf) =>
      measures.work(
        what,
        () =>
          tracer.startActiveSpan(`perennial.${what.name}`, async (span) => {
            try {
              const result = await act();
              if (span.isRecording()) {
                span.setAttributes(attributesOf(what));
                span.setAttributes(prefixed(countsOf?.(result) ?? {}));
              }
              return result;
            } catch (error) {
              // Not its message: it may quote what was being worked on.
              const message = error instanceof Error ? error.name : "Error";
              span.setAttributes(attributesOf(what));
              span.setStatus({ code: SpanStatusCode.ERROR, message });
              throw error;
            } finally {
              span.end();
            }
          }),
        countsOf,
      ),
  };
}

function attributesOf({
  tenant,
  connector,
  commands,
}: Parameters<Measures["work"]>[0]): Attributes {
  return prefixed({
    ...(tenant !== undefined && { tenant }),
    ...(connector !== undefined && { connector }),
    ...(commands !== undefined && { commands }),
  });
}

function prefixed(values: Readonly<Record<string, string | number>>): Attributes {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`perennial.${name}`, value]),
  );
}
