import { expect, test } from '@jest/globals';
import { Inbox } from './inbox.ts';

test('keeps what arrives before it is resumed, in order', () => {
  const seen: number[] = [];
  const inbox = new Inbox<number>((item) => void seen.push(item));
  inbox.push(1);
  inbox.push(2);
  expect(seen).toEqual([]);
  inbox.resume();
  expect(seen).toEqual([1, 2]);
});

test('finishes an item before it takes what that item brought about', () => {
  const seen: string[] = [];
  const inbox = new Inbox<string>((item) => {
    if (item === 'order') inbox.push('answer');
    seen.push(`${item} handled`);
    return undefined;
  });
  inbox.resume();
  inbox.push('order');
  expect(seen).toEqual(['order handled', 'answer handled']);
});

test('goes on with the next item after one that throws', () => {
  const seen: number[] = [];
  const inbox = new Inbox<number>((item) => {
    if (item === 1) throw new Error('first');
    seen.push(item);
    return undefined;
  });
  inbox.resume();
  expect(() => inbox.push(1)).toThrow('first');
  inbox.push(2);
  expect(seen).toEqual([2]);
});

test('takes no item before the rest of the one before it is done', async () => {
  const seen: string[] = [];
  const inbox = new Inbox<string>((item) => {
    seen.push(`${item} ordered`);
    return () => void seen.push(`${item} shown`);
  });
  inbox.resume();
  inbox.push('trip');
  inbox.push('disarm');
  expect(seen).toEqual(['trip ordered']);
  await inbox.idle();
  expect(seen).toEqual(['trip ordered', 'trip shown', 'disarm ordered', 'disarm shown']);
});
