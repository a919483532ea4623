/** Watches from a thread of its own whether the event loop of its process turns, and ends the process if not. */
import { writeSync } from "node:fs";
import { Session } from "node:inspector";
import { setTimeout as pause } from "node:timers/promises";
import { workerData } from "node:worker_threads";
import type { WatchdogData } from "./watchdog.ts";

/** A process that was stopped from outside, or slept with its machine, has not blocked itself. */
const MOST_OF_A_TICK = 2;
/** How long the loop may take to say where it stands, in milliseconds. */
const PATIENCE = 2_000;
/** EX_SOFTWARE of sysexits.h: whoever supervises starts it anew. */
const EXIT_CODE = 70;
const STANDARD_ERROR = 2;
/** How much of a stack is told. */
const MOST_FRAMES = 5;

const { beats, work, limit, tick }: WatchdogData = workerData;

for (let blocked = 0, seen = -1, last = performance.now(); ; ) {
  await pause(tick);
  const now = performance.now();
  const beat = Atomics.load(beats, 0);
  blocked = beat === seen ? blocked + Math.min(now - last, MOST_OF_A_TICK * tick) : 0;
  [seen, last] = [beat, now];
  if (blocked < limit) continue;
  await endProcess(Math.round(blocked));
}

async function endProcess(milliseconds: number): Promise<void> {
  tell(
    "The event loop is blocked: this process ends, for whoever supervises it to start it anew.",
    {
      milliseconds,
      underWay: workUnderWay(),
    },
  );
  await endWhereItStands();
  // Nothing of its own can end it: it is in a call of the system that does not return.
  process.kill(process.pid, "SIGKILL");
}

/** What the loop last said that it was doing. */
function workUnderWay(): string {
  const length = Atomics.load(beats, 1);
  return new TextDecoder().decode(work.slice(0, length));
}

/**
 * Interrupts the loop, tells where it stands, and ends the process from there: a signal would not end one that is
 * the first of its container.
 */
function endWhereItStands(): Promise<void> {
  const session = new Session();
  session.connectToMainThread();
  const files = new Map<string, string>();
  session.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => files.set(scriptId, url));
  session.on("Debugger.paused", ({ params: { callFrames } }) => {
    const at = callFrames
      .slice(0, MOST_FRAMES)
      .map(({ functionName, location: { scriptId, lineNumber } }) =>
        `${functionName} ${files.get(scriptId) ?? ""}:${lineNumber + 1}`.trim(),
      );
    tell("There the event loop is blocked.", { at });
    const [first] = callFrames;
    if (!first) return;
    session.post("Debugger.evaluateOnCallFrame", {
      callFrameId: first.callFrameId,
      expression: `process.reallyExit(${EXIT_CODE})`,
    });
  });
  session.post("Debugger.enable", () => session.post("Debugger.pause"));
  return pause(PATIENCE);
}

/** As the operator's log writes its lines; that one belongs to the loop. */
function tell(msg: string, fields: Readonly<Record<string, unknown>>): void {
  const line = { level: 50, time: performance.timeOrigin + performance.now(), ...fields, msg };
  writeSync(STANDARD_ERROR, `${JSON.stringify(line)}\n`);
}
