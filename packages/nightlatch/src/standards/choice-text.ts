import { countText } from '../terminal/words.ts';
import type { ChosenAlarm, JudgedChoice } from './judge-choices.ts';

/** Says what a choice saved and cost on recorded events, or would have. */
export function choiceText({ choice, saved, missed, lateMs }: JudgedChoice, instant: (at: number) => string): string {
  const would = choice.isMade ? '' : 'would have ';
  const parts = [
    `${would}saved ${saved.length === 0 ? 'nothing' : `${countText(saved.length, 'likely false alarm')}${reasons(saved)}`}`,
    missed.length === 0
      ? 'missed none that was real'
      : `missed ${countText(missed.length, 'alarm')} that was likely real (${missed.map(({ at }) => instant(at)).join(', ')})`,
    ...(lateMs.length === 0 ? [] : [`made ${lateMs.length} later, by ${seconds(Math.max(...lateMs))} at most`]),
  ];
  return `${choice.what}: ${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}.`;
}

/** Why they were likely false: someone with the right to disarmed, or nothing else of the house moved. */
function reasons(alarms: readonly ChosenAlarm[]): string {
  const answered = alarms.filter(({ isAnswered }) => isAnswered).length;
  const alone = alarms.length - answered;
  const words = [
    ...(answered > 0 ? [`${answered} disarmed by somebody at once`] : []),
    ...(alone > 0 ? [`${alone} with one zone alone`] : []),
  ];
  return ` (${words.join(', ')})`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
