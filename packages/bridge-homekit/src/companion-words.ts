import type { Language } from '@nightlatch/model';
import type { Companion } from './companions.ts';

/** What each companion of an alarm is called, behind the partition's name: "House entry delay". */
export const COMPANION_WORDS: Readonly<Record<Language, Readonly<Record<Companion['option'], string>>>> = {
  en: {
    entryDelay: 'entry delay',
    refusal: 'arming refused',
    silence: 'silence',
    panic: 'panic',
    mixed: 'partly armed',
  },
  de: {
    entryDelay: 'Eingangsverzögerung',
    refusal: 'Scharfschalten abgelehnt',
    silence: 'Stummschalten',
    panic: 'Überfall',
    mixed: 'teilweise scharf',
  },
  es: {
    entryDelay: 'retardo de entrada',
    refusal: 'armado rechazado',
    silence: 'silenciar',
    panic: 'pánico',
    mixed: 'armado en parte',
  },
  zh: { entryDelay: '进入延时', refusal: '布防被拒', silence: '静音', panic: '紧急求助', mixed: '部分布防' },
};
