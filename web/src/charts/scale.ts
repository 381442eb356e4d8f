// The one colour scale of exposure: steps of the share of the ledger, as in the report.

export const steps = [0, 1e-12, 0.001, 0.005, 0.01, 0.03, 0.1];

export function stepOf(share: number): number {
  let step = 0;
  while (step + 1 < steps.length && share >= steps[step + 1]!) ++step;
  return step;
}
