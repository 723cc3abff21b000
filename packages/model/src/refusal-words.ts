import type { RefusalReason } from './command.ts';
import type { Language } from './language.ts';

/**
 * Says in one plain sentence why a command was refused, without naming codes or people.
 *
 * @param language English by default.
 */
export function explainRefusal(reason: RefusalReason, language: Language = 'en'): string {
  return SENTENCES[language][reason];
}

const SENTENCES: Readonly<Record<Language, Readonly<Record<RefusalReason, string>>>> = {
  en: {
    'code-required': 'A code is needed.',
    'wrong-code': 'The code is not valid.',
    'locked-out': 'Too many wrong codes: wait and try again.',
    'not-permitted': 'This is not permitted from here.',
    'zones-open': 'Some zones are open: close or bypass them.',
    'zones-unknown': 'Some zones have not reported: check or bypass them.',
    trouble: 'The system has trouble that must be mended first.',
    'unknown-mode': 'There is no such mode.',
    'unknown-partition': 'There is no such partition.',
    'unknown-zone': 'There is no such zone.',
    'unknown-device': 'There is no such device.',
    'life-safety': 'Life-safety zones cannot be bypassed.',
    stale: 'The command arrived too late.',
    already: 'It is so already.',
    busy: 'Too many commands at once: try again.',
    unavailable: 'The hub cannot be reached.',
    invalid: 'The command is not well formed.',
  },
  de: {
    'code-required': 'Ein Code ist nötig.',
    'wrong-code': 'Der Code ist ungültig.',
    'locked-out': 'Zu viele falsche Codes: bitte warten und erneut versuchen.',
    'not-permitted': 'Das ist von hier aus nicht erlaubt.',
    'zones-open': 'Es ist noch etwas offen: schließen oder überbrücken.',
    'zones-unknown': 'Einige Melder haben sich nicht gemeldet: prüfen oder überbrücken.',
    trouble: 'Eine Störung muss zuerst behoben werden.',
    'unknown-mode': 'Diesen Modus gibt es nicht.',
    'unknown-partition': 'Diesen Bereich gibt es nicht.',
    'unknown-zone': 'Diesen Melder gibt es nicht.',
    'unknown-device': 'Dieses Gerät gibt es nicht.',
    'life-safety': 'Melder für Lebensgefahr lassen sich nicht überbrücken.',
    stale: 'Der Befehl kam zu spät an.',
    already: 'Das ist schon so.',
    busy: 'Zu viele Befehle auf einmal: bitte erneut versuchen.',
    unavailable: 'Die Zentrale ist nicht erreichbar.',
    invalid: 'Der Befehl ist nicht richtig aufgebaut.',
  },
  es: {
    'code-required': 'Hace falta un código.',
    'wrong-code': 'El código no es válido.',
    'locked-out': 'Demasiados códigos erróneos: espere y vuelva a intentarlo.',
    'not-permitted': 'Desde aquí no está permitido.',
    'zones-open': 'Hay zonas abiertas: ciérrelas o anúlelas.',
    'zones-unknown': 'Hay zonas que no han informado: revíselas o anúlelas.',
    trouble: 'Antes hay que resolver una avería.',
    'unknown-mode': 'No existe ese modo.',
    'unknown-partition': 'No existe esa partición.',
    'unknown-zone': 'No existe esa zona.',
    'unknown-device': 'No existe ese dispositivo.',
    'life-safety': 'Las zonas que protegen la vida no se pueden anular.',
    stale: 'La orden llegó demasiado tarde.',
    already: 'Ya está así.',
    busy: 'Demasiadas órdenes a la vez: vuelva a intentarlo.',
    unavailable: 'No se puede contactar con la central.',
    invalid: 'La orden no está bien formada.',
  },
  zh: {
    'code-required': '需要输入密码。',
    'wrong-code': '密码无效。',
    'locked-out': '密码错误次数过多，请稍后再试。',
    'not-permitted': '不允许从这里执行此操作。',
    'zones-open': '有防区未关闭，请关闭或旁路。',
    'zones-unknown': '有防区尚未上报状态，请检查或旁路。',
    trouble: '系统存在故障，请先排除。',
    'unknown-mode': '没有此布防模式。',
    'unknown-partition': '没有此分区。',
    'unknown-zone': '没有此防区。',
    'unknown-device': '没有此设备。',
    'life-safety': '生命安全防区不能旁路。',
    stale: '命令到达太晚。',
    already: '已经是此状态。',
    busy: '命令过多，请重试。',
    unavailable: '无法连接主机。',
    invalid: '命令格式不正确。',
  },
};
