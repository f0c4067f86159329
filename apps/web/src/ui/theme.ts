import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

/**
 * The tokens of the design as a Mantine theme. In every hue, shade 7 is the token for light and shade 4 the token for
 * dark; contrast on background and surface was computed for exactly these (4.5:1 for text, 3:1 for control borders).
 */
const HUES = {
  teal: ['#EAF5F4', '#D3EAE8', '#A9D6D2', '#7BD3CB', '#5CC8BF', '#2F9C94', '#16827C', '#0B6E69', '#095A56', '#074643'],
  amber: ['#FFF4E0', '#FCE7C5', '#F8D49B', '#F5C67F', '#F0B45A', '#C98A2B', '#A66A10', '#8A5300', '#714400', '#573400'],
  red: ['#FDEEEC', '#FADAD7', '#F6B8B3', '#FFA097', '#FF8A80', '#DB5148', '#C6372E', '#B3261E', '#931E18', '#731712'],
  green: ['#E8F5EC', '#D0EAD8', '#A8DAB8', '#97DFB0', '#7FD69B', '#3E9A61', '#28834C', '#1B6E3C', '#155830', '#104425'],
  violet: [
    '#F1EDFD',
    '#E2DAFA',
    '#CDBFFB',
    '#C7B8FF',
    '#B9A6FF',
    '#8A70DB',
    '#7156C8',
    '#5B3FB8',
    '#4A329A',
    '#39277A',
  ],
} satisfies Record<string, MantineColorsTuple>;

export type Hue = keyof typeof HUES;

/** `gray-4` and `dark-4` draw Mantine's control borders, `gray-6` and `dark-2` its muted text. */
const GRAY: MantineColorsTuple = [
  '#F4F2EC',
  '#ECE9E1',
  '#E3DFD6',
  '#D6D1C6',
  '#7C838C',
  '#565D66',
  '#565D66',
  '#3F454D',
  '#2A2F35',
  '#16191D',
];
const DARK: MantineColorsTuple = [
  '#E8EAED',
  '#C9CED4',
  '#A3ABB5',
  '#A3ABB5',
  '#6B737D',
  '#2A3036',
  '#1D2125',
  '#14171A',
  '#0F1214',
  '#0A0C0E',
];

const INPUT = { defaultProps: { size: 'md' } };

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 4 },
  colors: { ...HUES, gray: GRAY, dark: DARK },
  black: '#16191D',
  fontFamily: "'Inter Variable', 'Noto Sans', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  headings: {
    fontFamily: "'Inter Variable', 'Noto Sans', system-ui, sans-serif",
    fontWeight: '640',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.375rem', lineHeight: '1.2' },
      h3: { fontSize: '1.125rem', lineHeight: '1.25' },
      h4: { fontSize: '1rem', lineHeight: '1.3' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '1rem', lg: '1.125rem', xl: '1.375rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.3' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input);
    return input.variant === 'filled' ? { ...resolved, color: 'var(--dr-on-filled)' } : resolved;
  },
  components: {
    Button: {
      defaultProps: { size: 'md' },
      // A batch may have a long name: a button never leaves its panel.
      styles: { root: { maxWidth: '100%' } },
      vars: (_: unknown, props: { size?: unknown }) => ({
        root:
          props.size === 'md'
            ? { '--button-height': '2.75rem', '--button-fz': '1rem', '--button-padding-x': '1.125rem' }
            : {},
      }),
    },
    // As high as a button, and as a thumb needs it.
    Input: {
      vars: (_: unknown, props: { size?: unknown }) => ({
        wrapper: props.size === 'md' ? { '--input-height': '2.75rem' } : {},
      }),
    },
    ActionIcon: { defaultProps: { size: 44, variant: 'subtle', color: 'gray' } },
    InputWrapper: { styles: { label: { marginBottom: 4 }, description: { marginBottom: 6 } } },
    TextInput: INPUT,
    PasswordInput: INPUT,
    Textarea: INPUT,
    Select: INPUT,
    NativeSelect: INPUT,
    NumberInput: INPUT,
    Checkbox: { defaultProps: { size: 'md', iconColor: 'var(--dr-on-filled)' } },
    Radio: { defaultProps: { size: 'md', iconColor: 'var(--dr-on-filled)' } },
    Anchor: { defaultProps: { underline: 'always' } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        transitionProps: { duration: 150 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
      styles: { title: { fontSize: '1.125rem', fontWeight: 640, lineHeight: 1.25 } },
    },
    Menu: {
      defaultProps: { shadow: 'md', transitionProps: { duration: 120 } },
      styles: { item: { minHeight: 44 } },
    },
  },
});

