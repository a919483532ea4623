import { createServer, type Server } from "node:http";
import type { ManualClock } from "@perennial/contract";
import { answerControl } from "../door/control.ts";
import {
  type DoorAnswer,
  type DoorRequest,
  readRequest,
  TOO_LONG,
  writeAnswer,
} from "../door/door-request.ts";
import { listenOnLoopback } from "../door/http-door.ts";
import { SimulatorError } from "../simulator-error.ts";
import { answerStaff } from "./staff-control.ts";
import type { World } from "./world.ts";
import type { WorldDoors } from "./world-options.ts";

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const DOORS = ["smsIncomingUrl", "dialerCallbackUrl", "crmCallbackUrl"] as const;

/**
 * A door for other processes, which turn the clock and look into the world through it:
 *
 * - `GET /` what there is; `GET /_settings` what connections need
 * - `GET /_clock`, `PUT /_clock {"now"}` moves the clock and does what is due, `POST /_tick` does it as well
 * - `PUT /_connect` where Perennial's doors are
 * - `GET` and `PUT /_snapshot`
 * - `GET` and `PUT /_faults/{simulator}`, `GET /_accepted/{simulator}?after=N` for `sms`, `mail`, `dialer`, `crm`
 * - `GET /_acts?after=N` what people have done; `POST /_staff/{act}` what staff do
 */
export class WorldControl {
  readonly #world: World;
  readonly #clock: ManualClock;
  readonly #server: Server;
  #port = 0;

  constructor(world: World, clock: ManualClock) {
    this.#world = world;
    this.#clock = clock;
    this.#server = createServer((incoming, response) => {
      this.#answer(incoming)
        .then((answer) => writeAnswer(response, answer))
        .catch(() => response.destroy());
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Opens the door; throws a `SimulatorError` when the port is taken. */
  async open(port: number): Promise<void> {
    this.#port = await listenOnLoopback(this.#server, port);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(incoming: Parameters<typeof readRequest>[0]): Promise<DoorAnswer> {
    const request = await readRequest(incoming, Number.POSITIVE_INFINITY);
    if (request === TOO_LONG) return problem(413, "The request is too large.");
    try {
      return await this.#route(request);
    } catch (error) {
      if (error instanceof SimulatorError) return problem(400, error.message);
      throw error;
    }
  }

  async #route(request: DoorRequest): Promise<DoorAnswer> {
    const [, kind = "", name] = request.path.split("/");
    if (kind === "_faults" || kind === "_accepted") return this.#forward(request, kind, name);
    if (kind === "_staff" && request.method === "POST")
      return answerStaff(this.#world, name ?? "", readObject(request.body));
    const routes: Record<string, () => Promise<DoorAnswer> | DoorAnswer> = {
      "GET /": () => ok(this.#overview()),
      "GET /_settings": () => ok(this.#world.settings),
      "GET /_clock": () => ok(this.#time()),
      "PUT /_clock": () => this.#turn(readObject(request.body)),
      "POST /_tick": () => this.#tick(),
      "PUT /_connect": () => this.#connect(readObject(request.body)),
      "GET /_snapshot": () => ok(this.#world.snapshot()),
      "PUT /_snapshot": () => this.#restore(readObject(request.body)),
      "GET /_acts": () => this.#acts(request.query),
    };
    const route = routes[`${request.method} ${request.path}`];
    return route?.() ?? problem(404, `There is no ${request.method} ${request.path} here.`);
  }

  async #forward(
    request: DoorRequest,
    kind: string,
    name: string | undefined,
  ): Promise<DoorAnswer> {
    const { sms, mailbox, dialer, crm } = this.#world;
    const simulators = new Map(Object.entries({ sms, mail: mailbox, dialer, crm }));
    const simulator = simulators.get(name ?? "");
    if (simulator === undefined)
      return problem(
        404,
        `There is no simulator "${name ?? ""}"; there are sms, mail, dialer and crm.`,
      );
    return answerControl({ ...request, path: `/${kind}` }, simulator.faults, simulator.accepted);
  }

  async #turn(body: Record<string, unknown>): Promise<DoorAnswer> {
    const { now } = body;
    if (typeof now !== "string" || !INSTANT.test(now))
      return problem(400, 'Send {"now": "2026-03-01T08:00:00.000Z"}.');
    this.#clock.moveTo(now);
    return this.#tick();
  }

  async #tick(): Promise<DoorAnswer> {
    const done = await this.#world.tick();
    return ok({ done, ...this.#time() });
  }

  #connect(body: Record<string, unknown>): DoorAnswer {
    const doors: Record<string, string> = {};
    for (const [name, url] of Object.entries(body)) {
      const isKnown = DOORS.some((door) => door === name);
      if (!isKnown || typeof url !== "string" || !URL.canParse(url))
        return problem(400, `${name}: send the URLs of any of ${DOORS.join(", ")}.`);
      doors[name] = url;
    }
    const chosen: WorldDoors = doors;
    this.#world.connectTo(chosen);
    return ok(chosen);
  }

  #restore(snapshot: Record<string, unknown>): DoorAnswer {
    this.#world.restore(snapshot);
    if (typeof snapshot.at === "string") this.#clock.moveTo(snapshot.at);
    return ok(this.#time());
  }

  #acts(query: string): DoorAnswer {
    const after = Number(new URLSearchParams(query).get("after") ?? 0);
    const { acts } = this.#world.people;
    return ok({ acts: acts.slice(after), size: acts.length });
  }

  #overview(): object {
    const { company, sms, mailbox, dialer, crm } = this.#world;
    return {
      company: company.name,
      ...this.#time(),
      sms: sms.url,
      mail: mailbox.url,
      smtp: mailbox.smtp,
      dialer: dialer.url,
      crm: `${crm.url}/customers?token=${crm.token}`,
    };
  }

  #time(): { now: string; nextDue: string | null } {
    return { now: this.#clock.now(), nextDue: this.#world.nextDue() ?? null };
  }
}

function readObject(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw new SimulatorError("The body is not JSON; send a JSON object.", { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new SimulatorError("The body is not a JSON object.");
  return { ...value };
}

function ok(body: object): DoorAnswer {
  return { status: 200, body };
}

function problem(status: number, detail: string): DoorAnswer {
  return { status, body: { error: detail } };
}
