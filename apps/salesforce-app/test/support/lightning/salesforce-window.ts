/** What the page has of the org it stands in: everything crosses as text, as over a network. */
export interface SalesforceWindow {
  /** What names of the package begin with. */
  readonly prefix: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Asks the org; the answer is `{ data }` or `{ error }`. */
  readonly ask: (request: string) => Promise<string>;
}

declare global {
  var salesforce: SalesforceWindow;
}

/** Asks the org. Throws what it refused, in the form in which Lightning Data Service hands errors on. */
export async function askOrg<Answer>(request: object): Promise<Answer> {
  const answer: { readonly data: Answer } | { readonly error: object } = JSON.parse(
    await globalThis.salesforce.ask(JSON.stringify(request)),
  );
  if ("error" in answer) throw answer.error;
  return answer.data;
}
