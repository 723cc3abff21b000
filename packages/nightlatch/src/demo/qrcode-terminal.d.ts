declare module 'qrcode-terminal' {
  const qrcode: {
    /** Draws a QR code as lines of block characters and hands it over before it returns. */
    generate(text: string, options: { small: boolean }, callback: (drawn: string) => void): void;
  };
  // eslint-disable-next-line import/no-default-export -- a CommonJS module is all default
  export default qrcode;
}
