import type { LocalizedText } from "@perennial/contract";

/** What a trial says of what is no decision, and of itself. */
export const TRIAL_WORDS = {
  noEntry: {
    sv: "Programmet har inget villkor för att komma in.",
    en: "The program has no condition for entering.",
  },
  task: { sv: "En uppgift läggs hos personalen.", en: "A task is given to staff." },
  alarm: {
    sv: "Personalen får veta att ett lagstadgat meddelande inte kunde skickas.",
    en: "Staff are told that a message required by law could not be sent.",
  },
  updated: {
    sv: "Uppgifter om kunden ändras i CRM.",
    en: "The customer's record is changed in the CRM.",
  },
  webhook: {
    sv: "En händelse skickas till de system som lyssnar.",
    en: "An event is sent to the systems that listen.",
  },
  called: { sv: "Samtalet antas ha ringts.", en: "The call is taken to have been made." },
  replied: { sv: "Kunden antas ha svarat.", en: "The customer is taken to have answered." },
  ordered: { sv: "Kunden antas ha beställt.", en: "The customer is taken to have ordered." },
  accepted: {
    sv: "Kunden antas ha godkänt skriftligt.",
    en: "The customer is taken to have accepted in writing.",
  },
  signed: { sv: "Kunden antas ha skrivit under.", en: "The customer is taken to have signed." },
  "call-expired": {
    sv: "Samtalet hann inte ringas i tid.",
    en: "The call was not made in time.",
  },
  "call-withdrawn": {
    sv: "Samtalet tas bort från ringlistan.",
    en: "The call is taken off the call list.",
  },
  "turned-away": {
    sv: "Dagen för att komma in kom, men villkoret var inte uppfyllt.",
    en: "The day to enter came, but the condition was not met.",
  },
  nothingSent: {
    sv: "Ingenting skickades och ingenting sparades.",
    en: "Nothing was sent and nothing was kept.",
  },
  isInside: {
    sv: "Kunden är redan i programmet på riktigt. Det som visas är en provkörning från början.",
    en: "The customer is in the program for real already. What you see is a trial from the start.",
  },
  asIf: {
    sv: "Kunden släpptes in den första dagen för provets skull. På riktigt kommer kunden in först när något öppnar programmet.",
    en: "The customer was let in on the first day for the sake of the trial. For real the customer enters once something opens the program.",
  },
  standing: {
    sv: "Nivå, fas, värdeklass och kundflöde antas vara som i dag hela tiden. Det som redan skickats till kunden räknas inte mot kontakttaken.",
    en: "Tier, phase, value class and customer flow are taken to stay as they are today. What has been sent to the customer before does not count against the caps.",
  },
  earlier: {
    sv: "De som redan är i programmet spelas inte vidare.",
    en: "Those who are in the program already are not played on.",
  },
  others: {
    sv: "Bara det här programmet provkörs. Andra program kan ta av samma kontakttak.",
    en: "Only this program is tried. Other programs may use up the same caps.",
  },
  invitations: {
    sv: "Provkörningen känner inte till inbjudningar, så ingen kommer in i det här programmet.",
    en: "The dry run knows no invitations, so nobody enters this program.",
  },
  events: {
    sv: "Det här programmet startas av händelser. Provkörningen hittar inte på några: bara sådant som följer av avtal, köp och svar räknas.",
    en: "This program is started by events. The dry run makes none up: only what follows from agreements, purchases and answers counts.",
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;
