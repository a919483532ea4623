import type { Instant, Locale } from "@perennial/contract";
import type { DueNotice, Tenant } from "@perennial/store";

/** A message to people at a company. */
export interface NoticeWords {
  readonly subject: string;
  readonly text: string;
}

/** What a message is about. */
export interface NoticeFacts {
  readonly tenant: Pick<Tenant, "name" | "timeZone">;
  readonly locale: Locale;
  /** Of one kind, and all beginning or all over; what was put aside may be several. */
  readonly notices: readonly DueNotice[];
  /** What the connection is called, where it is about one. */
  readonly connection: string;
}

/** What is said of each happening: when it begins, and when it is over. */
export function noticeWords(facts: NoticeFacts): NoticeWords {
  const [notice] = facts.notices;
  const words = facts.locale === "sv" ? swedish(facts, notice) : english(facts, notice);
  return { subject: `Perennial: ${words.subject}`, text: `${words.paragraphs.join("\n\n")}\n` };
}

interface Words {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

function swedish(facts: NoticeFacts, notice: DueNotice | undefined): Words {
  const { tenant, connection } = facts;
  const name = `”${connection}”`;
  const isOver = notice?.overAt != null;
  if (notice?.kind === "loaded") {
    return {
      subject: `första inläsningen från ${connection} är klar`,
      paragraphs: [
        `Allt från anslutningen ${name} är inläst hos ${tenant.name}. Inget har skickats till någon på grund av det.`,
        "Kontrollera i inställningarna att kunder och avtal ser rätt ut, och starta sedan programmen.",
      ],
    };
  }
  if (notice?.kind === "evaluated") return evaluatedSv(facts, notice);
  if (notice?.kind === "aside") return asideSv(facts, isOver);
  if (isOver) {
    return {
      subject: `${connection} fungerar igen`,
      paragraphs: [
        `Anslutningen ${name} hos ${tenant.name} fungerar igen sedan ${moment(notice.overAt, facts)}.`,
        "Det som har väntat skickas nu, så långt det fortfarande är aktuellt och tillåtet.",
      ],
    };
  }
  return {
    subject: `${connection} står still`,
    paragraphs: [
      `Anslutningen ${name} hos ${tenant.name} står still sedan ${moment(notice?.beganAt, facts)}.`,
      `Orsak: ${notice?.words ?? "okänd."}`,
      "Så länge skickas och läses inget genom den; det som ska ut väntar. Öppna anslutningens inställningar och åtgärda orsaken. Ni får ett nytt mejl när den fungerar igen.",
    ],
  };
}

function english(facts: NoticeFacts, notice: DueNotice | undefined): Words {
  const { tenant, connection } = facts;
  const name = `“${connection}”`;
  const isOver = notice?.overAt != null;
  if (notice?.kind === "loaded") {
    return {
      subject: `the first load from ${connection} is done`,
      paragraphs: [
        `Everything from the connection ${name} has been read at ${tenant.name}. Nothing was sent to anyone because of it.`,
        "Check in the settings that customers and agreements look right, and then start the programs.",
      ],
    };
  }
  if (notice?.kind === "evaluated") return evaluatedEn(facts, notice);
  if (notice?.kind === "aside") return asideEn(facts, isOver);
  if (isOver) {
    return {
      subject: `${connection} works again`,
      paragraphs: [
        `The connection ${name} at ${tenant.name} works again since ${moment(notice.overAt, facts)}.`,
        "What has been waiting is sent now, as far as it is still of use and allowed.",
      ],
    };
  }
  return {
    subject: `${connection} stands still`,
    paragraphs: [
      `The connection ${name} at ${tenant.name} stands still since ${moment(notice?.beganAt, facts)}.`,
      `Reason: ${notice?.words ?? "not known."}`,
      "Meanwhile nothing is sent or read through it; what is to go out waits. Open the connection's settings and mend the reason. You get another e-mail when it works again.",
    ],
  };
}

function evaluatedSv({ tenant }: NoticeFacts, { words }: DueNotice): Words {
  const [name = "", ...lines] = (words ?? "").split("\n");
  return {
    subject: `utvärdering av ${name}`,
    paragraphs: [
      `Så här ligger processen ”${name}” hos ${tenant.name} till mot sina egna mål:`,
      lines.join("\n"),
      "Gå igenom resultatet med den som är ansvarig, och ändra processen eller målen där det behövs.",
    ],
  };
}

function evaluatedEn({ tenant }: NoticeFacts, { words }: DueNotice): Words {
  const [name = "", ...lines] = (words ?? "").split("\n");
  return {
    subject: `evaluation of ${name}`,
    paragraphs: [
      `This is how the process “${name}” at ${tenant.name} stands against its own targets:`,
      lines.join("\n"),
      "Go through the result with whoever is responsible, and change the process or its targets where needed.",
    ],
  };
}

function asideSv({ tenant, notices }: NoticeFacts, isOver: boolean): Words {
  const list = notices.map(({ about }) => `- ${about}`).join("\n");
  if (isOver) {
    return {
      subject: "det som var ställt åt sidan går vidare",
      paragraphs: [`Detta är inte längre ställt åt sidan hos ${tenant.name}:`, list],
    };
  }
  return {
    subject: "något är ställt åt sidan",
    paragraphs: [
      `Programvaran avbröts tre gånger i följd medan den arbetade med detta hos ${tenant.name}. Det är ställt åt sidan, och allt annat går vidare:`,
      list,
      "Det ligger kvar tills någon ger klartecken. Den som driver servern ser orsaken i loggen och ger klartecken när den är åtgärdad.",
    ],
  };
}

function asideEn({ tenant, notices }: NoticeFacts, isOver: boolean): Words {
  const list = notices.map(({ about }) => `- ${about}`).join("\n");
  if (isOver) {
    return {
      subject: "what was put aside goes on",
      paragraphs: [`This is no longer put aside at ${tenant.name}:`, list],
    };
  }
  return {
    subject: "something is put aside",
    paragraphs: [
      `The software went down three times in a row while working on this at ${tenant.name}. It is put aside, and everything else goes on:`,
      list,
      "It stays there until somebody releases it. Whoever runs the server sees the cause in the log, and releases it once that is mended.",
    ],
  };
}

function moment(at: Instant | null | undefined, { tenant, locale }: NoticeFacts): string {
  if (at == null) return "";
  return new Intl.DateTimeFormat(locale === "sv" ? "sv-SE" : "en-GB", {
    ...{ dateStyle: "long", timeStyle: "short", timeZone: tenant.timeZone },
  }).format(Date.parse(at));
}
