import { Group, Stack, Text } from "@mantine/core";
import type { CustomerCardView } from "@perennial/api";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ConfirmButton } from "../confirm-button.tsx";
import { Nothing } from "../nothing.tsx";
import { customerWords } from "./customer-words.ts";

type Program = CustomerCardView["programs"][number];

/** The programs a customer is in, where in each, and what comes next. */
export function ProgramList({
  customerId,
  programs,
}: {
  readonly customerId: string;
  readonly programs: readonly Program[];
}) {
  const t = useWords(customerWords);
  if (programs.length === 0) {
    return <Nothing title={t("noPrograms")}>{t("noProgramsMeans")}</Nothing>;
  }
  return (
    <Stack gap="md">
      {programs.map((each) => (
        <ProgramLine key={each.enrolmentId} customerId={customerId} program={each} />
      ))}
    </Stack>
  );
}

function ProgramLine({
  customerId,
  program,
}: {
  readonly customerId: string;
  readonly program: Program;
}) {
  const t = useWords(customerWords);
  const may = useMay("agent");
  const stop = useDo("stopProgram", {
    refresh: ["getCustomerCard", "listHistory", "findCustomers"],
  });
  const { name, summary, next } = program;
  const act = () =>
    stop.mutateAsync({ params: { id: customerId }, body: { program: program.program } });
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <div style={{ flex: "1 1 260px" }}>
        <Text fw={600}>{name}</Text>
        <Text size="sm">{summary}</Text>
        {next && <Text size="sm">{next.sentence}</Text>}
      </div>
      {may && (
        <ConfirmButton
          label={t("stop")}
          question={t("stopQuestion", { name })}
          act={act}
          isActing={stop.isPending}
          error={stop.error}
          size="xs"
          variant="light"
          color="red"
        >
          {t("stopMeans")}
        </ConfirmButton>
      )}
    </Group>
  );
}
