#include "cli/hindcast_output.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace headwater {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<const char*, scorers> names = {"model", "country", "good", "country_and_good"};
constexpr std::array<const char*, scorers> shown_names = {"model", "country's rate", "good's rate",
                                                          "logistic on both"};
constexpr const char* what_it_shows =
    "The list shows what was documented, not how common child or forced labour is.";

/// Calls `with` for each measure by its name.
template <class With>
void each_measure(const EstimatedMeasures& measures, const With& with) {
  with("roc_auc", measures.roc_auc);
  with("pr_auc", measures.pr_auc);
  for (std::size_t i = 0; i < depths.size(); ++i) {
    with(fmt::format("precision_at_{}", depths[i]), measures.precision[i]);
  }
}

/// NaN is written as null.
Json measures_json(const std::optional<PairedComparison>& comparison, std::size_t scorer) {
  EstimatedMeasures unknown;
  unknown.roc_auc = unknown.pr_auc = {std::nan(""), {std::nan(""), std::nan("")}};
  unknown.precision.fill(unknown.roc_auc);
  Json json;
  Json intervals;
  each_measure(comparison ? comparison->of[scorer] : unknown,
               [&](const std::string& name, const ResampledEstimate& estimate) {
                 json[name] = estimate.value;
                 intervals[name] = {estimate.interval.low, estimate.interval.high};
               });
  json["intervals"] = std::move(intervals);
  return json;
}

Json ahead_json(const std::optional<PairedComparison>& comparison) {
  Json json = Json::object();
  for (std::size_t scorer = 1; comparison && scorer < scorers; ++scorer) {
    each_measure(comparison->ahead[scorer],
                 [&](const std::string& name, const ResampledEstimate& estimate) {
                   json[names[scorer]][name] = {{"difference", estimate.value},
                                                {"low", estimate.interval.low},
                                                {"high", estimate.interval.high}};
                 });
  }
  return json;
}

void add_comparison(Json& json, const std::optional<PairedComparison>& comparison) {
  json["model"] = measures_json(comparison, 0);
  for (std::size_t scorer = 1; scorer < scorers; ++scorer) {
    json["baselines"][names[scorer]] = measures_json(comparison, scorer);
  }
  json["model_ahead_of"] = ahead_json(comparison);
}

Json edition_json(const EditionHindcast& edition) {
  Json json = {{"edition", edition.edition},
               {"known_by", edition.known_by},
               {"goods", edition.goods},
               {"countries", edition.countries},
               {"candidates", edition.candidates},
               {"new_listings", edition.targets},
               {"unseen_good", edition.unseen_good},
               {"unseen_country", edition.unseen_country},
               {"new_forced_labour", edition.forced_labour}};
  add_comparison(json, edition.comparison);
  json["weights"] = Json::array();
  for (const FeatureWeight& weight : edition.weights) {
    json["weights"].push_back({{"feature", weight.feature},
                               {"reason", weight.reason},
                               {"weight", weight.weight},
                               {"known", weight.known}});
  }
  return json;
}

std::string with_interval(const ResampledEstimate& estimate) {
  return fmt::format("{:.3f} ({:.3f} to {:.3f})", estimate.value, estimate.interval.low,
                     estimate.interval.high);
}

std::string signed_with_interval(const ResampledEstimate& estimate) {
  return fmt::format("{:+.3f} ({:+.3f} to {:+.3f})", estimate.value, estimate.interval.low,
                     estimate.interval.high);
}

