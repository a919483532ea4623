import { issueWords } from "@perennial/connector-kit";
import { AgreedCall } from "@perennial/contract";
import { z } from "zod";

/** A call back that the dialer's agent agreed with the customer; fields we do not know are ignored. */
const Promised = z.object({
  date: z.unknown().optional(),
  from: z.unknown().optional(),
  to: z.unknown().optional(),
  about: z.string().nullish(),
  phone: z.string().nullish(),
});

/** A promise as it was understood, or what is wrong with it. */
export type ReadPromise = { readonly promise?: AgreedCall } | { readonly problem: string };

/**
 * Reads the promise of a finished call: a day, and a span of it by the company's clock (README). Where it does not say what the
 * call is to be about, the agent's note does. A promise that cannot be read loses nothing else of the call.
 */
export function readPromise(told: unknown, note: string | null | undefined): ReadPromise {
  if (told === undefined || told === null) return {};
  const read = Promised.safeParse(told);
  if (!read.success) return { problem: issueWords(read.error) };
  const { date, from, to, about, phone } = read.data;
  const agreed = AgreedCall.safeParse({
    date,
    from: from ?? undefined,
    to: to ?? undefined,
    about: about || note || undefined,
    phone: phone ?? undefined,
  });
  return agreed.success ? { promise: agreed.data } : { problem: issueWords(agreed.error) };
}
