import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "./app/api/query-client.ts";
import { openLanguage } from "./app/language/language.ts";
import { createConsoleRouter } from "./app/router.tsx";
import { takeBrought } from "./app/session/brought.ts";
import { session } from "./app/session/session.ts";
import { SessionGate } from "./app/session/session-gate.tsx";
import { theme } from "./app/theme.ts";

const root = document.getElementById("console");
if (!root) throw new TypeError("the page has no place for the console");

const brought = takeBrought();
const router = createConsoleRouter();
const queries = createQueryClient();
await openLanguage();
void session.open(brought);

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="light">
      <QueryClientProvider client={queries}>
        <ModalsProvider>
          <Notifications position="bottom-right" />
          <SessionGate>
            <RouterProvider router={router} />
          </SessionGate>
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
