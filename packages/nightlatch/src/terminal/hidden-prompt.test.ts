import { PassThrough } from 'node:stream';
import { beforeEach, expect, test } from '@jest/globals';
import type { CliHost } from '../cli-host.ts';
import { askHidden, readSecretLine } from './hidden-prompt.ts';

class Terminal extends PassThrough {
  isTTY = true;
  isRaw = false;
  setRawMode(isRaw: boolean): this {
    this.isRaw = isRaw;
    return this;
  }
}

let stdin: Terminal;
let shown: string;
let host: CliHost;

beforeEach(() => {
  stdin = new Terminal();
  shown = '';
  const screen = new PassThrough().on('data', (text: Buffer) => (shown += text.toString()));
  host = { stdin, stdout: screen, stderr: screen, env: {}, cwd: () => '/' };
});

test('shows the question and nothing that is typed, not even its length', async () => {
  const answer = askHidden(host, 'Code: ');
  expect(stdin.isRaw).toBe(true);
  for (const key of ['1', '3', '5', '7', '\u007F', '7', '9', '0', '\r']) stdin.write(key);
  expect((await answer).reveal()).toBe('135790');
  expect(stdin.isRaw).toBe(false);
  expect(shown).toBe('Code: \n');
});

test('takes what is pasted at once, up to Enter', async () => {
  const answer = askHidden(host, 'Code: ');
  stdin.write('135790\n246801');
  expect((await answer).reveal()).toBe('135790');
});

test('Ctrl-C ends it and gives the terminal back', async () => {
  const answer = askHidden(host, 'Code: ');
  stdin.write('13\u0003');
  await expect(answer).rejects.toMatchObject({ code: 'interrupted' });
  expect(stdin.isRaw).toBe(false);
});

test('refuses where there is no terminal, naming --stdin', () => {
  stdin.isTTY = false;
  expect(() => askHidden(host, 'Code: ')).toThrow(/--stdin/);
});

test.each([
  ['135790\n', '135790'],
  ['135790', '135790'],
  ['135790\r\nmore\n', '135790'],
  ['', ''],
])('reads the first line of standard input: %j', async (text, code) => {
  stdin.end(text);
  expect((await readSecretLine(host)).reveal()).toBe(code);
});
