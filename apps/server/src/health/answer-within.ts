import { ServerError } from "../server-error.ts";

/**
 * Makes a question whose answer is waited for so many milliseconds at most; rejects after them. While an answer is
 * still out, whoever asks waits for the same one: a database that hangs is not asked once for each who wants to know.
 */
export function answerWithin<Answer>(
  ask: () => Promise<Answer>,
  patience: number,
): () => Promise<Answer> {
  let asked: Promise<Answer> | undefined;
  return async () => {
    asked ??= ask().finally(() => {
      asked = undefined;
    });
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject(new ServerError(`There was no answer within ${patience} ms.`)),
      patience,
    );
    try {
      return await Promise.race([asked, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
