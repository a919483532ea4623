/**
 * The Message-ID of a command, without angle brackets: the same in every attempt, so that a relay's
 * search finds it and a mailbox can tell a repeat (RFC 5322, 3.6.4).
 */
export function messageIdOf(commandId: string, fromAddress: string): string {
  const domain = fromAddress.slice(fromAddress.lastIndexOf("@") + 1).toLowerCase();
  return `${commandToken(commandId)}@${domain}`;
}

/** A command's id in characters that every header takes as they are; an ordinary id is its own token. */
export function commandToken(commandId: string): string {
  const escaped = commandId.replace(/[^A-Za-z0-9._-]/gu, percent);
  // A dot may stand between other characters only.
  return /^\.|\.$|\.\./.test(escaped) ? escaped.replaceAll(".", "%2E") : escaped;
}

function percent(character: string): string {
  const bytes = Buffer.from(character, "utf8").toString("hex").toUpperCase();
  return bytes.replace(/../g, "%$&");
}

/** The command of a Message-ID or of a token; undefined where it can be none of ours. */
export function commandIdOf(messageId: string): string | undefined {
  const [token = ""] = messageId.trim().replace(/^</, "").split("@", 1);
  if (!/^[A-Za-z0-9._%-]{1,600}$/.test(token)) return undefined;
  try {
    return decodeURIComponent(token);
  } catch {
    return undefined;
  }
}
