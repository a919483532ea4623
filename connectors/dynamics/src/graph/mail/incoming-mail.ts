import { z } from "zod";

const Body = z.looseObject({ content: z.string() });

/** A mail as it came in, with what says whose answer it is. Its bodies are text, as they are asked for. */
export const IncomingMail = z.looseObject({
  /** Immutable. */
  id: z.string().min(1),
  internetMessageId: z.string().nullish(),
  receivedDateTime: z.string(),
  from: z.looseObject({ emailAddress: z.looseObject({ address: z.string().nullish() }) }).nullish(),
  body: Body.nullish(),
  /** What of the body is not quoted. */
  uniqueBody: Body.nullish(),
  internetMessageHeaders: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
});
export type IncomingMail = z.infer<typeof IncomingMail>;

/** The first header of a name in small letters. */
export function headerOf(
  { internetMessageHeaders }: Pick<IncomingMail, "internetMessageHeaders">,
  wanted: string,
): string | undefined {
  return internetMessageHeaders?.find(({ name }) => name.toLowerCase() === wanted)?.value;
}
