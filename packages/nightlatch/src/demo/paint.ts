import { stripVTControlCharacters, styleText } from 'node:util';
import type { Tone } from './describe-change.ts';

type Ink = Tone | 'title' | 'key';

const STYLES: Readonly<Record<Ink, Parameters<typeof styleText>[0]>> = {
  good: 'green',
  warn: 'yellow',
  bad: ['bold', 'red'],
  dim: 'gray',
  title: 'bold',
  key: ['bold', 'cyan'],
};

/** Colours a text for a terminal. Whoever prints elsewhere takes the colour off again. */
export function paint(text: string, ink: Ink | undefined): string {
  return ink === undefined ? text : styleText(STYLES[ink], text, { validateStream: false });
}

/** A text that stands out like a lamp: on its tone's colour. */
export function badge(text: string, tone: 'good' | 'warn' | 'bad'): string {
  return styleText(['bold', 'inverse', ({ good: 'green', warn: 'yellow', bad: 'red' } as const)[tone]], ` ${text} `, {
    validateStream: false,
  });
}

/** How many columns a text takes. Our texts have no wide characters. */
export function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}

/** Fills a text up with spaces, or cuts it, to exactly so many columns. */
export function fit(text: string, columns: number): string {
  const width = widthOf(text);
  if (width <= columns) return text + ' '.repeat(columns - width);
  // A cut inside colours would leave them on: a text too long is cut plain.
  return columns <= 1 ? ''.padEnd(columns) : `${stripVTControlCharacters(text).slice(0, columns - 1)}…`;
}
