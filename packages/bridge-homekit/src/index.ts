export const PACKAGE = '';
