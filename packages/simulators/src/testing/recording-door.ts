import { once } from "node:events";
import { createServer } from "node:http";
import type { DoorAnswer, DoorRequest } from "../door/door-request.ts";
import { readRequest, TOO_LONG, writeAnswer } from "../door/door-request.ts";
import { listenOnLoopback } from "../door/http-door.ts";

/** A door such as Perennial has, which notes who comes. */
export interface RecordingDoor {
  readonly url: string;
  readonly requests: readonly DoorRequest[];
  /** What it answers from now on. */
  answer: (request: DoorRequest) => DoorAnswer;
  /** Nobody listens any more; `open` listens on the same port again. */
  shut(): Promise<void>;
  open(): Promise<void>;
}

/** Opens a door that takes everything until told otherwise. */
export async function openDoor(): Promise<RecordingDoor> {
  const requests: DoorRequest[] = [];
  let port = 0;
  let server = createServer();
  const door = {
    requests,
    answer: (_request: DoorRequest): DoorAnswer => ({ status: 202 }),
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    async open() {
      server = createServer(async (incoming, response) => {
        const request = await readRequest(incoming);
        if (request === TOO_LONG) return writeAnswer(response, { status: 413 });
        requests.push(request);
        writeAnswer(response, door.answer(request));
      });
      port = await listenOnLoopback(server, port);
    },
    async shut() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  await door.open();
  return door;
}
