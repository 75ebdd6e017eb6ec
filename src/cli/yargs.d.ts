import 'yargs';

declare module 'yargs' {
  interface Argv<T> {
    /** In yargs since 17.6, not in its type package. */
    usageConfiguration(configuration: {readonly 'hide-types': boolean}): Argv<T>;
  }
}
