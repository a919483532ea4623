import { Alert, Button, ButtonRow, List, LoadingButton, Text } from "@hubspot/ui-extensions";
import type { Language } from "perennial-hubspot-shared";
import { SETTINGS_WORDS } from "../settings-words.ts";
import type { OpenForm } from "./use-form.ts";

/** A form, and what sending it is called. */
interface FormFooterProps {
  readonly form: OpenForm;
  readonly language: Language;
  readonly busy: boolean;
}

/** Everything that is wrong in a form, and its buttons; none for whoever may not change it. */
export function FormFooter({ form, language, busy }: FormFooterProps) {
  const words = SETTINGS_WORDS[language];
  const isChanged = Object.keys(form.changes).length > 0;
  return (
    <>
      {form.problems.length > 0 && (
        <Alert variant="danger" title={words.problems}>
          <List>
            {form.problems.map(({ place, message }) => (
              <Text key={`${place} ${message}`}>
                {place}: {message}
              </Text>
            ))}
          </List>
        </Alert>
      )}
      {!form.content.isReadOnly && (
        <>
          {isChanged && <Text>{words.unsaved}</Text>}
          <ButtonRow>
            <LoadingButton type="submit" variant="primary" loading={busy}>
              {words.save}
            </LoadingButton>
            <Button disabled={busy || !isChanged} onClick={form.reset}>
              {words.undo}
            </Button>
          </ButtonRow>
        </>
      )}
    </>
  );
}
