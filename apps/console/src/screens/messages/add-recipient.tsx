import { Alert, Anchor, Button, Group, SegmentedControl, Stack, TextInput } from "@mantine/core";
import type { TestRecipientView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { messageAt } from "../../app/api/api-problem.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import { words } from "./words.ts";

/** Adds an address of one's own, or confirms one that waits for its code. */
export function AddRecipient({ recipient }: { readonly recipient?: TestRecipientView }) {
  const t = useWords(words);
  const put = useDo("putTestRecipient", { refresh: ["listTestRecipients"] });
  const [channel, setChannel] = useState<"email" | "sms">(recipient?.channel ?? "sms");
  const [address, setAddress] = useState(recipient?.address ?? "");
  const [name, setName] = useState(recipient?.name ?? "");
  const waiting = put.data?.recipient ?? recipient;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.mutate({ body: { channel, address, name } });
  };
  return (
    <Section title={recipient ? t("confirmNamed", { name: recipient.name }) : t("addTitle")}>
      <Stack gap="md">
        <form onSubmit={submit} noValidate>
          <Group align="flex-start" gap="sm">
            <SegmentedControl
              aria-label={t("kind")}
              value={channel}
              onChange={(next) => setChannel(next === "email" ? "email" : "sms")}
              data={[
                { value: "sms", label: t("sms") },
                { value: "email", label: t("email") },
              ]}
              mt={26}
            />
            <TextInput
              label={t(channel === "sms" ? "mobile" : "emailAddress")}
              value={address}
              onChange={(event) => setAddress(event.currentTarget.value)}
              error={messageAt(put.error, "address")}
              type={channel === "sms" ? "tel" : "email"}
              required
              w={250}
            />
            <TextInput
              label={t("recipientName")}
              placeholder={t("namePlaceholder")}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={messageAt(put.error, "name")}
              w={220}
            />
            <Button type="submit" mt={26} loading={put.isPending}>
              {t(waiting ? "newCode" : "sendCode")}
            </Button>
          </Group>
        </form>
        {put.error && messageAt(put.error, "address") === undefined && (
          <ProblemNote error={put.error} />
        )}
        {put.data && <Sent sent={put.data} />}
        {waiting?.verifiedAt === null && <Code recipient={waiting} />}
      </Stack>
    </Section>
  );
}

type Put = NonNullable<ReturnType<typeof useDo<"putTestRecipient">>["data"]>;

function Sent({ sent: { sent, recipient, demoCode } }: { readonly sent: Put }) {
  const t = useWords(words);
  if (sent === null) return <Alert color="green">{t("verified")}</Alert>;
  if (demoCode !== null) return <Alert color="blue">{t("codeDemo", { code: demoCode })}</Alert>;
  if (sent.outcome === "accepted" || sent.outcome === "unknown") {
    return <Alert color="blue">{t("codeSent", { address: recipient.address })}</Alert>;
  }
  const isUnconnected = sent.outcome === "no-connection";
  return (
    <Alert color="red" title={t("codeNotSent")} role="alert">
      {isUnconnected ? t("codeNoConnection") : sent.message}{" "}
      {isUnconnected && (
        <Anchor renderRoot={(props) => <Link to="/connections" {...props} />}>
          {t("toConnections")}
        </Anchor>
      )}
    </Alert>
  );
}

function Code({ recipient }: { readonly recipient: TestRecipientView }) {
  const t = useWords(words);
  const verify = useDo("verifyTestRecipient", { refresh: ["listTestRecipients", "getOnboarding"] });
  const [code, setCode] = useState("");
  if (verify.data) return <Alert color="green">{t("verified")}</Alert>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    verify.mutate({ params: { id: recipient.id }, body: { code } });
  };
  const wrong = messageAt(verify.error, "code");
  return (
    <form onSubmit={submit} noValidate>
      <Group align="flex-start" gap="sm">
        <TextInput
          label={t("code")}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          error={wrong}
          w={180}
        />
        <Button type="submit" variant="light" mt={26} loading={verify.isPending}>
          {t("confirm")}
        </Button>
      </Group>
      {wrong === undefined && <ProblemNote error={verify.error} />}
    </form>
  );
}
