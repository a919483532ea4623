import { ActionIcon, Box, Group, Menu, NavLink, Text } from "@mantine/core";
import type { StepKind } from "@perennial/lifecycle";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useWords } from "../../../app/language/words.ts";
import { type EditorPart, useEditor } from "../editor-context.ts";
import { newStep, STEP_KINDS } from "../model/new-step.ts";
import { listAt, textAt } from "../model/paths.ts";
import { words } from "../words.ts";
import { KIND_ICONS } from "./kind-icons.ts";
import { PartMark } from "./part-mark.tsx";
import { SECTIONS } from "./sections.ts";

/** The program's parts as a list: what the diagram shows, for keyboard and reader, and the parts it does not. */
export function Outline({ part }: { readonly part: EditorPart }) {
  const { analysis, open } = useEditor();
  const t = useWords(words);
  const steps = listAt(analysis.value, ["steps"]);
  return (
    <Box component="nav" aria-label={t("parts")}>
      {SECTIONS.map(({ section, fields }) => (
        <NavLink
          key={section}
          component="button"
          py={5}
          label={t(`section.${section}`)}
          active={"section" in part && part.section === section}
          {...("section" in part &&
            part.section === section && { "aria-current": "true" as const })}
          rightSection={<PartMark paths={fields.map(({ key }) => [key])} />}
          onClick={() => open({ section })}
        />
      ))}
      <Group justify="space-between" mt="sm" mb={4} px="sm">
        <Text size="sm" fw={600}>
          {t("steps")}
        </Text>
        <AddStep at={steps.length} name={t("addStep")} />
      </Group>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step's name changes while it is being written
        <StepRow key={index} step={step} index={index} part={part} last={steps.length - 1} />
      ))}
    </Box>
  );
}

interface StepRowProps {
  readonly step: unknown;
  readonly index: number;
  readonly last: number;
  readonly part: EditorPart;
}

function StepRow({ step, index, last, part }: StepRowProps) {
  const { open } = useEditor();
  const t = useWords(words);
  const name = textAt(step, ["id"]) || "…";
  const kind = STEP_KINDS.find((each) => each === textAt(step, ["do"]));
  const Icon = KIND_ICONS[kind ?? "wait"];
  const isHere = "step" in part && part.step === index;
  return (
    <Box>
      <NavLink
        component="button"
        py={4}
        label={`${index + 1}. ${name}`}
        description={kind === undefined ? textAt(step, ["do"]) : t(`short.${kind}`)}
        leftSection={<Icon size={16} stroke={1.6} aria-hidden />}
        rightSection={<PartMark paths={[["steps", index]]} />}
        active={isHere}
        {...(isHere && { "aria-current": "true" as const })}
        styles={{ label: { overflowWrap: "anywhere" }, description: { color: "inherit" } }}
        onClick={() => open({ step: index })}
      />
      {isHere && <StepActions index={index} last={last} name={name} />}
    </Box>
  );
}

function StepActions({
  index,
  last,
  name,
}: {
  readonly index: number;
  readonly last: number;
  readonly name: string;
}) {
  const { edit, open, canEdit } = useEditor();
  const t = useWords(words);
  if (!canEdit) return null;
  const look = { variant: "subtle", color: "dark", size: "sm" };
  const move = (to: number) => {
    edit({ do: "move", path: ["steps"], from: index, to });
    open({ step: to });
  };
  const remove = () => {
    edit({ do: "remove", path: ["steps", index] });
    open(last === 0 ? { section: "header" } : { step: Math.min(index, last - 1) });
  };
  return (
    <Group gap={2} px="sm" pb={4} justify="flex-end">
      <ActionIcon
        {...look}
        disabled={index === 0}
        aria-label={t("moveUp", { name })}
        onClick={() => move(index - 1)}
      >
        <IconArrowUp size={15} />
      </ActionIcon>
      <ActionIcon
        {...look}
        disabled={index === last}
        aria-label={t("moveDown", { name })}
        onClick={() => move(index + 1)}
      >
        <IconArrowDown size={15} />
      </ActionIcon>
      <ActionIcon {...look} aria-label={t("removeStep", { name })} onClick={remove}>
        <IconTrash size={15} />
      </ActionIcon>
      <AddStep at={index + 1} name={t("addStepAfter", { name })} />
    </Group>
  );
}

/** A button that adds a step of the kind one chooses. */
function AddStep({ at, name }: { readonly at: number; readonly name: string }) {
  const { analysis, edit, open, canEdit } = useEditor();
  const t = useWords(words);
  if (!canEdit) return null;
  const add = (kind: StepKind) => {
    const value = newStep(kind, listAt(analysis.value, ["steps"]));
    edit({ do: "insert", path: ["steps"], at, value });
    open({ step: at });
  };
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <ActionIcon variant="light" size="sm" aria-label={name}>
          <IconPlus size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {STEP_KINDS.map((kind) => {
          const Icon = KIND_ICONS[kind];
          return (
            <Menu.Item key={kind} leftSection={<Icon size={16} />} onClick={() => add(kind)}>
              {t(`kind.${kind}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
