export {
  formatCount,
  formatDate,
  formatDuration,
  formatMoment,
  formatMoney,
} from "./format.ts";
export { type Language, languageOf } from "./language.ts";
export { formatSince, startOfDay } from "./moments.ts";
export { pageTools } from "./page-tools.ts";
export {
  type Answer,
  type Ask,
  createPerennialApi,
  type Input,
  type OperationName,
  ROUTES,
} from "./perennial-api.ts";
export { PerennialError, type PlacedProblem, problemWords } from "./perennial-error.ts";
export { renewsFirst } from "./renews-first.ts";
export { SHARED_WORDS } from "./shared-words.ts";
export type { Surroundings } from "./surroundings.ts";
export { type Action, useAction } from "./use-action.ts";
export { type Loading, type LoadState, useLoad } from "./use-load.ts";
