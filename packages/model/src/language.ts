/** Languages in which a house speaks to the people in it. Logs and errors, which are for its owner, are in English. */
export type Language = 'en' | 'de' | 'es' | 'zh';
export const LANGUAGES = ['en', 'de', 'es', 'zh'] as const satisfies readonly Language[];
