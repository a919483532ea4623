import { ActionIcon, Box, Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { NEW_QUESTION, shapeOf } from "../model/condition-parts.ts";
import { listAt, type Path, valueAt } from "../model/paths.ts";
import { conditionWords } from "./condition-words.ts";
import { FigureForm } from "./figure-form.tsx";
import { QuestionForm } from "./question-form.tsx";

/** A condition, or a part of one. */
export interface ConditionFormProps {
  readonly path: Path;
  readonly signal?: string;
  /** How many groups stand around it. */
  readonly depth: number;
  /** Takes this part out of its group. */
  readonly drop?: () => void;
}

const NEW_FIGURE = { count: "purchases", within: "P1Y", is: "at-least", value: 1 } as const;

/** Fills in a condition: a question, a figure, or several that count together. */
export function ConditionForm({ path, signal, depth, drop }: ConditionFormProps) {
  const { analysis, edit } = useEditor();
  const t = useWords(conditionWords);
  const value = valueAt(analysis.value, path);
  const shape = shapeOf(value);
  const rest = { ...(signal !== undefined && { signal }) };
  const gather = (added: unknown) => edit({ do: "set", path, value: { all: [value, added] } });
  const alone = depth === 0 && (shape === "field" || shape === "count" || shape === "sum");
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <Box flex={1} miw={0}>
        {shape === "field" && <QuestionForm path={path} {...rest} />}
        {(shape === "count" || shape === "sum") && <FigureForm path={path} />}
        {(shape === "all" || shape === "any") && (
          <GroupForm {...{ path, depth, shape }} {...rest} />
        )}
        {shape === "not" && (
          <Box pl="sm" style={{ borderLeft: "3px solid var(--mantine-color-red-3)" }}>
            <Text size="sm" fw={600}>
              {t("not")}
            </Text>
            <ConditionForm path={[...path, "not"]} depth={depth + 1} {...rest} />
          </Box>
        )}
        {shape === "other" && <Text size="sm">{t("asWritten")}</Text>}
        {alone && <AddButtons add={gather} />}
      </Box>
      {drop && (
        <ActionIcon variant="subtle" color="dark" aria-label={t("remove")} onClick={drop} mt={26}>
          <IconX size={16} />
        </ActionIcon>
      )}
    </Group>
  );
}

interface GroupFormProps {
  readonly path: Path;
  readonly depth: number;
  readonly shape: "all" | "any";
  readonly signal?: string;
}

/** Several conditions: all must hold, one must, or it must not be that they do. */
function GroupForm({ path, depth, shape, signal }: GroupFormProps) {
  const { analysis, edit, canEdit } = useEditor();
  const t = useWords(conditionWords);
  const list = [...path, shape];
  const parts = listAt(analysis.value, list);
  const drop = (index: number) => {
    const left = parts.filter((_, at) => at !== index);
    // A group of one is that one.
    if (left.length === 1) edit({ do: "set", path, value: left[0] });
    else edit({ do: "remove", path: [...list, index] });
  };
  return (
    <Stack
      gap="xs"
      pl={depth === 0 ? 0 : "sm"}
      style={depth === 0 ? {} : { borderLeft: "3px solid var(--mantine-color-gray-4)" }}
    >
      <SegmentedControl
        size="xs"
        aria-label={t("match")}
        disabled={!canEdit}
        value={shape}
        data={[
          { value: "all", label: t("all") },
          { value: "any", label: t("any") },
        ]}
        onChange={(next) => edit({ do: "rename-key", path, from: shape, to: next })}
        style={{ alignSelf: "flex-start" }}
      />
      {parts.map((_, index) => (
        <ConditionForm
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name of its own
          key={index}
          path={[...list, index]}
          depth={depth + 1}
          drop={() => drop(index)}
          {...(signal !== undefined && { signal })}
        />
      ))}
      <AddButtons
        add={(value) => edit({ do: "insert", path: list, at: parts.length, value })}
        withGroup={depth < 3}
      />
    </Stack>
  );
}

function AddButtons({
  add,
  withGroup = true,
}: {
  readonly add: (value: unknown) => void;
  readonly withGroup?: boolean;
}) {
  const t = useWords(conditionWords);
  const look = { size: "compact-xs", variant: "subtle", leftSection: <IconPlus size={13} /> };
  return (
    <Group gap={4} mt={4}>
      <Button {...look} onClick={() => add(NEW_QUESTION)}>
        {t("addQuestion")}
      </Button>
      <Button {...look} onClick={() => add(NEW_FIGURE)}>
        {t("addFigure")}
      </Button>
      {withGroup && (
        <Button {...look} onClick={() => add({ any: [NEW_QUESTION, NEW_QUESTION] })}>
          {t("addGroup")}
        </Button>
      )}
    </Group>
  );
}
