/** Words that a program's sheet needs and nobody reads here. */
const HEADER = `
updated: 2026-01-01
objective: { sv: Mäta, en: Measure }
target: { sv: Allt, en: Everything }
targetGroup: { sv: Alla, en: All }
responsible: { sv: Vi, en: We }
doneBy: { sv: Vi, en: We }
`;

/** What a program hands over, told apart by its first line. */
export const VISIT = "Besök";
export const THANKS = "Tacka";

function taskOf(title: string, name: string) {
  const text = `Subject: ${title}\n\n{{ customer.name }}\n`;
  return { [`templates/${name}.task.sv.txt`]: text, [`templates/${name}.task.en.txt`]: text };
}

/** A program whose enrolments wait and then ask for one task. */
export const VISIT_FILES = {
  "program.yaml": `id: visit
name: { sv: Besök, en: Visit }
${HEADER}
subject: customer
triggers: [{ signal: agreement.ordered }]
steps:
  - { id: start, do: wait, for: P1D }
  - { id: ask, do: task, template: visit }
`,
  ...taskOf(VISIT, "visit"),
};

/** A program that a purchase opens and that asks for one task at once. */
export const THANKS_FILES = {
  "program.yaml": `id: thanks
name: { sv: Tack, en: Thanks }
${HEADER}
subject: customer
triggers: [{ signal: purchase.made }]
reentry: always
steps:
  - { id: ask, do: task, template: thanks }
`,
  ...taskOf(THANKS, "thanks"),
};
