import { type Attempt, attemptAll, inWords, meet, readyCommand } from "../case/attempt.ts";
import type { Case } from "../case/case.ts";
import { claim, ScenarioMissingError } from "../case/conformance-error.ts";
import { failureOf, type Kit, type Place } from "../case/place.ts";
import type { Fault } from "../scenario/fault.ts";

/** Refused credentials pause the connection and say so; what can be renewed is renewed by one alone. */
export function authCases(kit: Kit): readonly Case[] {
  const { auth } = kit.connector.manifest;
  const fact = (name: string, work: (place: Place) => Promise<void>): Case => ({
    part: "auth",
    name,
    run: () => kit.inWorld(work),
  });
  const all = (name: string, fault: Fault, holds: (attempt: Attempt) => void) =>
    fact(name, async (place) => {
      for (const attempt of await attemptAll(kit, place, fault)) holds(attempt);
    });
  if (auth === "none") return [];
  return [
    ...(auth === "oauth2"
      ? renewals(kit, fact)
      : [
          all(
            "credentials that ran out leave it not done, as unauthenticated",
            "expired",
            isRefused,
          ),
        ]),
    all("revoked credentials leave it not done, as unauthenticated", "revoked", isRefused),
    fact("credentials that are good again work in a new session", async (place) => {
      await attemptAll(kit, place, "revoked");
      await place.world.clear();
      const session = await place.open();
      const failure = await failureOf(session.check());
      await session.close();
      claim(failure === undefined, `what was refused before is still refused: ${failure?.message}`);
    }),
    ...(kit.lacks("auth.scope")
      ? []
      : [
          all(
            "a missing right is told as forbidden, and not tried again",
            "forbidden",
            (attempt) => {
              const { what, receipt } = attempt;
              const right = receipt.outcome === "refused" && receipt.kind === "forbidden";
              claim(right, `${what}: expected refused, forbidden; it is ${inWords(receipt)}`);
            },
          ),
        ]),
  ];
}

function isRefused({ what, receipt }: Attempt): void {
  const right = receipt.outcome === "not-done" && receipt.kind === "unauthenticated";
  claim(right, `${what}: expected not-done, unauthenticated; it is ${inWords(receipt)}`);
}

function renewals(
  kit: Kit,
  fact: (name: string, work: (place: Place) => Promise<void>) => Case,
): readonly Case[] {
  return [
    fact("an access token that ran out is renewed, and the work is done", async (place) => {
      for (const { what, receipt } of await attemptAll(kit, place, "expired")) {
        claim(
          receipt.outcome === "accepted",
          `${what}: expected accepted; it is ${inWords(receipt)}`,
        );
      }
    }),
    fact("tokens that were renewed are kept for everyone", async (place) => {
      const before = await place.tokens.read();
      await attemptAll(kit, place, "expired");
      const after = await place.tokens.read();
      claim(
        after?.accessToken !== before?.accessToken,
        "the renewed tokens are not in context.tokens",
      );
    }),
    fact("tokens that another process renewed are taken over", async (place) => {
      const { world, tokens, session } = place;
      if (world.renew === undefined) {
        throw new ScenarioMissingError(
          "renew() of the world",
          "renew: async () => { /* as another process would; the old tokens are void */ return { accessToken, refreshToken }; }",
        );
      }
      const [kind] = kit.connector.manifest.commands;
      const command = kind && (await readyCommand(kit, place, [kind, "cmd-rotated"]));
      await session.check();
      const theirs = await world.renew();
      tokens.tokens = theirs;
      const failure = await failureOf(
        command ? session.perform([command]).then(claimDone) : session.check(),
      );
      claim(failure === undefined, `it goes on with void tokens: ${failure?.message}`);
      const kept = await tokens.read();
      claim(
        kept?.accessToken === theirs.accessToken,
        "it renewed anew what another process just had",
      );
    }),
    fact("two sessions that meet an ended token renew it once", async (place) => {
      const other = await place.open();
      await meet(place, "expired");
      const failures = await Promise.all(
        [place.session, other].map((session) => failureOf(session.check())),
      );
      await other.close();
      const failed = failures.find((failure) => failure !== undefined);
      claim(failed === undefined, `one of two sessions fails: ${failed?.message}`);
    }),
  ];
}

function claimDone(receipts: readonly Attempt["receipt"][]): void {
  const [receipt] = receipts;
  claim(receipt?.outcome === "accepted", `expected accepted; it is ${inWords(receipt)}`);
}
