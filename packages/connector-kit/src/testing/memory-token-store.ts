import type { TokenStore, Tokens } from "@perennial/contract";

/** A token store in memory, whose content a test sees and sets. */
export interface MemoryTokenStore extends TokenStore {
  tokens: Tokens | undefined;
  /** How often something was kept. */
  readonly saves: number;
}

/** Makes a token store in memory; several sources on one store are like several processes on one database. */
export function memoryTokenStore(initial?: Tokens): MemoryTokenStore {
  let saves = 0;
  let last: Promise<unknown> = Promise.resolve();
  const store = {
    tokens: initial,
    get saves() {
      return saves;
    },
    read: async () => store.tokens,
    exclusively(work: (current: Tokens | undefined) => Promise<Tokens>): Promise<Tokens> {
      const mine = last.then(async () => {
        const renewed = await work(store.tokens);
        if (renewed !== store.tokens) saves += 1;
        store.tokens = renewed;
        return renewed;
      });
      last = mine.catch(() => undefined);
      return mine;
    },
  };
  return store;
}
