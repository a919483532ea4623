/** How long an answer is believed, in milliseconds: rows are read every few minutes. */
const BELIEVED = 10 * 60_000;

/** Asks once in a while; a failure is not remembered. `now` is in milliseconds. */
export function believed<Answer>(
  ask: () => Promise<Answer>,
  now: () => number,
): () => Promise<Answer> {
  let kept: { readonly at: number; readonly asked: Promise<Answer> } | undefined;
  return () => {
    if (kept !== undefined && now() - kept.at < BELIEVED) return kept.asked;
    const asked = ask();
    kept = { at: now(), asked };
    asked.catch(() => {
      kept = undefined;
    });
    return asked;
  };
}
