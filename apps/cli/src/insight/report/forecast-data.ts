import {
  type FitQuality,
  type ForecastCheck,
  isRefusal,
  type PurchaseForecast,
  refusalSentence,
  type ValueRefusal,
} from "@perennial/lifecycle";
import type { Speech } from "../output/speech.ts";

/** A forecast as data, with its trial; without the covariances, which nobody reads. */
export function forecastData(
  forecast: PurchaseForecast,
  check: ForecastCheck | ValueRefusal,
  speech: Speech,
) {
  const { purchases, spend, customers, ...rest } = forecast;
  const told = (refusal: ValueRefusal) => ({
    ...refusal,
    sentence: refusalSentence(refusal, speech.locale),
  });
  const fitted = <Fit extends { readonly fit: FitQuality }>({ fit, ...model }: Fit) => {
    const { logLikelihood, gradientNorm, iterations, starts, agreeing } = fit;
    return { ...model, fit: { logLikelihood, gradientNorm, iterations, starts, agreeing } };
  };
  return {
    ...rest,
    purchases: fitted(purchases),
    spend: isRefusal(spend) ? told(spend) : fitted(spend),
    check: isRefusal(check) ? told(check) : check,
    customers,
  };
}
