/** What the page of a call is opened with: the customer where one alone is known, else what they were looked for by. */
export interface ScreenPop {
  readonly customer?: string | undefined;
  readonly phone?: string | undefined;
  readonly entered?: string | undefined;
  readonly call?: string | undefined;
  readonly errand?: string | undefined;
}

/** The address of the console's page for a call, for a telephone system to open on the agent's screen. */
export function screenPop(publicUrl: string, parts: ScreenPop): string {
  const url = new URL("/console/agent", publicUrl);
  for (const [name, value] of Object.entries(parts)) {
    if (value !== undefined && value !== "") url.searchParams.set(name, value);
  }
  return url.href;
}
