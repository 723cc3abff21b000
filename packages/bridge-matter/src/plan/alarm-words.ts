import type { ArmMode, Hazard, Language } from '@nightlatch/model';

/** What is said of an alarm, in each language. */
interface Words {
  /** The alarm, where the home has only one partition. */
  readonly alarm: string;
  readonly modes: Readonly<Record<ArmMode, string>>;
  readonly companions: Readonly<Record<CompanionName, string>>;
  readonly hazards: Readonly<Record<Hazard, string>>;
}

export type CompanionName =
  | 'alarm'
  | 'ready'
  | 'exitDelay'
  | 'entryDelay'
  | 'silence'
  | 'panic'
  | 'lock'
  | 'mode'
  | 'mixed'
  | 'trouble'
  | 'tamper'
  | 'memory'
  | 'bypassed'
  | 'walkTest'
  | 'disarmed';

/** Short, and each a phrase that can be said: "turn on alarm away". */
export const ALARM_WORDS: Readonly<Record<Language, Words>> = {
  en: {
    alarm: 'Alarm',
    modes: { away: 'away', home: 'home', night: 'night', vacation: 'vacation' },
    companions: {
      alarm: 'triggered',
      ready: 'zones',
      exitDelay: 'exit delay',
      entryDelay: 'entry delay',
      silence: 'silence',
      panic: 'panic',
      lock: 'lock',
      mode: 'mode',
      mixed: 'partly armed',
      trouble: 'trouble',
      tamper: 'tamper',
      memory: 'memory',
      bypassed: 'bypassed',
      walkTest: 'walk test',
      disarmed: 'Disarmed',
    },
    hazards: {
      burglary: 'burglary',
      fire: 'fire',
      co: 'carbon monoxide',
      gas: 'gas',
      water: 'water',
      freeze: 'frost',
      medical: 'medical',
      panic: 'panic alarm',
      tamper: 'tamper alarm',
    },
  },
  de: {
    alarm: 'Alarm',
    modes: { away: 'abwesend', home: 'zuhause', night: 'Nacht', vacation: 'Urlaub' },
    companions: {
      alarm: 'ausgelöst',
      ready: 'Zonen',
      exitDelay: 'Ausgangsverzögerung',
      entryDelay: 'Eingangsverzögerung',
      silence: 'stumm',
      panic: 'Überfall',
      lock: 'Schloss',
      mode: 'Modus',
      mixed: 'teilweise scharf',
      trouble: 'Störung',
      tamper: 'Sabotage',
      memory: 'Speicher',
      bypassed: 'gesperrt',
      walkTest: 'Gehtest',
      disarmed: 'Unscharf',
    },
    hazards: {
      burglary: 'Einbruch',
      fire: 'Feuer',
      co: 'Kohlenmonoxid',
      gas: 'Gas',
      water: 'Wasser',
      freeze: 'Frost',
      medical: 'Notruf',
      panic: 'Überfallalarm',
      tamper: 'Sabotagealarm',
    },
  },
  es: {
    alarm: 'Alarma',
    modes: { away: 'ausente', home: 'en casa', night: 'noche', vacation: 'vacaciones' },
    companions: {
      alarm: 'disparada',
      ready: 'zonas',
      exitDelay: 'retardo de salida',
      entryDelay: 'retardo de entrada',
      silence: 'silenciar',
      panic: 'pánico',
      lock: 'cerradura',
      mode: 'modo',
      mixed: 'armada en parte',
      trouble: 'avería',
      tamper: 'sabotaje',
      memory: 'memoria',
      bypassed: 'zonas anuladas',
      walkTest: 'prueba de paso',
      disarmed: 'Desarmada',
    },
    hazards: {
      burglary: 'robo',
      fire: 'incendio',
      co: 'monóxido',
      gas: 'gas',
      water: 'agua',
      freeze: 'helada',
      medical: 'médica',
      panic: 'alarma de pánico',
      tamper: 'alarma de sabotaje',
    },
  },
  zh: {
    alarm: '警报',
    modes: { away: '外出', home: '在家', night: '夜间', vacation: '度假' },
    companions: {
      alarm: '已触发',
      ready: '防区',
      exitDelay: '退出延时',
      entryDelay: '进入延时',
      silence: '静音',
      panic: '紧急求助',
      lock: '锁',
      mode: '模式',
      mixed: '部分布防',
      trouble: '故障',
      tamper: '防拆',
      memory: '记忆',
      bypassed: '旁路',
      walkTest: '步行测试',
      disarmed: '已撤防',
    },
    hazards: {
      burglary: '入侵',
      fire: '火警',
      co: '一氧化碳',
      gas: '燃气',
      water: '水浸',
      freeze: '霜冻',
      medical: '医疗',
      panic: '紧急警报',
      tamper: '防拆警报',
    },
  },
};
