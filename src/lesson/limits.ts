/** What a file may hold at most. Far more than any lesson needs, and little enough that no file can stall or fill the machine. */
export const limits = {
  /** UTF-16 units of text. */
  text: 1_000_000,
  /** The same for a CSV file: 100,000 rows of ten numbers in full precision. Beside their text the numbers take no more than it. */
  csv: 20_000_000,
  /** Characters of a net to share: a command line of Windows has 32767. */
  shared: 30_000,
  /** Brackets, lists and maps in one another. */
  depth: 30,
  /** Values, each alias counted with all that it stands for. */
  values: 500_000,
  /** Characters of one text. */
  words: 4_000,
  layers: 50,
  neurons: 1_000,
  parameters: 100_000,
  samples: 100_000,
  steps: 500,
  /** Parameters of a net whose gradient is checked: each costs two forward passes. */
  checked: 2_000,
  /** Trainings side by side. */
  runs: 9,
  /** Entries of `do` or `focus` in one step. */
  entries: 100,
  rounds: 1_000_000,
  times: 1_000,
  /** Parameters that the training of a whole file may change, each as often as it is changed: some seconds of work. */
  training: 2_000_000_000,
  /** Problems that are kept; the others are only counted. */
  problems: 100,
} as const;
