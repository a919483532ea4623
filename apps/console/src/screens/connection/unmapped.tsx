import { Alert, Button, Group, List, Table, Text } from "@mantine/core";
import { useAsk } from "../../app/api/use-ask.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Section } from "../../parts/section.tsx";
import { words } from "./words.ts";

/** Whose deliveries are compared with its mapping. */
export interface UnmappedProps {
  readonly id: string;
  /** Has the rules read another field than one that does not come. */
  readonly rename: (from: string, to: string) => void;
}

/** What comes in and nothing is made of, and what is looked for in vain. */
export function Unmapped({ id, rename }: UnmappedProps) {
  const t = useWords(words);
  const query = useAsk("listUnmapped", { params: { id } });
  return (
    <Answered query={query}>
      {({ looked, unmapped, unseen }) => (
        <>
          {unseen.length > 0 && (
            <Alert color="yellow" title={t("unseenTitle")}>
              <List size="sm">
                {unseen.map(({ path, like }) => (
                  <List.Item key={path}>
                    <Group gap="xs">
                      {like === null ? t("unseen", { path }) : t("unseenLike", { path, like })}
                      {like !== null && (
                        <Button
                          size="compact-xs"
                          variant="default"
                          onClick={() => rename(path, like)}
                        >
                          {t("useInstead", { like })}
                        </Button>
                      )}
                    </Group>
                  </List.Item>
                ))}
              </List>
            </Alert>
          )}
          {looked > 0 && (
            <Section title={t("unmapped")} lead={t("unmappedLead", { count: looked })}>
              {unmapped.length === 0 ? (
                <Text size="sm">{t("unmappedNone")}</Text>
              ) : (
                <Table fz="sm">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t("fieldThere")}</Table.Th>
                      <Table.Th>{t("samples")}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {unmapped.map(({ path, samples }) => (
                      <Table.Tr key={path}>
                        <Table.Td style={{ overflowWrap: "anywhere" }}>{path}</Table.Td>
                        <Table.Td style={{ overflowWrap: "anywhere" }}>
                          {samples.join(" · ")}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              )}
            </Section>
          )}
        </>
      )}
    </Answered>
  );
}
