import { Alert, Button, List, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiProblem } from "../app/api/api-problem.ts";
import { useWords } from "../app/language/words.ts";
import { partWords } from "./part-words.ts";

/** What went wrong, and how to try again. */
export interface ProblemNoteProps {
  readonly error: Error | null | undefined;
  readonly again?: () => void;
  /** Fields whose message already stands beside them. */
  readonly told?: readonly string[];
}

/** Says in plain words what went wrong and what to do; nothing where nothing did. */
export function ProblemNote({ error, again, told = [] }: ProblemNoteProps) {
  const t = useWords(partWords);
  if (!error) return null;
  const problem = error instanceof ApiProblem ? error.problem : undefined;
  const places = (problem?.problems ?? []).filter(
    ({ place }) => !told.some((field) => place === field || place.endsWith(`.${field}`)),
  );
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle size={18} />}
      title={problem ? t("refused") : t("unreachable")}
      role="alert"
    >
      <Text size="sm">{problem?.detail ?? t("unreachableMeans")}</Text>
      {places.length > 0 && (
        <List size="sm" mt="xs">
          {places.map(({ place, message }) => (
            <List.Item key={`${place} ${message}`}>
              <b>{place}</b>: {message}
            </List.Item>
          ))}
        </List>
      )}
      {problem?.instance !== undefined && (
        <Text size="xs" mt="xs" c="dark.4">
          {t("instance", { id: problem.instance })}
        </Text>
      )}
      {again && (
        <Button mt="sm" size="xs" variant="light" color="red" onClick={again}>
          {t("again")}
        </Button>
      )}
    </Alert>
  );
}
