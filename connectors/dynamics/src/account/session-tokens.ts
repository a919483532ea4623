import type { TokenStore, Tokens } from "@perennial/contract";

/**
 * Keeps tokens for a further service for as long as a session lasts. A connection has one store, which the tokens of its
 * first service are in; the app's own for another are asked for anew by each process, which takes nothing from the others.
 */
export function sessionTokens(): TokenStore {
  let tokens: Tokens | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: async () => tokens,
    exclusively(work) {
      const mine = last.then(async () => {
        tokens = await work(tokens);
        return tokens;
      });
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
