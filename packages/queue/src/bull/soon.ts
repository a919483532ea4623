/** Longer than Bull takes to end a connection by itself (half a second), in milliseconds. */
const PATIENCE = 1_000;

/** Waits for something of Redis's, but not for a Redis that is gone; how it ends does not matter. */
export async function soon(work: PromiseLike<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE);
  });
  await Promise.race([Promise.resolve(work).catch(() => undefined), patience]);
  clearTimeout(timer);
}
