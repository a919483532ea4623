import { createPageStates, type StateComponents } from "./page-states.ts";
import { createUseSurroundings, type SurroundingParts } from "./surroundings.ts";

/**
 * What every page is made with. HubSpot's own package is handed in: this one may be linked from where the page's
 * packages cannot be found, and must import nothing that is bundled.
 */
export function pageTools(ui: StateComponents & SurroundingParts) {
  return { PageStates: createPageStates(ui), useSurroundings: createUseSurroundings(ui) };
}
