import { Center, Loader } from "@mantine/core";
import { lazy, type ReactNode, Suspense } from "react";
import { useWords } from "../language/words.ts";
import { shellWords } from "../shell/shell-words.ts";
import { useSessionState } from "./use-session.ts";

const SignInScreen = lazy(() =>
  import("../../screens/sign-in/sign-in-screen.tsx").then((each) => ({
    default: each.SignInScreen,
  })),
);

/** Shows the console to who is signed in, and the way in to who is not. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const state = useSessionState();
  const t = useWords(shellWords);
  const waiting = (
    <Center h="100vh">
      <Loader aria-label={t("opening")} />
    </Center>
  );
  if (state.kind === "starting") return waiting;
  if (state.kind === "in") return children;
  return (
    <Suspense fallback={waiting}>
      <SignInScreen {...(state.reason && { reason: state.reason })} />
    </Suspense>
  );
}
