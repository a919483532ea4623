/** A program whose enrolments wait, decide, ask for a mail and wait again: the least that a step of any is made of. */
export const BENCH_PROGRAM = "bench";

const PROGRAM = `
id: bench
name: { sv: Mätning, en: Benchmark }
updated: 2026-01-01
objective: { sv: Mäta, en: Measure }
target: { sv: Fort, en: Fast }
targetGroup: { sv: Alla, en: All }
responsible: { sv: Vi, en: We }
doneBy: { sv: Vi, en: We }
subject: agreement
triggers: [{ signal: agreement.ordered }]
steps:
  - { id: start, do: wait, for: P1D }
  - id: choose
    do: branch
    choose:
      - when: { field: agreement.end, is: before, value: today+P90D }
        goTo: mail
  - { id: mail, do: send, channel: email, class: service, template: mail, proceed: at-once }
  - { id: rest, do: wait, for: P30D, next: choose }
`;

/** The files of its folder. */
export const BENCH_FILES = {
  "program.yaml": PROGRAM,
  "templates/mail.email.sv.txt": "Subject: Ditt elavtal\n\nHej {{ customer.firstName }}!\n",
  "templates/mail.email.en.txt": "Subject: Your agreement\n\nHello {{ customer.firstName }}!\n",
};
