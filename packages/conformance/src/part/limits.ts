import { type Attempt, attemptAll, inWords } from "../case/attempt.ts";
import type { Case } from "../case/case.ts";
import { claim } from "../case/conformance-error.ts";
import type { Kit } from "../case/place.ts";
import { type Fault, RETRY_AFTER_SECONDS } from "../scenario/fault.ts";

/** A limit puts work off and loses none, for as long as the other side asks. */
export function limitsCases(kit: Kit): readonly Case[] {
  const fact = (name: string, fault: Fault, holds: (attempt: Attempt) => void): Case => ({
    part: "limits",
    name,
    run: () =>
      kit.inWorld(async (place) => {
        for (const attempt of await attemptAll(kit, place, fault)) holds(attempt);
      }),
  });
  return [
    fact("too many requests leave it not done, to be tried again", "rate-limited", (attempt) => {
      claimPutOff(kit, attempt);
    }),
    ...(kit.lacks("limits.retry-after")
      ? []
      : [
          fact(
            "too many requests with a time are put off for that time",
            "rate-limited-for",
            (one) => {
              claimPutOff(kit, one);
              const wait = one.receipt.outcome === "not-done" ? one.receipt.retryAfter : undefined;
              const asked = RETRY_AFTER_SECONDS * 1000;
              const alone = one.what === "check";
              claim(
                alone || wait === asked,
                `${one.what}: retryAfter is ${wait} ms instead of ${asked} ms`,
              );
            },
          ),
        ]),
    ...(kit.lacks("limits.daily")
      ? []
      : [
          fact("a limit for the day puts off and says for how long", "daily-limit", (attempt) => {
            const { receipt, what } = attempt;
            claim(
              receipt.outcome === "not-done",
              `${what}: expected not-done; it is ${inWords(receipt)}`,
            );
            const pressing = what !== "check" && receipt.retryAfter === undefined;
            claim(
              !pressing,
              `${what}: without retryAfter it would be tried again at once, all day`,
            );
          }),
        ]),
  ];
}

function claimPutOff(kit: Kit, { what, receipt, taken }: Attempt): void {
  claim(receipt.outcome === "not-done", `${what}: expected not-done; it is ${inWords(receipt)}`);
  claim(taken === 0, `${what}: it says not done, and yet something was taken`);
  const right = receipt.kind === "rate-limited" || kit.lacks("limits.told");
  claim(right, `${what}: expected the kind rate-limited; it is ${receipt.kind}`);
}
