import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** Headers whose value is a secret or proves that somebody knows one. */
const TELLING = /^(?:authorization|x-hubspot-signature.*)$/i;
/** Fields of OAuth's forms and answers that nobody else may know. */
const SECRET_FIELDS = new Set([
  ...["access_token", "refresh_token", "client_secret", "code", "code_verifier", "token"],
]);
/** What belongs to one connection and is not passed on. */
const OF_THE_HOP = new Set([
  ...["host", "connection", "keep-alive", "transfer-encoding", "content-length"],
]);

/**
 * A line between two servers that passes everything on as it is and writes down each secret that goes over it: what a
 * log must not tell can then be looked for by those who never kept it.
 */
export class WireTap {
  readonly #secrets = new Set<string>();
  readonly #statuses = new Map<number, number>();
  readonly #server: Server;
  #to: string;

  private constructor(to: string) {
    this.#to = to;
    this.#server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
      this.#pass(request).then(
        ({ status, headers, body }) => response.writeHead(status, headers).end(body),
        () => response.destroy(),
      );
    });
  }

  /** Opens a line to an address. */
  static async to(address: string): Promise<WireTap> {
    const tap = new WireTap(address);
    await new Promise<void>((resolve) => tap.#server.listen(0, "127.0.0.1", resolve));
    return tap;
  }

  /** Where the line begins. */
  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Every secret that has gone over it, in either direction. */
  get secrets(): readonly string[] {
    return [...this.#secrets];
  }

  /** How many answers with a status have gone over it. */
  answersWith(status: number): number {
    return this.#statuses.get(status) ?? 0;
  }

  /** Leads to another address from now on. */
  leadTo(address: string): void {
    this.#to = address;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(request: IncomingMessage) {
    const sent = await buffer(request);
    const given = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    for (const [name = "", value = ""] of given) {
      if (TELLING.test(name)) this.#note(value.replace(/^Bearer /, ""));
    }
    this.#noteFields(new URLSearchParams(request.url?.split("?")[1] ?? ""));
    if (request.headers["content-type"]?.includes("form-urlencoded")) {
      this.#noteFields(new URLSearchParams(sent.toString("utf8")));
    }
    const answer = await fetch(`${this.#to}${request.url ?? "/"}`, {
      method: request.method ?? "GET",
      headers: Object.fromEntries(given.filter(([name = ""]) => !OF_THE_HOP.has(name))),
      redirect: "manual",
      ...(sent.length > 0 && { body: new Uint8Array(sent) }),
    });
    this.#statuses.set(answer.status, this.answersWith(answer.status) + 1);
    const body = Buffer.from(await answer.arrayBuffer());
    if (/^(?:\/services)?\/oauth2?\//.test(request.url ?? ""))
      this.#noteAnswer(body.toString("utf8"));
    const headers = [...answer.headers].filter(
      ([name]) => !OF_THE_HOP.has(name) && name !== "content-encoding",
    );
    return { status: answer.status, headers: Object.fromEntries(headers), body };
  }

  #noteFields(fields: URLSearchParams): void {
    for (const [name, value] of fields) if (SECRET_FIELDS.has(name)) this.#note(value);
  }

  #noteAnswer(text: string): void {
    for (const [, name = "", value = ""] of text.matchAll(/"(\w+)":"([^"]+)"/g)) {
      if (SECRET_FIELDS.has(name)) this.#note(value);
    }
  }

  /** Short values, such as the version of a signature, are no secrets. */
  #note(value: string): void {
    if (value.length >= 20) this.#secrets.add(value);
  }
}
