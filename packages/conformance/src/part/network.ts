import { type Attempt, attemptAll, inWords, underWay } from "../case/attempt.ts";
import type { Case } from "../case/case.ts";
import { claim } from "../case/conformance-error.ts";
import { hastenTimers } from "../case/hastened-timers.ts";
import type { Kit } from "../case/place.ts";
import type { Fault } from "../scenario/fault.ts";

/** What is not known is told as unknown, and what surely did not happen as not done. */
export function networkCases(kit: Kit): readonly Case[] {
  const fact = (name: string, fault: Fault, holds: (attempt: Attempt) => void): Case => ({
    part: "network",
    name,
    run: () =>
      kit.inWorld(async (place) => {
        for (const attempt of await attemptAll(kit, place, fault)) holds(attempt);
      }),
  });
  return [
    fact("where nobody listens it is not done", "refused", ({ what, receipt }) => {
      const right = receipt.outcome === "not-done" && receipt.kind === "unavailable";
      claim(right, `${what}: expected not-done, unavailable; it is ${inWords(receipt)}`);
    }),
    fact("a connection cut after the request was read leaves it unknown", "cut", isUnknown),
    fact("a server error is neither done nor refused", "server-error", isOpen),
    fact("a page of HTML is neither done nor refused", "html", isOpen),
    { part: "network", name: "an answer that never comes is given up", run: () => givenUp(kit) },
  ];
}

function isUnknown(attempt: Attempt): void {
  const { what, receipt } = attempt;
  isOpen(attempt);
  claim(
    what === "check" || receipt.outcome === "unknown",
    `${what}: the other side may have it, so expected unknown; it is ${inWords(receipt)}`,
  );
}

function isOpen({ what, receipt }: Attempt): void {
  const right = receipt.outcome === "unknown" || receipt.outcome === "not-done";
  claim(right, `${what}: expected unknown or not-done; it is ${inWords(receipt)}`);
  claim(receipt.kind === "unavailable", `${what}: expected unavailable; it is ${receipt.kind}`);
}

async function givenUp(kit: Kit): Promise<void> {
  const timers = hastenTimers();
  try {
    await kit.inWorld(async (place) => {
      const { work, reached } = await underWay(kit, place, "cmd-silent");
      const ended = reached.then(() => timers.runOut()).then(() => work);
      isUnknown(await kit.settled(ended, "it waits for ever; give every request a time-out"));
    });
  } finally {
    timers.restore();
  }
}
