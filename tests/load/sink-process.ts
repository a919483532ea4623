/** A CRM that takes every command, as fast as it can, and remembers when it took which: the truth of a load test. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Command } from "@perennial/contract";
import { z } from "zod";
import { answerParent } from "./protocol.ts";
import { type ResourceProtocol, readResources } from "./resources.ts";

/** A command that was taken. */
export interface Taken {
  readonly id: string;
  readonly customerId: string;
  /** The first line of what was asked for. */
  readonly title: string;
  /** Milliseconds of the machine's clock. */
  readonly at: number;
}

/** What the sink can be asked. */
export type SinkProtocol = ResourceProtocol & {
  readonly open: { readonly request: null; readonly answer: { readonly url: string } };
  readonly count: { readonly request: null; readonly answer: number };
  /** What was taken for a tenant, each as often as it came. */
  readonly taken: {
    readonly request: { readonly tenant: string };
    readonly answer: readonly Taken[];
  };
};

const Commands = z.object({ commands: z.array(Command) });

const byTenant = new Map<string, Taken[]>();
let count = 0;

const server = createServer((incoming, response) => {
  const answer = (status: number, body: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  if (incoming.method === "GET") return answer(200, { items: [], cursor: "0", more: false });
  take(incoming).then(
    (results) => answer(200, { results }),
    (error: unknown) => answer(400, { message: String(error) }),
  );
});

async function take(incoming: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { commands } = Commands.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  const at = Date.now();
  const tenant = incoming.url?.split("/")[1] ?? "";
  const taken = byTenant.get(tenant) ?? [];
  byTenant.set(tenant, taken);
  for (const command of commands) {
    const title = command.kind === "create-task" ? command.title : command.kind;
    taken.push({ id: command.id, customerId: command.customerId, title, at });
  }
  count += commands.length;
  return commands.map(({ id }) => ({ id, status: "done" }));
}

answerParent<SinkProtocol>({
  open: () =>
    new Promise((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
      });
    }),
  count: async () => count,
  taken: async ({ tenant }) => byTenant.get(tenant) ?? [],
  resources: ({ collect }) => readResources(collect),
});
