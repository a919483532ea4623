import type { Instant } from "@perennial/contract";
import { nextReview } from "@perennial/runtime";
import type { Tenant } from "@perennial/store";
import { BEGINNING } from "../outside/company.ts";
import { BUSY } from "../outside/people.ts";
import type { Happening, World } from "../outside/world.ts";
import { after, DAY } from "./story.ts";

/** What happens when: what people outside do, and the daily review. */
export class Agenda {
  static readonly review = "the daily review is due";
  readonly #happenings: Happening[];

  constructor({ world, tenant }: { readonly world: World; readonly tenant: Tenant }) {
    const reviews: Happening[] = [];
    // The last one comes after the last signature, and when all goes well: what was not read before is read then.
    const last = after(BEGINNING, BUSY + 2 * DAY);
    for (let at = after(BEGINNING, 1); at < last; at = nextReview(tenant, at)) {
      reviews.push({ at, what: Agenda.review, happens: () => undefined });
    }
    this.#happenings = [...world.happenings, ...reviews].sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  next(): Instant | undefined {
    return this.#happenings[0]?.at;
  }

  /** Takes what is due off the agenda. */
  take(now: Instant): readonly Happening[] {
    const due = this.#happenings.filter(({ at }) => at <= now);
    this.#happenings.splice(0, due.length);
    return due;
  }
}