function hueVariables(scheme: 'light' | 'dark'): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [hue, shades] of Object.entries({ ...HUES, gray: GRAY })) {
    const isGray = hue === 'gray';
    const strong = scheme === 'light' ? shades[isGray ? 6 : 7] : isGray ? DARK[2] : shades[4];
    const name = `--mantine-color-${hue}`;
    variables[`${name}-filled`] = `${strong}`;
    variables[`${name}-filled-hover`] = `${scheme === 'light' ? shades[8] : isGray ? DARK[1] : shades[3]}`;
    variables[`${name}-light`] =
      scheme === 'light' ? `${shades[isGray ? 1 : 0]}` : `color-mix(in srgb, ${strong} 14%, #1D2125)`;
    variables[`${name}-light-hover`] =
      scheme === 'light' ? `${shades[isGray ? 2 : 1]}` : `color-mix(in srgb, ${strong} 22%, #1D2125)`;
    variables[`${name}-light-color`] = scheme === 'light' ? `${shades[8]}` : isGray ? `${DARK[1]}` : `${shades[4]}`;
    variables[`${name}-outline`] = `${strong}`;
    variables[`${name}-outline-hover`] = `color-mix(in srgb, ${strong} 7%, transparent)`;
    variables[`${name}-text`] = `${strong}`;
  }
  return variables;
}

/** Our own variables begin with `--dr-`; everything else tells Mantine's parts to use the tokens. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--dr-measure': '72ch' },
  light: {
    ...hueVariables('light'),
    '--mantine-color-body': '#FBFAF7',
    '--mantine-color-text': '#16191D',
    '--mantine-color-dimmed': '#565D66',
    '--mantine-color-placeholder': '#565D66',
    '--mantine-color-error': '#B3261E',
    '--mantine-color-success': '#1B6E3C',
    '--mantine-color-anchor': '#0B6E69',
    '--mantine-color-default': '#FFFFFF',
    '--mantine-color-default-hover': '#F4F2EC',
    '--mantine-color-disabled-color': '#565D66',
    '--mantine-primary-color-contrast': '#FFFFFF',
    '--dr-on-filled': '#FFFFFF',
    '--dr-surface': '#FFFFFF',
    '--dr-sunken': '#F4F2EC',
    '--dr-line': '#E3DFD6',
    '--dr-control': '#7C838C',
    '--dr-shadow': '0 8px 28px rgb(22 25 29 / 14%)',
  },
  dark: {
    ...hueVariables('dark'),
    '--mantine-color-body': '#14171A',
    '--mantine-color-text': '#E8EAED',
    '--mantine-color-dimmed': '#A3ABB5',
    '--mantine-color-placeholder': '#A3ABB5',
    '--mantine-color-error': '#FF8A80',
    '--mantine-color-success': '#7FD69B',
    '--mantine-color-anchor': '#5CC8BF',
    '--mantine-color-default': '#1D2125',
    '--mantine-color-default-hover': '#2A3036',
    '--mantine-color-disabled': '#2A3036',
    '--mantine-color-disabled-color': '#A3ABB5',
    '--mantine-primary-color-contrast': '#0B1F1E',
    '--dr-on-filled': '#0B1F1E',
    '--dr-surface': '#1D2125',
    '--dr-sunken': '#181B1F',
    '--dr-line': '#2F353C',
    '--dr-control': '#6B737D',
    '--dr-shadow': '0 8px 28px rgb(0 0 0 / 50%)',
  },
});
