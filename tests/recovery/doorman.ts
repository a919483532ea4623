import { once } from "node:events";
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** A delivery of the world's that was answered with success: from then on it counts on us. */
export interface Delivered {
  /** The door it came to, such as `/hooks/v1/1/sms`. */
  readonly door: string;
  /** The same in every attempt. */
  readonly id: string;
}

/**
 * Stands at the one address that the world knows and passes what comes on to whichever server is alive, as the
 * proxy before a real installation does. Writes down what the world was told had been taken.
 */
export class Doorman {
  /** Every delivery that was answered with success, as often as that happened. */
  readonly delivered: Delivered[] = [];
  /** Where the server is; nowhere while none is. */
  target: string | undefined;
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #onActivity: () => void;

  private constructor(onActivity: () => void) {
    this.#onActivity = onActivity;
    this.#server = createServer((incoming, response) => {
      this.#pass(incoming, response).catch(() => this.#refuse(response));
    });
  }

  /** Opens the door; `onActivity` is called when something comes and when it is answered. */
  static async open(onActivity: () => void): Promise<Doorman> {
    const doorman = new Doorman(onActivity);
    doorman.#server.listen(0, "127.0.0.1");
    await once(doorman.#server, "listening");
    return doorman;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    this.#onActivity();
    if (this.target === undefined) return this.#refuse(response);
    const answer = await this.#forward(new URL(incoming.url ?? "/", this.target), incoming, body);
    const status = answer.statusCode ?? 500;
    if (status < 300) {
      const door = new URL(incoming.url ?? "/", this.url).pathname;
      this.delivered.push({ door, id: idOf(incoming, body) });
    }
    response.writeHead(status).end();
    this.#onActivity();
  }

  async #forward(
    url: URL,
    { method, headers }: IncomingMessage,
    body: Buffer,
  ): Promise<IncomingMessage> {
    const { host: _host, ...rest } = headers;
    const outgoing = request(url, { method, headers: rest, agent: this.#agent });
    const answered = once(outgoing, "response");
    outgoing.end(body);
    const [answer]: IncomingMessage[] = await answered;
    if (answer === undefined) throw new Error("No answer came.");
    answer.resume();
    await once(answer, "end");
    return answer;
  }

  #refuse(response: ServerResponse): void {
    response.writeHead(503).end();
  }
}

/** What the sender calls a delivery: Standard Webhooks name it, of an SMS it is the id and what is told of it. */
function idOf({ headers }: IncomingMessage, body: Buffer): string {
  const named = headers["webhook-id"];
  if (typeof named === "string") return named;
  const form = new URLSearchParams(body.toString("utf8"));
  return `${form.get("id")}:${form.get("status") ?? "incoming"}`;
}
