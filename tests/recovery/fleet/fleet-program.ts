/** The program of the fleet's company: a text for some, a call for all, and a task once the call is over. */
export const FLEET_PROGRAM = "fleet";

const PROGRAM = `
id: ${FLEET_PROGRAM}
name: { sv: Många processer, en: Many processes }
updated: 2026-01-01
objective: { sv: Alla blir uppringda, en: Everybody is called }
target: { sv: Alla en gång, en: Everybody once }
targetGroup: { sv: Alla med avtal, en: All with an agreement }
responsible: { sv: Försäljningschefen, en: The sales manager }
doneBy: { sv: Perennial, en: Perennial }
subject: agreement
triggers:
  - { date: agreement.end, before: P60D, late: P60D }
steps:
  - id: choose
    do: branch
    choose:
      - when: { field: customer.segment, is: equals, value: text }
        goTo: text
    otherwise: call
  - { id: text, do: send, channel: sms, class: service, template: text }
  - { id: call, do: call, class: service, template: call }
  - id: await-call
    do: wait
    for: P30D
    on: [{ signal: call.finished, goTo: task }]
  - { id: task, do: task, template: task }
  - { id: over, do: exit, reason: called }
`;

/** One that only has a task made, which may be done at any hour. */
const TASK_ALONE = `${PROGRAM.slice(0, PROGRAM.indexOf("  - id: choose"))}${PROGRAM.slice(PROGRAM.indexOf("  - { id: task"))}`;

/** What a fleet's company does for its customers: all of the program, or the task alone. */
export type FleetWork = "all" | "task";

/** The files of the program's folder. */
export function fleetFiles(work: FleetWork): Readonly<Record<string, string>> {
  return { ...TEMPLATES, "program.yaml": work === "all" ? PROGRAM : TASK_ALONE };
}

const TEMPLATES = {
  "templates/text.sms.sv.txt": "Hej {{ customer.firstName }}! Vi ringer dig om ditt elavtal.\n",
  "templates/text.sms.en.txt":
    "Hello {{ customer.firstName }}! We will call you about your agreement.\n",
  "templates/call.call.sv.txt": "Fråga hur kunden vill ha det med avtalet {{ agreement.id }}.\n",
  "templates/call.call.en.txt": "Ask what the customer wants to do about {{ agreement.id }}.\n",
  "templates/task.task.sv.txt":
    "Subject: Samtalet är över\n\nGå igenom avtalet {{ agreement.id }}.\n",
  "templates/task.task.en.txt": "Subject: The call is over\n\nGo through {{ agreement.id }}.\n",
};
