import type { FaultOptions, FaultSwitch } from "../fault/faults.ts";
import type { AcceptedView } from "../log/accepted-log.ts";
import { SimulatorError } from "../simulator-error.ts";
import type { DoorAnswer, DoorRequest } from "./door-request.ts";

/** Answers what tests ask of a simulator beside the vendor's own paths: its faults and its log. */
export async function answerControl(
  request: DoorRequest,
  faults: FaultSwitch,
  accepted: AcceptedView,
): Promise<DoorAnswer> {
  const what = `${request.method} ${request.path}`;
  if (what === "GET /_faults") return { status: 200, body: faults.now };
  if (what === "PUT /_faults") return changeFaults(request.body, faults);
  if (what === "GET /_accepted") return listAccepted(request.query, accepted);
  return problem(404, `There is no ${what}; there are GET and PUT /_faults and GET /_accepted.`);
}

async function changeFaults(body: string, faults: FaultSwitch): Promise<DoorAnswer> {
  const changes = parseObject(body);
  if (changes === undefined) return problem(400, "Send the faults to change as a JSON object.");
  try {
    return { status: 200, body: await faults.set(changes) };
  } catch (error) {
    if (error instanceof SimulatorError) return problem(400, error.message);
    throw error;
  }
}

function listAccepted(query: string, accepted: AcceptedView): DoorAnswer {
  const after = Number(new URLSearchParams(query).get("after") ?? 0);
  if (!Number.isInteger(after) || after < 0)
    return problem(400, "after is the number of the last entry you have.");
  return { status: 200, body: { accepted: accepted.after(after), size: accepted.size } };
}

// The switch checks names and values and refuses what it does not know.
function parseObject(body: string): FaultOptions | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function problem(status: number, detail: string): DoorAnswer {
  return { status, body: { error: detail } };
}
