#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace headwater {

/// A measure that may be chosen, with what it costs once and at each node.
struct MeasureOption {
  std::string id;
  double once_usd = 0;                 ///< paid once, however many nodes it serves
  double each_usd = 0;                 ///< paid at each node
  std::vector<std::size_t> requires_;  ///< measures that must be chosen at the same node
};

/// One measure at one node.
struct Offer {
  std::size_t node = 0;
  std::size_t measure = 0;
  double effect = 0;  ///< share of the node's exposure it takes away before diminishing returns
  double cost_usd = 0;
};

/// Diminishing returns: of a node's summed effects, each further step of `width` counts `keep`
/// less.
struct Diminishing {
  double width = 0.15;
  double keep = 0.6;
  int steps = 4;
};

/// What is to be decided: offers within a budget, so that the exposure taken away is largest.
struct Programme {
  std::vector<double> exposure;  ///< of each node, as a share of the ledger's
  std::vector<MeasureOption> measures;
  std::vector<Offer> offers;  ///< sorted by node, then measure
  Diminishing diminishing;
};

struct SolverLimits {
  double gap = 1e-3;  ///< relative gap to be proven
  int nodes = 2000;   ///< of branch and bound; reached before `gap`, the gap proven so far is told
};

/// Offers that a person has settled, by their place in the programme.
struct Fixed {
  std::vector<std::size_t> locked;     ///< must be chosen
  std::vector<std::size_t> forbidden;  ///< must not be
};

struct Selection {
  std::vector<std::size_t> offers;  ///< indices of those chosen, in order
  double reduction = 0;             ///< share of the ledger's exposure
  double spent_usd = 0;
  double gap = 0;  ///< proven: no plan is better by more than this share of it
};

/// The best selection within the budget, by HiGHS (mixed-integer programme, one thread, fixed
/// seed). Throws Error if the solver fails, or what is locked does not fit.
Selection select_measures(const Programme& programme, double budget_usd,
                          const SolverLimits& limits = {}, const Fixed& fixed = {});

/// Reduction of a selection under given effects (one for each offer of the programme).
double reduction_of(const Programme& programme, const std::vector<std::size_t>& selection,
                    const std::vector<double>& effects);
double cost_of(const Programme& programme, const std::vector<std::size_t>& selection);
/// Summed effects of a node -> share of its exposure taken away.
double diminished(const Diminishing& diminishing, double summed_effect);

}  // namespace headwater
