/** What must not reach a terminal: C0 and C1 controls, line separators, reordering of the writing direction, half characters, a late BOM. */
export const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\uffff]|\r(?!\n)|(?!^)\ufeff|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text without them: fit to stand in a file, wherever in it. */
export const withoutControl = (text: string): string => text.replace(CONTROL, '').replace(/^\ufeff+/, '');
