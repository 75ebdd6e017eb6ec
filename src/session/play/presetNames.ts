/* By themselves, since the command line needs the names at every start, and nothing else of the presets. */

/** The nets of free play that show something, in the order in which they are offered. */
export const presetNames = [
  'xor',
  'xor-learned',
  'spiral',
  'sine',
  'saturation',
  'dead-relu',
  'vanishing',
  'exploding',
  'symmetric',
  'rate-too-large',
] as const;

export type PresetName = (typeof presetNames)[number];
