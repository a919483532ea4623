import { basicAuth, createRequest, secretValues } from "@perennial/connector-kit";
import type { ConnectorContext } from "@perennial/contract";
import { z } from "zod";
import { smtpManifest } from "./smtp-manifest.ts";
import { SmtpSettings } from "./smtp-settings.ts";

const PAGE = 50;

/** Mailpit's answer to a search, as far as we use it (`GET /api/v1/search` in its swagger.json). */
const Found = z.object({
  messages: z.array(z.object({ ID: z.string(), MessageID: z.string() })),
});

/** Finds a message in a relay by its Message-ID. Throws a `ConnectorError`. */
export interface SmtpSearch {
  /** The relay's own id for the message; undefined where it does not have it. */
  find(messageId: string): Promise<string | undefined>;
}

/** Opens the message search of a relay that speaks Mailpit's API; undefined where none is set. */
export function createSmtpSearch(
  settings: SmtpSettings,
  context: ConnectorContext,
): SmtpSearch | undefined {
  const { search } = settings;
  if (search === undefined) return undefined;
  const { username, password = "" } = search;
  const request = createRequest({
    connector: smtpManifest.id,
    context,
    baseUrl: search.url,
    headers: username === undefined ? {} : { authorization: basicAuth(username, password) },
    secrets: secretValues(SmtpSettings, settings),
  });
  return {
    async find(messageId) {
      const query = `message-id:"${messageId}"`;
      for (let start = 0; ; start += PAGE) {
        const page = { query, start: String(start), limit: String(PAGE) };
        const path = ["api", "v1", "search"];
        const answer = await request({ method: "GET", path, query: page });
        const { messages } = answer.read(Found);
        // Mailpit finds every id that contains the text, in any case; only this very one counts.
        const match = messages.find(({ MessageID }) => bare(MessageID) === messageId);
        if (match !== undefined) return match.ID;
        if (messages.length < PAGE) return undefined;
      }
    },
  };
}

function bare(messageId: string): string {
  return messageId.replace(/^<|>$/g, "");
}
