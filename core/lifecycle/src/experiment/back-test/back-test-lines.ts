import type { Locale } from "@perennial/contract";
import { type FigurePlace, figureWriter, percent, whole } from "../effect/figure-words.ts";
import type { BackTestCaveat, ProgramBackTest } from "./back-test-result.ts";

/** A back-test as a report a marketer reads: who left, who was reached in time, who was disturbed for nothing, the price. */
export function programBackTestLines(
  result: ProgramBackTest,
  place: FigurePlace,
): readonly string[] {
  const lines = place.locale === "sv" ? inSwedish(result, place) : inEnglish(result, place);
  return [...lines, ...result.caveats.map((caveat) => caveatSentence(caveat, place.locale))];
}

function inSwedish(result: ProgramBackTest, place: FigurePlace): readonly string[] {
  const { left, stayed, customers, program, from, to, basis } = result;
  const { n, of, money } = numbers(place);
  const came = basis === "agreements" ? "förnyade" : "köpte";
  return [
    `Återblick: ${program.name.sv} från ${from} till ${to}, dag för dag med bara det som var känt då.`,
    `Av ${n(customers)} kunder vi hade när perioden började lämnade ${n(left.customers)} (${of(left.customers, customers)}) och stannade ${n(stayed.customers)}, varav ${n(stayed.cameBack)} ${came}.`,
    `Av dem som lämnade hade programmet nått ${n(left.inTime)} (${of(left.inTime, left.customers)}) i tid, ${n(left.tooLate)} för sent och ${n(left.notReached)} inte alls.`,
    `Av dem som stannade hade programmet nått ${n(stayed.reached)} (${of(stayed.reached, stayed.customers)}), och ${n(stayed.needlessly)} av dem hade fått reklam i onödan: de stannade ändå.`,
    ...(result.othersReached > 0
      ? [
          `Programmet hade även nått ${n(result.othersReached)} som inte var kunder när perioden började.`,
        ]
      : []),
    `Det hade tagit ${n(result.messages)} meddelanden och ${n(result.calls)} på ringlistan, och kostat ${money(result.cost)}${result.costPerLeaverInTime === undefined ? "" : `: ${money(result.costPerLeaverInTime)} för varje kund som lämnade och hade nåtts i tid`}.`,
    "Vad kunderna gjorde står som det var: återblicken gissar inte hur många som hade stannat. Det mäter man med en kontrollgrupp.",
  ];
}

function inEnglish(result: ProgramBackTest, place: FigurePlace): readonly string[] {
  const { left, stayed, customers, program, from, to, basis } = result;
  const { n, of, money } = numbers(place);
  const came = basis === "agreements" ? "renewed" : "bought";
  return [
    `Back-test: ${program.name.en} from ${from} to ${to}, day by day with only what was known then.`,
    `Of ${n(customers)} customers we had when the period began, ${n(left.customers)} left (${of(left.customers, customers)}) and ${n(stayed.customers)} stayed, of whom ${n(stayed.cameBack)} ${came}.`,
    `Of those who left, the program would have reached ${n(left.inTime)} (${of(left.inTime, left.customers)}) in time, ${n(left.tooLate)} too late and ${n(left.notReached)} not at all.`,
    `Of those who stayed, the program would have reached ${n(stayed.reached)} (${of(stayed.reached, stayed.customers)}), and ${n(stayed.needlessly)} of them would have got marketing needlessly: they stayed anyway.`,
    ...(result.othersReached > 0
      ? [
          `The program would also have reached ${n(result.othersReached)} who were not customers when the period began.`,
        ]
      : []),
    `It would have taken ${n(result.messages)} messages and ${n(result.calls)} entries on the call list, and cost ${money(result.cost)}${result.costPerLeaverInTime === undefined ? "" : `: ${money(result.costPerLeaverInTime)} for each customer that left and would have been reached in time`}.`,
    "What customers did stands as it was: the back-test does not guess how many would have stayed. A control group measures that.",
  ];
}

function numbers(place: FigurePlace) {
  const { locale } = place;
  return {
    n: (count: number) => whole(count, locale),
    of: (part: number, all: number) => (all === 0 ? "–" : percent(part / all, locale)),
    money: figureWriter("spend", place).figure,
  };
}

/** What is not as it was, in a sentence. */
export function caveatSentence(
  { what, names = [], count = 0 }: BackTestCaveat,
  locale: Locale,
): string {
  const list = names.join(", ");
  const many = whole(count, locale);
  const sentences = {
    "fields-as-now": {
      sv: `Filerna har ingen historik för ${list}: där räknas värdet som det är nu.`,
      en: `The files hold no history of ${list}: their values of today are used.`,
    },
    "ends-foreseen": {
      sv: `Avtal som senare sades upp: ${many}. Deras slutdatum räknas som känt hela tiden, eftersom filen bara har ett.`,
      en: `Agreements that were cancelled later: ${many}. Their last day counts as known all along, since the file has but one.`,
    },
    "no-standing": {
      sv: `Programmet frågar efter det som räknas fram varje natt (${list}), och det finns inte i filerna: sådana villkor är tomma här.`,
      en: `The program asks for what is computed each night (${list}), which the files do not hold: such conditions are empty here.`,
    },
    "unheard-signals": {
      sv: `Programmet startar på sådant som filerna inte berättar (${list}): de ingångarna har inte prövats.`,
      en: `The program starts on what the files do not tell (${list}): those entries were not tried.`,
    },
    "end-of-data": {
      sv: "Filerna räcker inte en månad längre än perioden: den som förnyade eller köpte strax efter räknas som att den lämnade.",
      en: "The files do not reach a month beyond the period: whoever renewed or bought just after it counts as having left.",
    },
  } as const;
  return sentences[what][locale];
}
