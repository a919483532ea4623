import { Anchor, Stack, Switch } from "@mantine/core";
import type { ProgramPerson, ProgramView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { usePages } from "../../app/api/use-pages.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Loading } from "../../parts/loading.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { type Column, RowList } from "../../parts/row-list.tsx";
import { Section } from "../../parts/section.tsx";
import { When } from "../../parts/when.tsx";
import { words } from "./words.ts";

/** Who is, or has been, in the program, and where each stands. */
export function People({ program }: { readonly program: ProgramView }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const [isRunning, setRunning] = useState(true);
  const pages = usePages("listProgramPeople", {
    params: { id: program.id },
    query: { locale, ...(isRunning && { ended: "false" }) },
  });
  return (
    <Section title={t("people")} lead={t("peopleLead")}>
      <Stack gap="sm">
        <Switch
          label={t("onlyRunning")}
          checked={isRunning}
          onChange={(event) => setRunning(event.currentTarget.checked)}
        />
        <ProblemNote error={pages.error} again={pages.again} />
        {pages.isPending && <Loading rows={6} />}
        {!pages.isPending && pages.items.length === 0 && !pages.error && (
          <Nothing title={t("noPeople")}>{t("noPeopleMeans")}</Nothing>
        )}
        {pages.items.length > 0 && <List pages={pages} />}
      </Stack>
    </Section>
  );
}

function List({ pages }: { readonly pages: ReturnType<typeof usePages<"listProgramPeople">> }) {
  const t = useWords(words);
  const columns: readonly Column<ProgramPerson>[] = [
    {
      ...{ id: "customer", head: t("customer"), width: "220px" },
      cell: ({ customerId, agreementId, name }) => (
        <Anchor
          truncate
          display="block"
          size="sm"
          renderRoot={(props) => <Link to={`/customers/${customerId}`} {...props} />}
        >
          {[name || customerId, agreementId].filter((each) => each).join(" · ")}
        </Anchor>
      ),
    },
    {
      ...{ id: "since", head: t("since"), width: "150px" },
      cell: ({ enteredAt }) => <When at={enteredAt} />,
    },
    {
      ...{ id: "stands", head: t("stands"), width: "170px" },
      cell: ({ stands, holdout }) =>
        [stands, holdout ? t("held_out") : ""].filter((each) => each).join(" · "),
    },
    {
      ...{ id: "next", head: t("next"), width: "150px" },
      cell: ({ waitsUntil, endedAt }) =>
        endedAt === null ? (
          <When at={waitsUntil} />
        ) : (
          <>
            {t("isOut")} <When at={endedAt} />
          </>
        ),
    },
    {
      ...{ id: "version", head: t("versionOne"), width: "70px", align: "right" },
      cell: ({ version }) => version,
    },
  ];
  return (
    <RowList name={t("people")} pages={pages} columns={columns} idOf={({ id }) => String(id)} />
  );
}
