/*
 * A plain generic training loop, to measure the trainer against: fully connected sigmoid net, half squared error,
 * stochastic gradient descent, one sample at a time, samples around and around. Layer sizes are run-time values.
 *
 *     loop UNTIMED UPDATES SIZE SIZE [SIZE ...]      e.g. loop 100000 1000000 2 8 8 1
 *
 * Reads the first parameters (layer by layer: weights row by row, then biases), then the number of samples, then each sample's
 * inputs and targets, as text from stdin. Prints the seconds that the updates after the untimed ones took, the last loss, and the sum of all parameters.
 */
#define _POSIX_C_SOURCE 199309L
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double *numbers(int count) { return calloc((size_t)count, sizeof(double)); }

static double *read_numbers(int count) {
  double *list = numbers(count);
  for (int i = 0; i < count; i++)
    if (scanf("%lf", &list[i]) != 1) exit(1);
  return list;
}

static int layers, *size;
static double **weights, **biases, **outputs, **deltas;

static double train(const double *input, const double *target, double rate) {
  for (int i = 0; i < size[0]; i++) outputs[0][i] = input[i];

  for (int l = 1; l < layers; l++)
    for (int j = 0; j < size[l]; j++) {
      const double *row = weights[l] + j * size[l - 1];
      double z = 0;
      for (int i = 0; i < size[l - 1]; i++) z += row[i] * outputs[l - 1][i];
      z += biases[l][j];
      outputs[l][j] = 1 / (1 + exp(-z));
    }

  int last = layers - 1;
  double loss = 0;
  for (int j = 0; j < size[last]; j++) {
    double a = outputs[last][j];
    loss += 0.5 * (target[j] - a) * (target[j] - a);
    deltas[last][j] = (a - target[j]) * (a * (1 - a));
  }

  for (int l = last - 1; l >= 1; l--) {
    for (int i = 0; i < size[l]; i++) deltas[l][i] = 0;
    for (int j = 0; j < size[l + 1]; j++) {
      const double *row = weights[l + 1] + j * size[l];
      for (int i = 0; i < size[l]; i++) deltas[l][i] += deltas[l + 1][j] * row[i];
    }
    for (int i = 0; i < size[l]; i++) deltas[l][i] *= outputs[l][i] * (1 - outputs[l][i]);
  }

  for (int l = 1; l < layers; l++)
    for (int j = 0; j < size[l]; j++) {
      double *row = weights[l] + j * size[l - 1];
      double delta = deltas[l][j];
      for (int i = 0; i < size[l - 1]; i++) row[i] -= rate * (delta * outputs[l - 1][i]);
      biases[l][j] -= rate * delta;
    }
  return loss;
}

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  long untimed = atol(argv[1]), updates = atol(argv[2]);
  layers = argc - 3;
  size = calloc((size_t)layers, sizeof(int));
  weights = calloc((size_t)layers, sizeof(double *));
  biases = calloc((size_t)layers, sizeof(double *));
  outputs = calloc((size_t)layers, sizeof(double *));
  deltas = calloc((size_t)layers, sizeof(double *));
  for (int l = 0; l < layers; l++) {
    size[l] = atoi(argv[l + 3]);
    outputs[l] = numbers(size[l]);
    deltas[l] = numbers(size[l]);
  }
  for (int l = 1; l < layers; l++) {
    weights[l] = read_numbers(size[l] * size[l - 1]);
    biases[l] = read_numbers(size[l]);
  }
  int samples;
  if (scanf("%d", &samples) != 1) return 1;
  int width = size[0] + size[layers - 1];
  double *data = read_numbers(samples * width);

  struct timespec from = {0, 0}, to;
  double loss = 0;
  for (long n = 0, s = 0; n < untimed + updates; n++) {
    if (n == untimed) clock_gettime(CLOCK_MONOTONIC, &from);
    loss = train(data + s * width, data + s * width + size[0], 0.5);
    if (++s == samples) s = 0;
  }
  clock_gettime(CLOCK_MONOTONIC, &to);

  double sum = 0;
  for (int l = 1; l < layers; l++) {
    for (int k = 0; k < size[l] * size[l - 1]; k++) sum += weights[l][k];
    for (int j = 0; j < size[l]; j++) sum += biases[l][j];
  }
  double seconds = (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
  printf("%.9f %.17g %.17g\n", seconds, loss, sum);
  return 0;
}
