import { OPERATIONS, type OperationId, type Operations, Problem } from "@perennial/api";
import type { Portal } from "@perennial/simulators";
import type { z } from "zod";

type Input<Id extends OperationId> = {
  readonly params?: z.input<Operations[Id]["params"]>;
  readonly query?: z.input<Operations[Id]["query"]>;
  readonly body?: z.input<Operations[Id]["body"]>;
};
type Answer<Id extends OperationId> = z.output<Operations[Id]["answer"]>;

/** Our pages in a portal as one user sees them: each request goes as `hubspot.fetch` sends it, signed by HubSpot. */
export class PortalPage {
  readonly #of: { readonly portal: Portal; readonly url: string; readonly user: number | string };

  constructor(of: { portal: Portal; url: string; user: number | string }) {
    this.#of = of;
  }

  /** Asks and reads the answer; what is refused is thrown with the server's words. */
  async ask<Id extends OperationId>(id: Id, input: Input<Id> = {}): Promise<Answer<Id>> {
    const response = await this.send(id, input);
    const body: unknown = await response.json();
    const problem = Problem.safeParse(body);
    if (problem.success) throw new Error(`${id}: ${JSON.stringify(problem.data)}`);
    return OPERATIONS[id].answer.parse(body) as Answer<Id>;
  }

  /** Asks and gives the answer as it is. */
  send<Id extends OperationId>(id: Id, input: Input<Id> = {}): Promise<Response> {
    const { path, method } = OPERATIONS[id];
    const params: Readonly<Record<string, unknown>> = { ...input.params };
    const filled = path.replace(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(String(params[name])),
    );
    const url = new URL(`/apps/hubspot${filled}`, this.#of.url);
    for (const [name, value] of Object.entries({ ...input.query })) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return this.#of.portal.fetchAs(this.#of.user, {
      method: method.toUpperCase(),
      url: url.href,
      ...(input.body !== undefined && { body: input.body }),
    });
  }
}
