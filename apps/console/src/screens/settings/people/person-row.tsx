import { Button, Group, Select, Table, Text } from "@mantine/core";
import type { Answer } from "../../../app/api/call.ts";
import { useDo } from "../../../app/api/use-do.ts";
import { useWords } from "../../../app/language/words.ts";
import { ConfirmButton } from "../../../parts/confirm-button.tsx";
import { ProblemNote } from "../../../parts/problem-note.tsx";
import { When } from "../../../parts/when.tsx";
import { ROLES, roleOf } from "./roles.ts";
import { words } from "./words.ts";

type Person = Answer<"listPeople">["items"][number];

/** A person and what can be done about them. */
export interface PersonRowProps {
  readonly person: Person;
  /** Shows a link that was made. */
  readonly linked: (person: Person, url: string) => void;
}

/** A person on the list, whose role is changed in place. */
export function PersonRow({ person, linked }: PersonRowProps) {
  const t = useWords(words);
  const change = useDo("changePerson", { refresh: ["listPeople"] });
  const remove = useDo("removePerson", { refresh: ["listPeople"] });
  const link = useDo("createSignInLink");
  const params = { id: person.id };
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={500}>{person.name}</Text>
        <Text size="sm" c="dark.4">
          {person.email}
        </Text>
        <ProblemNote error={change.error ?? link.error} />
      </Table.Td>
      <Table.Td>
        <Select
          aria-label={t("roleOf", { name: person.name })}
          w={170}
          value={person.role}
          onChange={(next) => {
            const role = roleOf(next);
            if (role !== undefined && role !== person.role)
              change.mutate({ params, body: { role } });
          }}
          data={ROLES.map((role) => ({ value: role, label: t(role) }))}
          allowDeselect={false}
          disabled={change.isPending}
        />
      </Table.Td>
      <Table.Td>
        {person.lastSeenAt === null ? t("never") : <When at={person.lastSeenAt} />}
      </Table.Td>
      <Table.Td>
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Button
            size="xs"
            variant="light"
            loading={link.isPending}
            onClick={() =>
              link.mutate({ params }, { onSuccess: (answer) => linked(person, answer.link.url) })
            }
            aria-label={`${t("newLink")}: ${person.name}`}
          >
            {t("newLink")}
          </Button>
          <ConfirmButton
            size="xs"
            variant="light"
            color="red"
            label={t("remove")}
            question={t("removeAsk", { name: person.name })}
            act={() => remove.mutateAsync({ params })}
            isActing={remove.isPending}
            error={remove.error}
          >
            <Text size="sm">{t("removeMeans")}</Text>
          </ConfirmButton>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
