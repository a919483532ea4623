/** What figures of the screens about programs mean, in Swedish (see definitions.ts). */
export const PROGRAM_DEFINITIONS: Readonly<Record<string, string>> = {
  "ProgramSummary.running":
    "Påbörjade genomgångar av programmet som inte har avslutats. En kund kan ha flera, en för varje avtal.",
  "ProgramOutcome.entered": "Kunder eller avtal som kom in under dagarna.",
  "ProgramOutcome.sent": "Meddelanden, samtal och uppgifter som utfördes under dagarna.",
  "ProgramOutcome.skipped": "Utelämnat under dagarna, vart och ett av ett angivet skäl.",
  "ProgramOutcome.failed": "Gick inte att leverera under dagarna.",
  "ProgramOutcome.goals": "Hur många gånger programmets mål nåddes under dagarna.",
  "ProgramOutcome.left": "Kunder eller avtal som gick ut igen under dagarna.",
  "ProgramAudience.today": "Hur många som kommer in i dag om programmet är aktivt.",
  "ProgramAudience.eligible": "Alla som uppfyller villkoret för att komma in, oavsett datum.",
  "ProgramAudience.base":
    "Alla som det kan gälla: kunder, eller avtal av det slag programmet är för.",
  "DryRun.totals.cost":
    "Vad sms, e-post och samtal under torrkörningen skulle ha kostat, med de priser som står i antagandena.",
  "DryRun.totals.entered": "Kunder eller avtal som kom in i programmet under torrkörningen.",
  "DryRun.totals.email": "E-postbrev som skulle ha skickats.",
  "DryRun.totals.sms": "Sms som skulle ha skickats. Ett långt sms betalas som flera delar.",
  "DryRun.totals.calls": "Samtal som säljarna skulle ha ombetts att ringa.",
  "DryRun.agents.plan.leftOut": "Samtal som ingen hinner ringa före deras sista dag.",
  "DryRun.agents.plan.planned": "Samtal som får sin tur före sin sista dag.",
  "DryRun.totals.tasks": "Uppgifter som personal skulle ha fått.",
  "DryRun.totals.skipped": "Det som inte skickades alls, vart och ett av ett angivet skäl.",
  "DryRun.totals.held":
    "Hur många gånger något hölls tillbaka till senare, till exempel under tysta tider.",
  "DryRun.totals.left": "Kunder eller avtal som gick ut ur programmet igen.",
  "DryRun.goals": "Hur många gånger programmets mål nåddes, om kunderna gör som antagits.",
  "DryRun.running": "Hur många som pågick när den sista dagen var slut.",
  "DryRun.turnedAway": "De vilkas datum kom men som inte uppfyllde villkoret för att komma in.",
};
