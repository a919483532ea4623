import { createServer, type IncomingMessage, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import type { Town } from "./town.ts";

/** A delivery as it was handed in. */
interface Letter {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Stands between the systems around and Perennial's doors: takes every delivery, says that it has it, and hands it
 * over when and as often as a story says.
 */
export class Postman {
  readonly #letters: Letter[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      this.#letters.push(await letterOf(request));
      response.writeHead(202).end();
    });
  }

  /** Puts a postman before the doors of a town, until the test is over. */
  static async between(town: Town): Promise<Postman> {
    const postman = new Postman();
    const { doors } = town.world.snapshot();
    await new Promise<void>((resolve) => postman.#server.listen(0, "127.0.0.1", resolve));
    const address = postman.#server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const way = (door: string | undefined) =>
      door && `http://127.0.0.1:${port}/?to=${encodeURIComponent(door)}`;
    town.world.connectTo({
      smsIncomingUrl: way(doors.smsIncomingUrl),
      dialerCallbackUrl: way(doors.dialerCallbackUrl),
      crmCallbackUrl: way(doors.crmCallbackUrl),
    });
    onTestFinished(() => postman.#stop());
    return postman;
  }

  /** Hands over the delivery that came to the bag at that place, from 0; it stays in the bag. A door takes none older than five minutes. */
  async handOver(place: number): Promise<void> {
    const letter = this.#letters[place];
    if (letter === undefined) throw new Error(`There is no delivery ${place} in the bag.`);
    const { url, headers, body } = letter;
    const { status } = await fetch(url, { method: "POST", headers, body: new Uint8Array(body) });
    if (status !== 202) throw new Error(`The door answered ${status}.`);
  }

  async #stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function letterOf(request: IncomingMessage): Promise<Letter> {
  const url = new URL(request.url ?? "/", "http://postman").searchParams.get("to") ?? "";
  const kept = Object.entries(request.headers).flatMap(([name, value]) =>
    name === "content-type" || name.startsWith("webhook-") ? [[name, String(value)] as const] : [],
  );
  return { url, headers: Object.fromEntries(kept), body: await buffer(request) };
}
