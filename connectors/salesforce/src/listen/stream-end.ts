import { z } from "zod";

/** How a stream of change events came to its end. */
export type StreamEndKind =
  /** We closed it. */
  | "closed"
  /** The access token is no good any more, or the org has moved away from the host. */
  | "unauthenticated"
  /** Salesforce's servers have forgotten us, as they do when they are restarted. */
  | "forgotten"
  /** The place to go on from is too old, or from before the org moved. */
  | "place-unknown"
  /** The channel is not there, or we may not hear it. */
  | "refused"
  /** The org's allowance of delivered events is used up. */
  | "spent"
  /** Nothing was answered for too long. */
  | "silent"
  /** The host cannot be reached. */
  | "unreachable";

/** How a stream ended, and Salesforce's words for it where there are some. */
export interface StreamEnd {
  readonly kind: StreamEndKind;
  readonly words?: string;
}

const Answer = z.looseObject({
  channel: z.string().optional(),
  successful: z.boolean().optional(),
  error: z.string().optional(),
  ext: z
    .looseObject({ sfdc: z.looseObject({ failureReason: z.string().optional() }).optional() })
    .optional(),
});

/**
 * What Salesforce's refusals mean, the first that fits (Streaming API Developer Guide, "Streaming API Error Codes"). One that is not here is
 * met as a server that has forgotten us.
 */
const MEANINGS: readonly (readonly [RegExp, StreamEndKind])[] = [
  [/^401/, "unauthenticated"],
  [/^400::The replayId/, "place-unknown"],
  [/^403::Unknown client/, "forgotten"],
  [/daily limit exceeded/i, "spent"],
  // Too many clients at once: others leave.
  [/limit exceeded/i, "forgotten"],
  [/^40[03]/, "refused"],
];

/** Whether a message that came is a refusal, and which; nothing for all others. */
export function refusalIn(message: unknown): StreamEnd | undefined {
  const { success, data } = Answer.safeParse(message);
  // What is no message of the channel's is the answer of a host that has none: the org has moved.
  if (!success || data.channel === undefined) return { kind: "unauthenticated" };
  if (!data.channel.startsWith("/meta/") || data.successful !== false) return undefined;
  const { error = "", ext } = data;
  const reason = ext?.sfdc?.failureReason;
  const words = reason ?? error;
  const kind = MEANINGS.find(([form]) => form.test(words))?.[1] ?? "forgotten";
  return { kind, words: reason === undefined ? error : `${error} (${reason})` };
}
