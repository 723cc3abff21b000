import { demand } from './demand.ts';
import type { Edited } from './red.ts';
import { editor } from './red.ts';
import type { Things } from './things.ts';

interface AskedNode {
  readonly input?: string;
  readonly inputType?: string;
}

/** What a node can be asked beside what a message holds. */
export interface Askable {
  /** Words that it takes. */
  readonly words: readonly string[];
  /** Values beside the words. */
  readonly values?: readonly ('bool' | 'num')[];
  /** Further words of the live home, such as its modes. */
  readonly live?: (things: Things) => readonly string[];
}

const FIELD = '#node-input-input';

/** Makes the typed input: the message's payload, a fixed word, or where else a flow keeps what it wants. */
export function prepareTypedInput(node: Edited<AskedNode>, askable: Askable): void {
  /* A node that was typed by hand may lack both. */
  const { input = 'payload', inputType = 'msg' } = node;
  $(FIELD).val(input);
  $('#node-input-inputType').val(inputType);
  $(FIELD).typedInput({ default: 'msg', types: typesOf(node, askable, []), typeField: '#node-input-inputType' });
  $(FIELD).typedInput('type', inputType);
  $(FIELD).typedInput('value', input);
  $(FIELD).typedInput('width', '70%');
}

/** Offers what the home has, too. What is chosen stays so. */
export function offerLive(node: Edited<AskedNode>, askable: Askable, things: Things): void {
  const chosen = { type: $(FIELD).typedInput('type'), value: $(FIELD).typedInput('value') };
  $(FIELD).typedInput('types', typesOf(node, askable, askable.live?.(things) ?? []));
  $(FIELD).typedInput('type', chosen.type);
  $(FIELD).typedInput('value', chosen.value);
}

function typesOf(node: Edited<AskedNode>, { words, values = [] }: Askable, live: readonly string[]): never[] {
  const saved = node.inputType === 'word' && node.input ? [node.input] : [];
  const options = [...new Set([...live, ...words, ...saved])];
  const word = { value: 'word', label: node._('nightlatch.input.word'), icon: 'fa fa-font', options };
  return ['msg', word, ...values, 'flow', 'global', 'jsonata', 'env'] as never[];
}

/** Checks the typed input as Node-RED does its own. A node of before it was there takes the payload. */
export const isTypedInput = demand(function isTypedInput(this: object, value: string | undefined) {
  const { inputType } = this as AskedNode;
  if (value === undefined && inputType === undefined) return true;
  const chosen = String($('#node-input-inputType').val() ?? inputType);
  if (chosen === 'word') return value !== '';
  const { validateTypedProperty } = (editor as unknown as { utils: Utils }).utils;
  return validateTypedProperty(value ?? '', chosen) === true;
}, 'input');

interface Utils {
  validateTypedProperty(this: void, value: string, type: string): boolean | string;
}
