import { Button, Heading, StepIndicator, Text, Tile } from "@hubspot/ui-extensions";
import { type Answer, type Surroundings, useLoad } from "perennial-hubspot-shared";
import { CONNECTION } from "../connection-name.ts";
import { CHECKLIST_WORDS } from "./checklist-words.ts";

interface ChecklistProps {
  readonly surroundings: Surroundings;
  /** Which tab is open: what was done there may have finished a step. */
  readonly tab: string;
  readonly openTab: (tab: string) => void;
}

/** What is left to do before a first message can be sent; nothing once all is done. */
export function Checklist({ surroundings, tab, openTab }: ChecklistProps) {
  const { ask, language } = surroundings;
  const words = CHECKLIST_WORDS[language];
  const { state } = useLoad(async () => {
    const [health, form, settings, programs] = await Promise.all([
      ask("getConnection", { params: CONNECTION, query: { locale: language } }),
      ask("getConnectionForm", { params: CONNECTION }),
      ask("getTenantSettings"),
      ask("listPrograms"),
    ]);
    return { health, form, settings, programs };
  }, tab);
  // What cannot be loaded is told in the tab that it belongs to.
  if (state.status !== "ready") return null;
  const current = stepsOf(state.value).findIndex(({ isDone }) => !isDone);
  const step = stepsOf(state.value)[current];
  if (!step) return null;
  const { title, help } = words.steps[step.name];
  return (
    <Tile>
      <Heading>{words.title}</Heading>
      <StepIndicator
        stepNames={stepsOf(state.value).map(({ name }) => words.steps[name].title)}
        currentStep={current}
      />
      <Text format={{ fontWeight: "bold" }}>{title}</Text>
      <Text>{help}</Text>
      {step.tab !== tab && <Button onClick={() => openTab(step.tab)}>{words.go}</Button>}
    </Tile>
  );
}

interface Progress {
  readonly health: Answer<"getConnection">;
  readonly form: Answer<"getConnectionForm">;
  readonly settings: Answer<"getTenantSettings">;
  readonly programs: Answer<"listPrograms">;
}

function stepsOf({ health, form, settings, programs }: Progress) {
  const { agreements } = form.values;
  const isFilled = (value: string | null) => value !== null && value !== "";
  const sender = settings.senders.find(({ values }) => Object.values(values).some(isFilled));
  return [
    { name: "connect", tab: "health", isDone: health.connection.state === "active" },
    { name: "load", tab: "health", isDone: health.load.state === "done" },
    { name: "map", tab: "mapping", isDone: Array.isArray(agreements) && agreements.length > 0 },
    { name: "sender", tab: "messages", isDone: sender !== undefined },
    {
      name: "activate",
      tab: "programs",
      isDone: programs.items.some(({ state }) => state === "active"),
    },
  ] as const;
}
