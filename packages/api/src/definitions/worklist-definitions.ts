/** What figures of the worklist mean, in Swedish (see definitions.ts). */
export const WORKLIST_DEFINITIONS: Readonly<Record<string, string>> = {
  "CriterionGap.fields.filled":
    "Andelen av de granskade posterna som har något i fältet, 0 till 1.",
  "JudgedVisit.score": "0 för ett företag som inte uppfyller något kriterium.",
  "PlanAudit.found": "Företag på besökslistan.",
  "PlanAudit.planned": "Företag som är planerade under tiden; ett som besöks två gånger är ett.",
  "PlanAudit.withoutReason": "Planerade företag som inte uppfyller något kriterium alls.",
  "PlanAudit.wrongChoiceRate":
    "Bortkastade besök av de planerade, 0 till 1; saknas där inget var planerat (B-04).",
  "PlannedVisits.unknown":
    "Besök som är utelämnade för att kunden inte har lästs in från CRM-systemet.",
  "VisitEffect.within": "Hur många dagar efter ett besök som räknas som en följd av det.",
  "VisitPeriod.enquiries": "Besök efter vilka kunden hörde av sig.",
  "VisitPeriod.orders": "Besök efter vilka kunden tecknade ett avtal eller köpte.",
  "VisitPeriod.visits": "Besök under tiden som CRM-systemet känner till.",
  "VisitPeriod.zeroVisits": "Besök som inte ledde till någotdera (B-07).",
  "WorklistLine.reasons.points": "Hur mycket kriteriet väger.",
  "WorklistLine.score": "Poängen för alla kriterier som är uppfyllda (B-02).",
};
