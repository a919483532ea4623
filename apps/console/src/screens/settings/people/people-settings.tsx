import { Button, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useAsk } from "../../../app/api/use-ask.ts";
import { useWords } from "../../../app/language/words.ts";
import { Answered } from "../../../parts/answered.tsx";
import { Nothing } from "../../../parts/nothing.tsx";
import { Section } from "../../../parts/section.tsx";
import { ShownOnce } from "../shared/shown-once.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { PersonRow } from "./person-row.tsx";
import { words } from "./words.ts";

/** A link that was made, to be given to somebody. */
interface MadeLink {
  readonly name: string;
  readonly email: string;
  readonly url: string;
  /** Whether it was to be mailed and was; nothing where it was not to be. */
  readonly mailed?: boolean;
}

/** Who may work here, and what they may do. */
export function PeopleSettings() {
  const t = useWords(words);
  const people = useAsk("listPeople");
  const [isInviting, setInviting] = useState(false);
  const [link, setLink] = useState<MadeLink | undefined>(undefined);
  const invite = (
    <Button size="xs" onClick={() => setInviting(true)}>
      {t("invite")}
    </Button>
  );
  return (
    <Stack gap="md">
      <Section title={t("list")} actions={invite}>
        <Answered query={people}>
          {({ items, mailBy }) => (
            <>
              {items.length === 0 ? (
                <Nothing title={t("nobody")}>{t("nobodyMeans")}</Nothing>
              ) : (
                <Table.ScrollContainer minWidth={640} aria-label={t("list")}>
                  <Table verticalSpacing="sm" aria-label={t("list")}>
                    <Table.Thead>
                      <Table.Tr>
                        <Table.Th>{t("name")}</Table.Th>
                        <Table.Th>{t("role")}</Table.Th>
                        <Table.Th>{t("seen")}</Table.Th>
                        <Table.Th ta="right">{t("actions")}</Table.Th>
                      </Table.Tr>
                    </Table.Thead>
                    <Table.Tbody>
                      {items.map((person) => (
                        <PersonRow
                          key={person.id}
                          person={person}
                          linked={({ name, email }, url) => setLink({ name, email, url })}
                        />
                      ))}
                    </Table.Tbody>
                  </Table>
                </Table.ScrollContainer>
              )}
              <InviteDialog
                isOpen={isInviting}
                mailBy={mailBy}
                close={() => setInviting(false)}
                invited={({ person: { name, email }, link: { url }, mailed }, mail) => {
                  setInviting(false);
                  setLink({ name, email, url, ...(mail && { mailed }) });
                }}
              />
            </>
          )}
        </Answered>
      </Section>
      <Text size="sm" c="dark.4">
        {t("crm")}
      </Text>
      <ShownOnce
        title={t("linkTitle", { name: link?.name ?? "" })}
        text={link?.url}
        close={() => setLink(undefined)}
      >
        {t("linkMeans", { name: link?.name ?? "" })}{" "}
        {link?.mailed === true && t("linkMailed", { email: link.email })}
        {link?.mailed === false && t("linkNotMailed")}
      </ShownOnce>
    </Stack>
  );
}
