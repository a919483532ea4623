import { RulePack } from "@perennial/lifecycle";

const PROGRAM = `
id: letters
name: { sv: Brev, en: Letters }
updated: 2026-01-01
objective: { sv: Mål, en: Goal }
target: { sv: Alla, en: All }
targetGroup: { sv: Alla, en: All }
responsible: { sv: Chefen, en: The boss }
doneBy: { sv: Perennial, en: Perennial }
subject: agreement
triggers: [{ signal: agreement.ordered }]
reentry: always
offers:
  - id: green
    name: { sv: Grön el, en: Green power }
    product: green
    pitch: { sv: Bara vind., en: Only wind. }
steps:
  - { id: hello, do: send, channel: sms, template: hello, class: service }
  - { id: call, do: call, template: talk, class: service }
`;

/** The files of a small program about agreements. */
export const PROGRAM_FILES = {
  "program.yaml": PROGRAM,
  "templates/hello.sms.sv.txt":
    "Hej {{ customer.firstName }}! Svara STOPP om du inte vill veta mer.",
  "templates/hello.sms.en.txt": "Hello {{ customer.firstName }}! Reply STOP to opt out.",
  "templates/news.email.sv.txt": "Subject: Nytt, {{ customer.firstName }}\n\nHej!\n",
  "templates/news.email.en.txt": "Subject: News, {{ customer.firstName }}\n\nHello!\n",
  "templates/talk.call.sv.txt": "Hej {{ customer.firstName }}, det är {{ tenant.name }}.",
  "templates/talk.call.en.txt": "Hello {{ customer.firstName }}, this is {{ tenant.name }}.",
  "templates/look.task.sv.txt": "Subject: Ring {{ customer.name }}\n\nDet brådskar.\n",
  "templates/look.task.en.txt": "Subject: Call {{ customer.name }}\n\nIt is urgent.\n",
};

/** The rules it goes by. */
export const RULES = RulePack.parse({
  id: "test",
  country: "SE",
  title: { sv: "Prov", en: "Test" },
  marketingBasis: {
    email: ["consent", "existing-customer"],
    sms: ["consent", "existing-customer"],
    phone: ["consent", "existing-customer", "legitimate-interest"],
    post: ["legitimate-interest"],
  },
});
