import type {Pass} from './pass.ts';
import type {Quantity} from './quantity.ts';

/** The ten mistakes that learners make most often, by name. */
export const mistakeNames = [
  'updated-weight',
  'no-slope',
  'slope-at-output',
  'wrong-sign',
  'gradient-as-update',
  'one-path',
  'raw-error',
  'wrong-factor',
  'rounded',
  'weight-factor-on-bias',
] as const;

export type MistakeName = (typeof mistakeNames)[number];

/** Placeholder. */
export const isMistaken = (_pass: Pass, _quantity: Quantity): boolean => false;
