/** What figures of the home screen mean, in Swedish (see definitions.ts). */
export const OVERVIEW_DEFINITIONS: Readonly<Record<string, string>> = {
  "Overview.due": "Meddelanden, samtal och uppgifter vars tid är inne just nu.",
  "Overview.today": "Kunder i program som tar ett steg innan dagen är slut.",
  "Overview.running":
    "Påbörjade genomgångar av program som inte har avslutats. En kund kan vara i flera.",
  "Overview.lastDay.entered": "Kunder som började i ett program det senaste dygnet.",
  "Overview.lastDay.sent": "Mejl och SMS som gick ut till kunder det senaste dygnet.",
  "Overview.lastDay.answered": "Svar som kom in från kunder det senaste dygnet.",
  "Overview.lastDay.failed": "Gick inte att leverera trots upprepade försök, det senaste dygnet.",
  "Overview.lastDay.called": "Lagda på ringlistan det senaste dygnet.",
  "Overview.lastDay.renewed": "Nådde målet för sitt program det senaste dygnet.",
  "Overview.lastDay.notSent":
    "Utelämnat eller återtaget det senaste dygnet, vart och ett av ett angivet skäl.",
  "FlowStatement.start": "Kunder i basen före den första dagen: kända och inte förlorade.",
  "FlowStatement.new": "Kom in i basen för första gången under perioden.",
  "FlowStatement.wonBack": "Var förlorade och köpte igen under perioden.",
  "FlowStatement.lost": "Lämnade basen: inget köp inom planens tid, eller borta ur kundregistret.",
  "FlowStatement.end": "Kunder i basen efter den sista dagen: start + nya + återvunna − förlorade.",
  "FlowStatement.churn": "Förlorade per år som andel av kunderna vid start.",
  "FlowStatement.duration":
    "Hur många år en kund stannar i den takten: kunder vid start delat med förlorade per år.",
  "RenewalPart.agreements": "Våra avtal som löper ut inom de här dagarna.",
  "RenewalPart.renewed": "Av avtalen, de som redan följs av ett som är beställt eller löper.",
  "RenewalPart.inProgram": "Inte förnyade och ingen ska ringa: ett program arbetar med avtalet.",
  "RenewalPart.escalated": "Inte förnyade, och någon ska ringa kunden.",
  "RenewalPart.waiting": "Inget har gjorts: inte förnyade, inget samtal, inget program.",
  "RenewalPart.waitingValue": "Vad avtalen som inget har gjorts åt ger på ett år.",
};
