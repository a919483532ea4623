import {
  Button,
  ButtonRow,
  Form,
  Heading,
  LoadingButton,
  Text,
  Tile,
} from "@hubspot/ui-extensions";
import { SHARED_WORDS } from "perennial-hubspot-shared";
import type { ReactNode } from "react";
import type { CardContent } from "./card-content.ts";

/** What a form of the card asks, and what happens when it is sent. */
interface AskFormProps {
  readonly content: CardContent;
  readonly title: string;
  readonly help: string;
  readonly submit: string;
  readonly busy: boolean;
  readonly onSubmit: () => void;
  readonly children?: ReactNode;
}

/** A form inside the card, with the one primary button that the card then has. */
export function AskForm(props: AskFormProps) {
  const { content, title, help, submit, busy, onSubmit, children } = props;
  const { surroundings, setOpen } = content;
  return (
    <Tile>
      <Form preventDefault onSubmit={onSubmit}>
        <Heading>{title}</Heading>
        {help !== "" && <Text>{help}</Text>}
        {children}
        <ButtonRow>
          <LoadingButton type="submit" variant="primary" loading={busy}>
            {submit}
          </LoadingButton>
          <Button variant="secondary" disabled={busy} onClick={() => setOpen(undefined)}>
            {SHARED_WORDS[surroundings.language].cancel}
          </Button>
        </ButtonRow>
      </Form>
    </Tile>
  );
}
