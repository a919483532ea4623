import type { RequestFunction } from "@perennial/connector-kit";
import { z } from "zod";
import { accountPath } from "../hubspot-paths.ts";

/** `GET /account-info/2026-09/details` (crm/hubspot.md, 1.2). */
const Details = z.looseObject({
  portalId: z.coerce.string(),
  timeZone: z.string().min(1),
  companyCurrency: z.string().nullish(),
  additionalCurrencies: z.array(z.string()).nullish(),
  uiDomain: z.string().nullish(),
  dataHostingLocation: z.string().nullish(),
});

/** A portal. */
export interface AccountDetails {
  readonly portalId: string;
  /** An IANA name. */
  readonly timeZone: string;
  /** ISO 4217; undefined where the portal has none we know. */
  readonly currency: string | undefined;
  readonly additionalCurrencies: readonly string[];
  /** Where its people see it, such as `app-eu1.hubspot.com`. */
  readonly uiDomain: string;
  /** Such as `eu1`. */
  readonly dataHostingLocation: string | undefined;
}

/** Asks what portal a token is for. It proves that the token is good. */
export async function readAccount(request: RequestFunction): Promise<AccountDetails> {
  const answer = await request({ method: "GET", path: accountPath(), family: "default" });
  const details = answer.read(Details);
  return {
    portalId: details.portalId,
    timeZone: details.timeZone,
    currency: currencyOf(details.companyCurrency),
    additionalCurrencies: details.additionalCurrencies ?? [],
    uiDomain: details.uiDomain ?? "app.hubspot.com",
    dataHostingLocation: details.dataHostingLocation ?? undefined,
  };
}

/** Makes a reader that asks once, and again where that failed. */
export function createAccountReader(request: RequestFunction): () => Promise<AccountDetails> {
  let asked: Promise<AccountDetails> | undefined;
  return () => {
    asked ??= readAccount(request).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

function currencyOf(code: string | null | undefined): string | undefined {
  const upper = code?.toUpperCase();
  return upper !== undefined && /^[A-Z]{3}$/.test(upper) ? upper : undefined;
}
