import type { Consent, LocalDate } from "@perennial/contract";
import { chance, pick, pickWhole } from "../chance/chance.ts";
import { plusDays } from "../time/zone.ts";
import type { MadeCustomer } from "./customer-maker.ts";

const SHARE_SMS = 0.74;
const SHARE_EMAIL = 0.7;
const SHARE_CLUB = 0.62;
const SHARE_WITHDRAWN = 0.04;

type Kind = Pick<Consent, "channel" | "topic">;

/** Makes the consents of a customer, each with what proves it; a few were withdrawn later. */
export function makeConsents(
  seed: number,
  index: number,
  { customer }: MadeCustomer,
  today: LocalDate,
): Consent[] {
  const kinds: [Kind, number, boolean][] = [
    [{ channel: "sms" }, SHARE_SMS, customer.mobile !== undefined],
    [{ channel: "email" }, SHARE_EMAIL, customer.email !== undefined],
    [{ channel: "email", topic: "club" }, SHARE_CLUB, customer.email !== undefined],
  ];
  return kinds.flatMap(([kind, share, isReachable], number) => {
    const draw = (question: string) => chance(seed, "consent", index, number, question);
    if (!isReachable || draw("given") >= share) return [];
    const given = plusDays(today, -pickWhole(90, 1500, draw("when")));
    const consent = givenConsent(customer.id, kind, given, draw("source"));
    if (draw("withdrawn") >= SHARE_WITHDRAWN) return [consent];
    const withdrawn = plusDays(given, pickWhole(10, 80, draw("withdrawn when")));
    return [consent, withdrawal(consent, withdrawn)];
  });
}

function givenConsent(customerId: string, kind: Kind, date: LocalDate, draw: number): Consent {
  const [source, proof] = pick(
    [
      ["web-form", `Samtyckesformulär version 4, ifyllt ${date}`],
      ["agent", `Inspelat samtal ${date}`],
      ["my-pages", `Val på Mina sidor ${date}`],
    ],
    draw,
  );
  return {
    customerId,
    ...kind,
    purpose: "marketing",
    state: "given",
    at: `${date}T09:30:00.000Z`,
    source: source ?? "web-form",
    legalBasis: "consent",
    proof: proof ?? "",
  };
}

function withdrawal(consent: Consent, date: LocalDate): Consent {
  return {
    ...consent,
    state: "withdrawn",
    at: `${date}T18:10:00.000Z`,
    source: "my-pages",
    proof: `Val på Mina sidor ${date}`,
  };
}
