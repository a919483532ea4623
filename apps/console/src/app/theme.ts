import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** The leaf's green, from mist to forest; 7 and darker are read on white, and white on them. */
const evergreen: MantineColorsTuple = [
  "#eef7f2",
  "#dcece4",
  "#b5d9c7",
  "#8bc5a8",
  "#68b48e",
  "#4fa97d",
  "#2f8a62",
  "#1d6b4f",
  "#175941",
  "#0d4632",
];

/** How the console looks: calm, dense enough for work, at home in any CRM's frame. */
export const theme = createTheme({
  colors: { evergreen },
  primaryColor: "evergreen",
  primaryShade: 7,
  defaultRadius: "md",
  fontFamily: "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  headings: { fontWeight: "600" },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    // The library's own greys and reds are too light to be read by everybody.
    InputWrapper: {
      styles: {
        description: { color: "var(--mantine-color-dark-4)" },
        error: { color: "var(--mantine-color-red-9)" },
      },
    },
    Alert: { styles: { title: { color: "var(--mantine-color-text)" } } },
    Input: { styles: { input: { color: "var(--mantine-color-text)" } } },
    PasswordInput: { styles: { innerInput: { color: "var(--mantine-color-text)" } } },
  },
});

/** What a chart's series are drawn in: told apart by those who do not see all colours. */
export const CHART_COLOURS = [
  "#1d6b4f",
  "#c77700",
  "#2b5f9e",
  "#a63d57",
  "#6b5ca5",
  "#4d7c0f",
  "#0e7490",
  "#7c5a3a",
];
