import { Program } from "@perennial/lifecycle";

/** A text in both languages. */
function both(sv: string, en = sv) {
  return { sv, en };
}

/** A small program with every shape a map has, and words that could break what they are written in. */
export function sampleProgram(change: Readonly<Record<string, unknown>> = {}): Program {
  return Program.parse({
    ...{ id: "sample", name: both("Prov på <allt> & lite till", "A sample") },
    ...{ updated: "2026-11-22", objective: both("Åäö får plats", "It all fits") },
    ...{ target: both("70 % – minst", "70 %"), targetGroup: both("Alla", "Everyone") },
    ...{ responsible: both("Säljchefen", "The sales manager"), doneBy: both("Łukasz | Πέτρος") },
    subject: "customer",
    stages: [
      { id: "asked", name: both("Tillfrågad", "Asked") },
      { id: "done", name: both("Klar", "Done") },
    ],
    triggers: [{ signal: "purchase.made" }],
    reactions: [{ signal: "message.replied", goTo: "thank" }],
    steps: [
      { id: "ask", do: "send", channel: "sms", template: "ask", class: "service", stage: "asked" },
      { id: "listen", do: "wait", for: "P5D", on: [{ signal: "purchase.made", goTo: "thank" }] },
      {
        id: "choose",
        do: "branch",
        choose: [{ when: { field: "customer.email", is: "is-set" }, goTo: "phone" }],
        otherwise: "thank",
      },
      { id: "phone", do: "call", template: "phone", class: "service" },
      { id: "thank", do: "task", template: "thank", stage: "done" },
      { id: "note", do: "update", object: "customer", values: { thanked: true } },
      { id: "end", do: "exit", reason: "done" },
    ],
    ...change,
  });
}

/** A program of very many steps in a row with decisions that lead far away, and one with very many ways. */
export function largeProgram(steps: number): Program {
  const id = (index: number) => `step-${Math.min(index, steps - 1)}`;
  const far = (index: number) => id((index * 7) % steps);
  return sampleProgram({
    reactions: [],
    stages: [],
    steps: Array.from({ length: steps }, (_, index) => {
      if (index === steps - 1) return { id: id(index), do: "exit", reason: "done" };
      if (index % 5 !== 3) return { id: id(index), do: "wait", for: "P1D" };
      const ways = index === 8 ? 24 : 2;
      return {
        id: id(index),
        do: "branch",
        choose: Array.from({ length: ways }, (_, way) => ({
          when: { field: "customer.email", is: "is-set" },
          goTo: far(index + way),
        })),
      };
    }),
  });
}
