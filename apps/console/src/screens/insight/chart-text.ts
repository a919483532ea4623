/** The letters of charts by name: a name that is only inherited cannot be measured, and legends would overlap. */
export const CHART_TEXT = { fontFamily: "Inter, system-ui, sans-serif" } as const;
