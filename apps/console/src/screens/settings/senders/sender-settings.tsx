import { Button, SimpleGrid, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useWords } from "../../../app/language/words.ts";
import { Nothing } from "../../../parts/nothing.tsx";
import { Section } from "../../../parts/section.tsx";
import { TenantForm } from "../shared/tenant-form.tsx";
import { words } from "./words.ts";

const NAMES = ["senders"] as const;
const FIELDS = ["fromName", "fromAddress", "replyTo", "sender"] as const;

/** Who messages are from, by connection. */
export function SenderSettings() {
  const t = useWords(words);
  const nameOf = (field: string) => {
    const known = FIELDS.find((each) => each === field);
    return known === undefined ? field : t(known);
  };
  return (
    <TenantForm names={NAMES}>
      {({ value: { senders }, set, wrong }) =>
        senders.length === 0 ? (
          <NoSenders />
        ) : (
          senders.map((sender, at) => (
            <Section key={sender.connection} title={sender.connection}>
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                {Object.entries(sender.values).map(([field, text]) => (
                  <TextInput
                    key={field}
                    label={nameOf(field)}
                    {...(field === "sender" && { description: t("senderHint") })}
                    value={text ?? ""}
                    onChange={(event) => {
                      const typed = event.currentTarget.value;
                      const values = { ...sender.values, [field]: typed === "" ? null : typed };
                      set("senders", senders.with(at, { ...sender, values }));
                    }}
                    error={wrong(`senders.${sender.connection}.${field}`)}
                  />
                ))}
              </SimpleGrid>
            </Section>
          ))
        )
      }
    </TenantForm>
  );
}

function NoSenders() {
  const t = useWords(words);
  return (
    <Nothing
      title={t("nothing")}
      action={
        <Button renderRoot={(props) => <Link to="/connections" {...props} />}>
          {t("toConnections")}
        </Button>
      }
    >
      {t("nothingMeans")}
    </Nothing>
  );
}
