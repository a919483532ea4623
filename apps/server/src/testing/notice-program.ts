import type { ProgramFiles } from "@perennial/lifecycle";

const HEADER = ["name", "objective", "target", "targetGroup", "responsible", "doneBy"];

/** A program that reminds of an agreement's end by text message, with the notice the law asks for or without. */
export function noticeProgram(id: string, notice: "with notice" | "by SMS alone"): ProgramFiles {
  const lawful = notice === "with notice";
  const yaml = `id: ${id}
${HEADER.map((key) => `${key}: { sv: Prov, en: Test }`).join("\n")}
updated: 2026-11-22
subject: agreement
rulePack: se-electricity
triggers:
  - { date: agreement.end, before: P85D }
steps:
${lawful ? "  - { id: notice, do: send, channel: email, class: statutory, template: notice, otherwise: letter }\n" : ""}  - { id: hello, do: send, channel: sms, class: service, template: hello, next: done }
  - { id: letter, do: task, template: letter }
  - { id: done, do: exit, reason: completed }
`;
  return {
    "program.yaml": lawful ? yaml : yaml.replace(/ {2}- \{ id: letter.*\n/, ""),
    "templates/hello.sms.sv.txt": "Hej! Ditt avtal slutar snart.",
    "templates/hello.sms.en.txt": "Hello! Your agreement ends soon.",
    ...(lawful && {
      "templates/notice.email.sv.txt":
        "Subject: Ditt avtal\n\nDet slutar {{ agreement.end | date }}.\n",
      "templates/notice.email.en.txt":
        "Subject: Your agreement\n\nIt ends {{ agreement.end | date }}.\n",
      "templates/letter.task.sv.txt": "Subject: Skicka brev\n\nTill {{ customer.name }}.\n",
      "templates/letter.task.en.txt": "Subject: Send a letter\n\nTo {{ customer.name }}.\n",
    }),
  };
}
