/**
 * Mantine in our clothes: its palettes and sizes take the tokens of look/tokens.css, so that its inputs, menus and dialogs and our own
 * elements are one language.
 */
import { Button, type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const brass: MantineColorsTuple = [
  '#fbf6e9',
  '#f3e8cb',
  '#e7d3a0',
  '#dcc07a',
  '#d3ad57',
  '#bf9539',
  '#a5791b',
  '#85600f',
  '#6b4d0c',
  '#503a09',
];
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#f1f3f6',
  '#e6e9ee',
  '#d9dde4',
  '#c5cad4',
  '#a4abb8',
  '#6c7482',
  '#565e6b',
  '#363c47',
  '#1b1f26',
];
const dark: MantineColorsTuple = [
  '#e4e7ec',
  '#b9c0cb',
  '#9aa3b0',
  '#868f9c',
  '#3a404b',
  '#2b3039',
  '#1f232a',
  '#1f232a',
  '#13161b',
  '#0e1014',
];
/** How menus and dialogs come and go. */
export const fade = { duration: 140, timingFunction: 'ease-out', transition: 'fade' } as const;

export const theme = createTheme({
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'var(--font-value)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '17px', xl: '17px' },
  fontWeights: { regular: '400', medium: '400', bold: '600' },
  lineHeights: { xs: '1.4', sm: '1.4', md: '1.4', lg: '1.4', xl: '1.4' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '24px' },
  radius: { xs: '6px', sm: '6px', md: '6px', lg: '6px', xl: '6px' },
  defaultRadius: 'sm',
  headings: { fontWeight: '600' },
  colors: { brass, gray, dark },
  primaryColor: 'brass',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  respectReducedMotion: true,
  cursorType: 'default',
  shadows: { xs: 'none', sm: 'none', md: 'none', lg: 'none', xl: 'none' },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'xs', variant: 'default' },
      // Mantine's autoContrast looks at the light theme's brass only, and white on the dark theme's is 2:1.
      vars: (_theme, { variant }) => ({ root: variant === 'filled' ? { '--button-color': 'var(--on-brass)' } : {} }),
    }),
    ActionIcon: { defaultProps: { size: 28, variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs', autoComplete: 'off', spellCheck: false } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    // Moved up over its button where it would not fit below: nothing of it may lie outside the window.
    Menu: {
      defaultProps: {
        // A menu begins at its first item; Mantine's placeholder is a child that no menu may have.
        withInitialFocusPlaceholder: false,
        position: 'bottom-end',
        offset: 4,
        transitionProps: fade,
        middlewares: { flip: true, shift: { crossAxis: true, padding: 8 } },
      },
    },
  },
});

/** Mantine's own names for our tokens. */
export const variables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-body': 'var(--surface-raised)',
    '--mantine-color-dimmed': 'var(--text-2)',
    '--mantine-color-placeholder': 'var(--text-2)',
    '--mantine-color-error': 'var(--sign-in-needed)',
    '--mantine-color-default-border': 'var(--edge)',
    '--mantine-color-default': 'transparent',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--input-disabled-bg': 'var(--hover)',
  },
  light: {},
  dark: {},
});
