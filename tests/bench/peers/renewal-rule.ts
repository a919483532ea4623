import { Engine } from "json-rules-engine";
import { DAYS_BEFORE_END } from "./renewal-input.ts";

/** What the rule looks at, as a row of the customers' table gives it. */
export interface RenewalFacts {
  readonly days_left: number;
  readonly consented: boolean;
  readonly reminded: boolean;
}

/** Whether a customer is to be reminded, by json-rules-engine: one engine for all, as its documentation recommends. */
export function renewalRule(): (facts: RenewalFacts) => Promise<boolean> {
  const engine = new Engine([
    {
      conditions: {
        all: [
          { fact: "days_left", operator: "greaterThanInclusive", value: 0 },
          { fact: "days_left", operator: "lessThanInclusive", value: DAYS_BEFORE_END },
          { fact: "consented", operator: "equal", value: true },
          { fact: "reminded", operator: "equal", value: false },
        ],
      },
      event: { type: "remind" },
    },
  ]);
  return async ({ days_left, consented, reminded }) => {
    const { events } = await engine.run({ days_left, consented, reminded });
    return events.length > 0;
  };
}
