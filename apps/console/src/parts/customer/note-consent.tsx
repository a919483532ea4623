import { Button, Group, Select, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { messageAt } from "../../app/api/api-problem.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../problem-note.tsx";
import { customerWords } from "./customer-words.ts";
import { PLACES, placeWords } from "./place-words.ts";

const PURPOSES = ["marketing", "service"] as const;
const STATES = ["given", "withdrawn"] as const;

/** Notes a yes or no that a customer said to somebody here. */
export function NoteConsent({ customerId }: { readonly customerId: string }) {
  const t = useWords(customerWords);
  const place = useWords(placeWords);
  const [channel, setChannel] = useState<(typeof PLACES.channels)[number]>("sms");
  const [purpose, setPurpose] = useState<(typeof PURPOSES)[number]>("marketing");
  const [state, setState] = useState<(typeof STATES)[number]>("withdrawn");
  const [proof, setProof] = useState("");
  const note = useDo("noteConsent", {
    refresh: ["listConsents", "getCustomerCard", "listHistory"],
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { channel, purpose, state, proof };
    await note.mutateAsync({ params: { id: customerId }, body });
    setProof("");
  };
  return (
    <form onSubmit={(event) => void submit(event).catch(() => undefined)}>
      <Text size="sm" fw={600} mb={4}>
        {t("noteConsent")}
      </Text>
      <Group align="flex-start" gap="xs">
        <Select
          label={t("channel")}
          data={PLACES.channels.map((value) => ({ value, label: place(value) }))}
          value={channel}
          onChange={(next) => setChannel(PLACES.channels.find((each) => each === next) ?? channel)}
          allowDeselect={false}
          w={140}
        />
        <Select
          label={t("purpose")}
          data={PURPOSES.map((value) => ({ value, label: t(value) }))}
          value={purpose}
          onChange={(next) => setPurpose(PURPOSES.find((each) => each === next) ?? purpose)}
          allowDeselect={false}
          w={160}
        />
        <Select
          label={t("state")}
          data={STATES.map((value) => ({ value, label: t(value) }))}
          value={state}
          onChange={(next) => setState(STATES.find((each) => each === next) ?? state)}
          allowDeselect={false}
          w={90}
        />
        <TextInput
          label={t("proof")}
          placeholder={t("proofHint")}
          value={proof}
          onChange={(event) => setProof(event.currentTarget.value)}
          error={messageAt(note.error, "proof")}
          style={{ flex: "1 1 220px" }}
        />
        <Button type="submit" mt={25} loading={note.isPending}>
          {t("save")}
        </Button>
      </Group>
      {note.isSuccess && (
        <Text size="sm" mt="xs" role="status">
          {t("consentNoted")}
        </Text>
      )}
      <ProblemNote error={note.error} told={["proof"]} />
    </form>
  );
}
