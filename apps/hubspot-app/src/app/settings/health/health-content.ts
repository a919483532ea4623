import type { Answer, Surroundings } from "perennial-hubspot-shared";
import type { HealthWords } from "./health-words.ts";

/** What every part of the health tab is made of. */
export interface HealthContent {
  readonly health: Answer<"getConnection">;
  readonly surroundings: Surroundings;
  readonly words: HealthWords;
  readonly reload: () => Promise<void>;
}
