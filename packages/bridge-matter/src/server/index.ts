export { matterJs } from './load-matter.ts';
