import type { Language } from '@nightlatch/model';
import type { HomeKitOptions } from './options.ts';

/** What each companion is called, behind the name of its partition or of the home: "House entry delay". */
export const COMPANION_WORDS: Readonly<Record<Language, Readonly<Record<keyof HomeKitOptions['companions'], string>>>> =
  {
    en: {
      entryDelay: 'entry delay',
      refusal: 'arming refused',
      silence: 'silence',
      panic: 'panic',
      mixed: 'partly armed',
      trouble: 'trouble',
      memory: 'alarm memory',
      bypassed: 'zones bypassed',
      walkTest: 'walk test',
    },
    de: {
      entryDelay: 'Eingangsverzögerung',
      refusal: 'Scharfschalten abgelehnt',
      silence: 'Stummschalten',
      panic: 'Überfall',
      mixed: 'teilweise scharf',
      trouble: 'Störung',
      memory: 'Alarmspeicher',
      bypassed: 'gesperrte Zonen',
      walkTest: 'Gehtest',
    },
    es: {
      entryDelay: 'retardo de entrada',
      refusal: 'armado rechazado',
      silence: 'silenciar',
      panic: 'pánico',
      mixed: 'armado en parte',
      trouble: 'avería',
      memory: 'memoria de alarma',
      bypassed: 'zonas anuladas',
      walkTest: 'prueba de paso',
    },
    zh: {
      entryDelay: '进入延时',
      refusal: '布防被拒',
      silence: '静音',
      panic: '紧急求助',
      mixed: '部分布防',
      trouble: '故障',
      memory: '报警记忆',
      bypassed: '防区旁路',
      walkTest: '步行测试',
    },
  };
