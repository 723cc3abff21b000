/** What is to be said of a code before it is used. A `problem` keeps it from being used, a `hint` does not. */
export interface CodeAdvice {
  readonly problem?: string;
  readonly hint?: string;
  /** Which of them it is, for pages that have words of their own. */
  readonly why?: 'digits' | 'short' | 'long' | 'same' | 'run' | 'pattern' | 'date' | 'few';
}

const DIGITS = 6;

/** Judges how easily a stranger would guess a code. The advice never repeats it. */
export function codeAdvice(code: string): CodeAdvice {
  if (!/^\d*$/.test(code)) return { why: 'digits', problem: 'Use digits only, so that every keypad can enter it.' };
  if (code.length < DIGITS) return { why: 'short', problem: `Use ${DIGITS} digits.` };
  if (code.length > 12) return { why: 'long', problem: 'Use at most 12 digits.' };
  if (new Set(code).size === 1)
    return { why: 'same', problem: 'One digit over and over is the first thing a stranger tries.' };
  if (isRun(code)) return { why: 'run', problem: 'Digits in a row are the first thing a stranger tries.' };
  if (isRepeated(code))
    return { why: 'pattern', hint: 'A pattern that repeats is easy to watch and to guess. Better choose another.' };
  if (isDate(code))
    return { why: 'date', hint: 'This looks like a date. Birthdays are easy to find out: better choose another.' };
  if (new Set(code).size < 4)
    return { why: 'few', hint: 'Few different digits wear out their keys. More of them are better.' };
  return {};
}

function isRun(code: string): boolean {
  const digits = Array.from(code, Number);
  const steps = digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10);
  return steps.every((step) => step === 1) || steps.every((step) => step === 9);
}

function isRepeated(code: string): boolean {
  return [2, 3].some(
    (length) => code.length % length === 0 && code === code.slice(0, length).repeat(code.length / length),
  );
}

const isDay = (day: number, month: number): boolean => day >= 1 && day <= 31 && month >= 1 && month <= 12;
const isYear = (year: number): boolean => year >= 1900 && year <= 2100;

/** Day, month and year in any usual order, the year with two or four digits. */
function isDate(code: string): boolean {
  const [a, b, c] = [code.slice(0, 2), code.slice(2, 4), code.slice(4)].map(Number) as [number, number, number];
  if (code.length === 6) return isDay(a, b) || isDay(b, a) || isDay(c, b);
  if (code.length !== 8) return false;
  const [first, third, fourth] = [Number(code.slice(0, 4)), Number(code.slice(4, 6)), Number(code.slice(6))];
  return (isYear(first) && isDay(fourth, third)) || (isYear(c) && (isDay(a, b) || isDay(b, a)));
}
