/** What went wrong, in the words of Lightning Data Service: it tells errors in several forms. */
export function wordsOf(error) {
  const { body, message } = error ?? {};
  if (Array.isArray(body)) return body.map((each) => each.message).join(" ");
  const places = Object.values(body?.output?.fieldErrors ?? {}).flat();
  const told = [...(body?.output?.errors ?? []), ...places].map((each) => each.message);
  if (told.length > 0) return told.join(" ");
  return body?.message ?? message ?? String(error);
}
