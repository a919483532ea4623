import { Button, Group, Stack, Text } from "@mantine/core";
import type { OpenCallView } from "@perennial/api";
import { IconPhone } from "@tabler/icons-react";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { customerWords } from "./customer-words.ts";
import { NoteCall } from "./note-call.tsx";

/** A call to make: whom, why, what to offer and say, and a place to note how it went. */
export function OpenCall({ call }: { readonly call: OpenCallView }) {
  const t = useWords(customerWords);
  const { moment } = useFormat();
  const { phone, reason, offer, script, listedAt, expiresAt, customerId, commandId } = call;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button component="a" href={`tel:${phone}`} leftSection={<IconPhone size={16} />}>
          {t("callNumber", { phone })}
        </Button>
        <Text size="sm" c="dark.4">
          {t("callListed", { at: moment(listedAt) })}
          {expiresAt !== null && ` · ${t("callUntil", { at: moment(expiresAt) })}`}
        </Text>
      </Group>
      <Text>{reason}</Text>
      <Said name={t("callOffer")} text={offer} />
      <Said name={t("callScript")} text={script} />
      <NoteCall customerId={customerId} commandId={commandId} />
    </Stack>
  );
}

function Said({ name, text }: { readonly name: string; readonly text: string | null }) {
  if (text === null) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {name}
      </Text>
      <Text style={{ whiteSpace: "pre-line" }}>{text}</Text>
    </div>
  );
}
