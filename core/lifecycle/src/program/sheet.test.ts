import { expect, test } from "vitest";
import { EXAMPLE_FILES, EXAMPLE_PROGRAM } from "./check/example-program.ts";
import { diagramGraph, programDiagram } from "./diagram.ts";
import { parseProgram } from "./parse-program.ts";
import type { Program } from "./program.ts";
import { processSheet } from "./sheet.ts";
import { lengthWords } from "./sheet-words.ts";

function read(text: string): Program {
  const { program, problems } = parseProgram({ ...EXAMPLE_FILES, "program.yaml": text });
  if (!program) throw new RangeError(JSON.stringify(problems));
  return program;
}

const example = read(EXAMPLE_PROGRAM);

test("the sheet has the header that is signed", () => {
  const sheet = processSheet(example, "sv");
  expect(sheet.split("\n").slice(0, 11)).toEqual([
    "# Process example: Exempel",
    "",
    "| | |",
    "|---|---|",
    "| **Uppdaterad** | 2026-11-22 |",
    "| **Syfte** | Kunden förlänger |",
    "| **Mål** | Hälften förlänger |",
    "| **Målgrupp** | Kunder med avtal |",
    "| **Ansvarig** | Säljchefen |",
    "| **Utförs av** | Systemet |",
    "| **Kontrollgrupp** | 10 % |",
  ]);
});

test("the sheet tells the steps in order, with decisions and settings in words", () => {
  const sheet = processSheet(example, "sv");
  const steps = sheet.slice(sheet.indexOf("## Steg"), sheet.indexOf("## Oavsett steg"));
  expect(steps.trim().split("\n").slice(2)).toEqual([
    "1. `choose` [”Löper ut”] Välj erbjudande",
    "   - Om kunden är guldkund: Två år",
    "   - Annars: Två år",
    "2. `ask` [”Tillfrågad”] Skicka: sms ”ask” (marknadsföring)",
    "   - Högst 2 gånger, därefter till steg 5 (`ring`)",
    "3. `listen` Vänta 5 dagar",
    "   - När kunden svarar och svaret är nej: till steg 7 (`part`)",
    "4. `again` Beslut",
    "   - Om kundens uppgift ”club” är ja: till steg 2 (`ask`)",
    "5. `ring` Lägg på ringlistan: samtal ”ring” (marknadsföring)",
    "   - Om det inte kan skickas: till steg 7 (`part`)",
    "6. `later` Vänta till 10 dagar före avtalets slutdag, klockan 08:00",
    "7. `part` Dela slumpvis",
    "   - 50 % ”a”: till steg 8 (`note`)",
    "   - 50 % ”b”: till steg 9 (`tell`)",
    "8. `note` Skriv i CRM (kunden)",
    "   - `renewedUntil` = avtalets slutdag",
    "9. `tell` Meddela ett annat system: `example.done`",
    "   - `until` = avtalets slutdag",
    "10. `hand-over` Se process `winback`",
    "11. `thanks` Skicka: e-post ”thanks” (servicemeddelande)",
    "12. `check` Uppgift: ”check”, klar inom 2 dagar",
    "13. `done` Avsluta: `done`",
  ]);
});

test("the sheet says what starts and ends the program, and what each dialog is triggered by", () => {
  const sheet = processSheet(example, "en");
  expect(sheet).toContain(
    "## Starts\n\n- 80 days before the agreement's end date\n- When someone starts the program: to step 1 (`choose`)",
  );
  expect(sheet).toContain(
    "- When the customer orders: to step 11 (`thanks`) (in the stage “Due”, “Asked”)",
  );
  expect(sheet).toContain(
    "- The goal is met: the agreement is signed\n- When the agreement is cancelled: `cancelled`",
  );
  expect(sheet).toContain("### Dialog 3: step 11 (`thanks`)");
  expect(sheet).toContain(
    "| **Trigger** | after step 10 (`hand-over`); when the customer orders |",
  );
  expect(sheet).toContain("| **Communication** | e-mail “thanks” (service message) |");
  expect(sheet).toContain("## See process\n\n- `winback`");
});

test("the settings in force are the ones on the sheet", () => {
  expect(processSheet(example, "en", { patience: "P1DT12H", attempts: 1 })).toContain(
    "   - Once at most, after that to step 5 (`ring`)\n3. `listen` Wait for 1 day and 12 hours",
  );
});

test("words of the program cannot break the sheet's tables", () => {
  const text = EXAMPLE_PROGRAM.replace("sv: Säljchefen", 'sv: "Sälj | <b>chefen</b>"');
  expect(processSheet(read(text), "sv")).toContain(
    "| **Ansvarig** | Sälj \\| \\<b\\>chefen\\</b\\> |",
  );
});

test("a duration is written as it is said", () => {
  expect(["P1D", "P2W", "P1Y6M", "PT1H30M", "P0D"].map((each) => lengthWords(each, "sv"))).toEqual([
    "1 dag",
    "2 veckor",
    "1 år och 6 månader",
    "1 timme och 30 minuter",
    "0 dagar",
  ]);
});

test("the diagram has a node for every step and an arrow for every way", () => {
  const diagram = programDiagram(example, "en");
  const lines = diagram
    .trim()
    .split("\n")
    .map((line) => line.trim());
  expect(lines[0]).toBe("flowchart TD");
  expect(lines).toContain('t1(["80 days before the agreement\'s end date"])');
  expect(lines).toContain("t1 --> s1");
  expect(lines).toContain('s4{"again: Decision"}');
  expect(lines).toContain('s4 -->|"Otherwise"| s5');
  expect(lines).toContain('s2 -->|"after 2 times"| s5');
  expect(lines).toContain('s7 -->|"50 % a"| s8');
  expect(lines).toContain('r1>"the customer orders"]');
  expect(lines).toContain("r1 -.-> s11");
  expect(lines).toContain('s13(("done: End: done"))');
  const nodes = new Set(lines.map((line) => /^\w+/.exec(line)?.[0]));
  for (const [, target] of diagram.matchAll(/(?:-->|-\.->)(?:\|[^|]*\|)? (\w+)/g)) {
    expect(nodes.has(target), target).toBe(true);
  }
});

test("a diagram's labels cannot break out of their quotation marks", () => {
  const text = EXAMPLE_PROGRAM.replace("name: a,", `name: 'a"]; click s1 "javascript:x',`);
  const diagram = programDiagram(read(text), "en");
  expect(diagram).toContain("#34;]#59; click s1 #34;javascript:x");
});

test("the diagram says who does each thing, and where a case enters a stage", () => {
  const { nodes, edges } = diagramGraph(example, "sv");
  const box = (step: string) => nodes.find((node) => node.step === step);
  expect(box("ask")).toMatchObject({ kind: "send", by: "perennial", stage: "Tillfrågad" });
  expect(box("ring")).toMatchObject({ number: 5, kind: "call", by: "person" });
  expect(nodes.find(({ id }) => id === "r1")).toMatchObject({ kind: "reaction", by: "customer" });
  expect(edges).toContainEqual({
    from: "s3",
    to: "s7",
    words: "kunden svarar och svaret är nej",
  });
});
