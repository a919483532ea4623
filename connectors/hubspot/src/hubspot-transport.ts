import { Client } from "@hubspot/api-client";

/** The part of HubSpot's SDK that we stand on: one request, any path, and the answer as it came. */
export interface HubspotSdk {
  apiRequest(options: {
    readonly method: string;
    readonly overlapUrl: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
    readonly defaultJson: boolean;
    readonly authType: string;
  }): Promise<Response>;
}

/** What the SDK writes itself unless it is given one of its very own spelling; others would be sent beside them. */
const SDK_NAMES: Readonly<Record<string, string>> = {
  accept: "Accept",
  "content-type": "Content-Type",
  "user-agent": "User-agent",
};

/**
 * A `fetch` that goes through HubSpot's SDK, without the SDK's rate limiter and repeats, which are one for the whole
 * process and know nothing of portals (crm/hubspot.md, 2.4). It can be aborted: the SDK has neither time-out nor
 * signal, so what it gives too late is thrown away.
 */
export function createHubspotFetch(sdk: HubspotSdk = new Client()): typeof fetch {
  return async (input, init = {}) => {
    const { signal } = init;
    signal?.throwIfAborted();
    const { body } = init;
    const answering = sdk.apiRequest({
      method: init.method ?? "GET",
      overlapUrl: input instanceof Request ? input.url : String(input),
      headers: headersOf(init.headers),
      ...(typeof body === "string" && { body }),
      defaultJson: false,
      authType: "none",
    });
    return signal ? abortable(await unlessAborted(answering, signal), signal) : answering;
  };
}

function headersOf(headers: RequestInit["headers"]): Record<string, string> {
  const entries = [...new Headers(headers)];
  return Object.fromEntries(entries.map(([name, value]) => [SDK_NAMES[name] ?? name, value]));
}

async function unlessAborted(answering: Promise<Response>, signal: AbortSignal): Promise<Response> {
  const aborted = Promise.withResolvers<never>();
  const stop = () => {
    aborted.reject(signal.reason);
    answering.then(
      (late) => late.body?.cancel(),
      () => undefined,
    );
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([answering, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** The body breaks off when the signal ends, as that of the platform's own `fetch` does. */
function abortable(answer: Response, signal: AbortSignal): Response {
  if (answer.body === null) return answer;
  const body = answer.body.pipeThrough(new TransformStream(), { signal });
  const { status, statusText, headers } = answer;
  return new Response(body, { status, statusText, headers });
}