void print_comparison(const std::optional<PairedComparison>& comparison) {
  if (!comparison) {
    fmt::print("  no candidate was listed: nothing to measure\n");
    return;
  }
  fmt::print("  {:<17} {:<24} {:<24} {:>5} {:>5} {:>6}  {}\n", "", "ROC-AUC", "PR-AUC", "at 25",
             "at 50", "at 100", "model ahead in ROC-AUC");
  for (std::size_t scorer = 0; scorer < scorers; ++scorer) {
    const EstimatedMeasures& of = comparison->of[scorer];
    const std::string ahead =
        scorer == 0 ? "" : "  " + signed_with_interval(comparison->ahead[scorer].roc_auc);
    fmt::print("  {:<17} {:<24} {:<24} {:>5.2f} {:>5.2f} {:>6.2f}{}\n", shown_names[scorer],
               with_interval(of.roc_auc), with_interval(of.pr_auc), of.precision[0].value,
               of.precision[1].value, of.precision[2].value, ahead);
  }
}

/// What is known of some candidates only, the best known first.
void print_data_used(const EditionHindcast& edition) {
  std::vector<const FeatureWeight*> partly;
  for (const FeatureWeight& weight : edition.weights) {
    if (weight.known < 1) {
      partly.push_back(&weight);
    }
  }
  std::ranges::stable_sort(partly, std::ranges::greater(), &FeatureWeight::known);
  std::vector<std::string> told;
  told.reserve(partly.size());
  for (const FeatureWeight* weight : partly) {
    told.push_back(fmt::format("{} {:.0f}%", weight->feature, std::floor(weight->known * 100)));
  }
  if (!told.empty()) {
    fmt::print("  known of the candidates: {}; all else of all\n", fmt::join(told, ", "));
  }
}

void print_weights(const EditionHindcast& edition) {
  std::vector<const FeatureWeight*> ordered;
  ordered.reserve(edition.weights.size());
  for (const FeatureWeight& weight : edition.weights) {
    ordered.push_back(&weight);
  }
  std::ranges::stable_sort(ordered, std::ranges::greater(),
                           [](const FeatureWeight* weight) { return std::abs(weight->weight); });
  fmt::print("  what the model weighs, in log-odds per standard deviation:\n");
  for (const FeatureWeight* weight : ordered) {
    fmt::print("    {:+.2f} {}: {}\n", weight->weight, weight->feature, weight->reason);
  }
}

void print_edition(const EditionHindcast& edition, bool explain) {
  fmt::print(
      "\nedition {}, from what was known by {}: {} new listings among {} candidates ({} goods x {} "
      "countries, less what was listed)\n",
      edition.edition, edition.known_by, edition.targets, edition.candidates, edition.goods,
      edition.countries);
  print_comparison(edition.comparison);
  fmt::print(
      "  besides: {} new listings of a good of no earlier edition, {} of a country of none; {} "
      "pairs marked as forced labour for the first time\n",
      edition.unseen_good, edition.unseen_country, edition.forced_labour);
  print_data_used(edition);
  if (explain) {
    print_weights(edition);
  }
}

}  // namespace

Json hindcast_json(const Hindcast& hindcast) {
  Json json = {{"hindcast", Json::array()}};
  for (const EditionHindcast& edition : hindcast.editions) {
    json["hindcast"].push_back(edition_json(edition));
  }
  json["pooled"] = Json::object();
  add_comparison(json["pooled"], hindcast.pooled);
  json["resamples"] = {{"of", "countries"},
                       {"count", hindcast.resampling.resamples},
                       {"seed", hindcast.resampling.seed},
                       {"level", hindcast.resampling.level}};
  json["note"] = what_it_shows;
  return json;
}

void print_hindcast(const Hindcast& hindcast, bool explain) {
  fmt::print(
      "\nHindcast: which pairs of country and good an edition of the US Labor Department's "
      "list of goods adds\n");
  for (const EditionHindcast& edition : hindcast.editions) {
    print_edition(edition, explain);
  }
  fmt::print("\nall editions pooled, weighted by their new listings\n");
  print_comparison(hindcast.pooled);
  fmt::print("\nIn brackets the middle {:.0f}% of {} resamples of countries. {}\n",
             hindcast.resampling.level * 100, hindcast.resampling.resamples, what_it_shows);
}

}  // namespace headwater
