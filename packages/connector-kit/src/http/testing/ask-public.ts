import { type PublicOnlyOptions, publicFetch, type Resolve } from "../public-only.ts";

/** An address as a name server gives it. */
export const entry = (address: string) => ({ address, family: address.includes(":") ? 6 : 4 });

/** A name server that has the same addresses for every name. */
export const resolving =
  (...addresses: readonly string[]): Resolve =>
  async () =>
    addresses.map(entry);

/** Sends a request and gives what it failed with, or a sentence where it was answered. */
export async function refusal(url: string, options: PublicOnlyOptions = {}): Promise<unknown> {
  const answer = publicFetch(options)(url, { method: "POST", body: "{}" });
  return answer.then(
    ({ status }) => `answered ${status}`,
    (error: unknown) => error,
  );
}
