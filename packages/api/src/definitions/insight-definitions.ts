/** What figures of the insight, loyalty and matrix screens mean, in Swedish (see definitions.ts). */
export const INSIGHT_DEFINITIONS: Readonly<Record<string, string>> = {
  "ServiceReport.calls.calls": "Samtal som är slut och började under perioden.",
  "ServiceReport.calls.unregisteredShare":
    "Besvarade samtal som ingen har antecknat, delat med alla besvarade samtal.",
  "ServiceReport.calls.transfersPerCall":
    "Hur många gånger kunderna kopplades vidare, delat med besvarade samtal.",
  "ServiceReport.calls.withoutNote":
    "Kopplingar utan anteckning till nästa handläggare: kunden fick börja om.",
  "ServiceReport.calls.waited":
    "Så länge den som ringde väntade i genomsnitt, tills någon svarade eller den som ringde la på.",
  "ServiceReport.calls.talked": "Så länge besvarade samtal varade i genomsnitt.",
  "ServiceReport.calls.sold": "Det som såldes i samtalen.",
  "ServiceReport.initiative.proactive":
    "Kontakter som företaget började: våra meddelanden, samtal, möten och besök.",
  "ServiceReport.initiative.reactive":
    "Kontakter som kunderna började: deras samtal, meddelanden, ärenden och besök.",
  "ServiceReport.initiative.share": "Företagets andel av kontakterna.",
  "PurchaseValue.start": "Kunder vid periodens start: köpte något året före.",
  "PurchaseValue.gained": "Nya och återvunna: köpte under året men inte året före.",
  "PurchaseValue.lost": "Förlorade: köpte året före men inte under det här.",
  "PurchaseValue.end": "Kunder vid periodens slut: köpte under året.",
  "PurchaseValue.churn": "Förlorade delat med kunderna vid start.",
  "PurchaseValue.purchasesPerYear": "Köp per kund och år. Köp samma dag räknas som ett.",
  "PurchaseValue.averagePurchase": "Vad ett köp är på i genomsnitt, minus returer.",
  "PurchaseValue.durationYears": "Kunder vid start delat med förlorade per år, i år.",
  "PurchaseValue.yearlyRevenue": "Köp per år gånger genomsnittligt köp.",
  "PurchaseValue.lifetimeValue": "Årsintäkt per kund gånger varaktighet.",
  "PurchaseValue.portfolioValue": "Livstidsvärde gånger antalet kunder vid slut.",
  "PurchaseValue.change.portfolioValue": "Kundbasens värde med de ändrade siffrorna.",
  "PurchaseValue.acquisition.discountedValue":
    "Marginalen under kundens tid, räknad till dagens värde.",
  "PurchaseValue.acquisition.netPresentValue":
    "Dagens värde minus kostnaden att skaffa kunden. Minst noll lönar sig.",
  "AgreementValue.customers": "Kunder som har ett avtal som löper.",
  "AgreementValue.yearlyValue": "Vad avtalen som löper ger på ett år.",
  "AgreementValue.totalValue":
    "Vad alla förnyelser som väntas är värda i dag: avtalens årsvärde gånger väntade förnyelser, diskonterat.",
  "AgreementValue.perCustomer": "Samma värde delat med antalet kunder med avtal.",
  "AgreementValue.churn": "Andelen nya kunder som lämnar under sitt första år.",
  "Forecast.forecast.purchases": "Köp att vänta av alla kunder under veckorna framåt.",
  "Forecast.forecast.active":
    "Kunder att räkna som aktiva: summan av sannolikheterna att var och en fortfarande är kund.",
  "Forecast.forecast.value":
    "Väntade köp gånger väntat genomsnittligt köp, räknat till dagens värde.",
  "Cohorts.cohorts.customers": "Kunder vars första köp gjordes under perioden.",
  "Twins.best": "Kunderna som räknas som de bästa.",
  "Twins.others": "De övriga kunderna i basen, som de bästa jämförs med.",
  "Twins.tested": "Så många värden har prövats, av alla egenskaper som får användas.",
  "Twins.all": "De som inte hör till de bästa och har mer än noll poäng.",
  "Twins.considered": "De av dem som är mest lika, och som prövats för filen.",
  "Twins.usable": "De av de prövade som får vara med i filen.",
  "Pareto.topShare": "Så stor del av värdet står den bästa femtedelen av kunderna för.",
  "Pareto.customersForFourFifths":
    "Den minsta andel av kunderna som tillsammans står för fyra femtedelar av värdet.",
  "Pareto.customers": "Kunder i basen som jämförs.",
  "Pareto.totalValue": "Vad de är värda tillsammans.",
  "Rfm.cells.recency": "Hur nyligen de köpte, 1 till 5 där 5 är bäst.",
  "Rfm.cells.frequency": "Hur ofta de köpte, 1 till 5 där 5 är bäst.",
  "PlanPreview.rise": "Medlemmar som skulle få en högre nivå vid nästa omprövning.",
  "PlanPreview.fall":
    "Medlemmar som skulle få en lägre nivå vid nästa omprövning, hur länge den nuvarande än är säker.",
  "PlanPreview.join": "Kunder utan nivå som skulle få en.",
  "PlanPreview.leave": "Medlemmar som inte längre skulle ha någon nivå.",
  "OfferRedemption.issued": "Koder som har delats ut.",
  "OfferRedemption.used": "Av dem, de som har använts minst en gång.",
  "OfferRedemption.share": "Använda delat med utdelade.",
  "OfferRedemption.expired": "Koder vars sista dag har passerat utan att någon använde dem.",
};
