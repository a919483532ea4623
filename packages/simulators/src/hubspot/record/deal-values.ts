import type { Pipeline } from "./pipeline.ts";

/** A deal's values with those that HubSpot derives from its stage: its pipeline, whether it is closed, whether it is won. */
export function dealValues(
  values: Readonly<Record<string, string>>,
  pipelines: readonly Pipeline[],
): Record<string, string> {
  const { dealstage } = values;
  const own = pipelines.find(({ stages }) => stages.some(({ id }) => id === dealstage));
  const stage = own?.stages.find(({ id }) => id === dealstage);
  if (own === undefined || stage === undefined) return { ...values };
  const { isClosed = "false", probability } = stage.metadata;
  return {
    pipeline: own.id,
    ...values,
    hs_is_closed: isClosed,
    hs_is_closed_won: String(isClosed === "true" && probability === "1.0"),
  };
}
