import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the process that runs the sink tells: where it listens, and how many messages it has taken since it was asked last. */
export type SinkNews = { readonly port: number } | { readonly taken: number };

let taken = 0;

/** Takes one message a request, as 46elks does, or any number of them as JSON, and answers at once. */
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    const body = Buffer.concat(parts).toString("utf8");
    if (request.url === "/a1/sms") answerOne(body, response);
    else answerMany(body, response);
  });
});

function answerOne(body: string, response: ServerResponse): void {
  if (!body.includes("message=")) throw new Error(`This is no message: ${body}`);
  taken += 1;
  answer(response, `{"id":"s${taken}","status":"created","cost":3500}`);
}

function answerMany(body: string, response: ServerResponse): void {
  const { messages }: { readonly messages: readonly { readonly id: string }[] } = JSON.parse(body);
  taken += messages.length;
  answer(response, JSON.stringify({ accepted: messages.map(({ id }) => id) }));
}

function answer(response: ServerResponse, body: string): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(body);
}

process.on("message", () => {
  process.send?.({ taken } satisfies SinkNews);
  taken = 0;
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port } satisfies SinkNews);
});
