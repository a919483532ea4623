/**
 * The SMS that a webhook answers an incoming one with: plain text as it is, or the `reply` of a JSON action
 * (https://46elks.com/docs/receive-sms, https://46elks.com/docs/sms-actions).
 */
export function replyText(type: string, body: string): string | undefined {
  if (!type.startsWith("application/json")) return body.trim() === "" ? undefined : body;
  try {
    const action: unknown = JSON.parse(body);
    if (typeof action !== "object" || action === null || !("reply" in action)) return undefined;
    return typeof action.reply === "string" && action.reply !== "" ? action.reply : undefined;
  } catch {
    return undefined;
  }
}
