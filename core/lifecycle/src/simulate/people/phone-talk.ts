import type { Agreement, CALL_OUTCOMES } from "@perennial/contract";
import type { Case, Delivery } from "../cases/case.ts";
import { messageId } from "../contact/policy-question.ts";
import { instantOf } from "../time/virtual-time.ts";
import { SPAN } from "../time/waking-hours.ts";
import { fallsOn } from "./lots.ts";
import type { PeopleParts } from "./people.ts";

type Outcome = (typeof CALL_OUTCOMES)[number];

/** How long after a call the caller has registered the order. */
const REGISTERING = 2 * SPAN.minute;

/** What customers say on the phone. */
export class PhoneTalk {
  readonly #parts: PeopleParts;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  /** Somebody calls; what comes of it is told when the call is over. */
  answer(call: Delivery): void {
    const { time, lots, journal, assumptions } = this.#parts;
    const { of } = call;
    const { id } = of.dossier.customer;
    const happening = lots.again(id, `call:${of.agreementId ?? ""}`);
    const draw = (question: string) => lots.draw(id, happening, question);
    const outcome = this.#outcome(this.#spokenOf(of) !== undefined, draw);
    journal.called(call, outcome);
    const length = outcome === "not-reached" ? 1 : assumptions.minutesPerCall;
    const endedAt = time.moment + length * SPAN.minute;
    time.happen(endedAt, () => {
      const at = instantOf(endedAt);
      this.#parts.tellCall(
        {
          id: `${messageId(call)}:call:${at}`,
          at,
          type: "call.finished",
          commandId: messageId(call),
          customerId: id,
          outcome,
          endedAt: at,
        },
        call,
      );
      this.#afterwards(outcome, of, draw);
    });
  }

  #outcome(isOpen: boolean, draw: (question: string) => number): Outcome {
    const { assumptions } = this.#parts;
    if (draw("answers") >= assumptions.reachedByPhone) return "not-reached";
    const said = fallsOn(draw("says"), [
      ["wrong-number", assumptions.wrongNumber],
      ["do-not-call", assumptions.wantsNoCalls],
      ["renewed", isOpen ? assumptions.renewsInCall : 0],
      ["declined", isOpen ? assumptions.declinesInCall : 0],
    ]);
    return said ?? "reached";
  }

  #afterwards(outcome: Outcome, of: Case, draw: (question: string) => number): void {
    const { time, deeds, assumptions } = this.#parts;
    const agreement = this.#spokenOf(of);
    if (!agreement) return;
    if (outcome === "renewed") deeds.order(agreement.id, "phone", time.moment + REGISTERING);
    if (outcome !== "reached" || draw("orders") >= assumptions.ordersAfterCall) return;
    const at = deeds.within(assumptions.callDelayDays * SPAN.day, draw("when"));
    deeds.order(agreement.id, "web", at);
  }

  /** The agreement that a call is about, as long as there is something to renew. */
  #spokenOf({ agreementId }: Case): Agreement | undefined {
    const { world } = this.#parts;
    const agreement = world.agreement(agreementId);
    return agreement && world.canBeRenewed(agreement) ? agreement : undefined;
  }
}
