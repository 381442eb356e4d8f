#include "score/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "reference/reference.h"
#include "score/list_topics.h"

namespace headwater {
namespace {

/// All hits of one entity about one kind of finding: copies of an event on several lists count
/// once.
struct ListFinding {
  double central = 0;
  double low = 0;
  double high = 0;
  std::string listed_name;
  std::string source;
  double probability = 0;
  std::set<std::string> lists;
};

using Findings =
    std::map<std::string, std::map<std::string, ListFinding>>;  // entity -> topic -> finding

struct Fading {
  double half_life_years = 0;
  double possible = 0;  ///< probability of a hit the matcher gave none for
};

void add_hit(const Row& row, const ListTopics& topics, const Fading& fading, Findings& findings) {
  const std::string list(row.text(1).value_or("a list"));
  const auto topic = topics.strongest(row.text(5).value_or(""),
                                      list + " " + std::string(row.text(8).value_or("")));
  const double p = std::clamp(row.number(4).value_or(fading.possible), 0.0, 1.0);
  const double age = std::max(row.number(6).value_or(0), 0.0);
  const auto term = [&](double ratio) {
    return evidence_term(p, ratio, age, fading.half_life_years);
  };
  ListFinding& finding = findings[std::string(*row.text(0))][topic.name];
  finding.lists.insert(list);
  if (finding.listed_name.empty() || std::abs(term(topic.value)) > std::abs(finding.central)) {
    finding.central = term(topic.value);
    finding.low = term(topic.low);
    finding.high = term(topic.high);
    finding.probability = p;
    finding.listed_name = row.text(2).value_or("");
    finding.source =
        fmt::format("{}, row {}", row.text(8).value_or(list), row.integer(7).value_or(0));
  }
}

EntityEvidence summed(const std::map<std::string, ListFinding>& findings, double cap) {
  EntityEvidence evidence;
  double below = 0;
  double above = 0;
  for (const auto& [topic, finding] : findings) {
    evidence.log_odds += finding.central;
    below += std::pow(finding.central - finding.low, 2);
    above += std::pow(finding.high - finding.central, 2);
    evidence.reasons.push_back(
        {fmt::format("linked to '{}' on {} ({}), probability that it is the same {:.2f}",
                     finding.listed_name, fmt::join(finding.lists, ", "), topic,
                     finding.probability),
         finding.central, finding.source, true});
  }
  const double sum = evidence.log_odds;
  evidence.log_odds = std::clamp(sum, -cap, cap);
  if (evidence.log_odds != sum) {
    evidence.reasons.push_back({"the sum of the evidence is cut: no list is read as certainty",
                                evidence.log_odds - sum, "score.evidence.cap_log_odds", true});
  }
  evidence.interval = {std::clamp(sum - std::sqrt(below), -cap, cap),
                       std::clamp(sum + std::sqrt(above), -cap, cap)};
  return evidence;
}

}  // namespace

double evidence_term(double probability, double likelihood_ratio, double age_years,
                     double half_life_years) {
  const double kept = half_life_years > 0 ? std::exp2(-age_years / half_life_years) : 1;
  return std::log(1 - probability + probability * std::pow(likelihood_ratio, kept));
}

std::map<std::string, EntityEvidence> screening_evidence(Connection& connection,
                                                         std::string_view as_of) {
  const ListTopics topics(connection);
  const Fading fading{assumption(connection, "score.evidence.half_life_years").value,
                      assumption(connection, "score.evidence.possible_match").value};
  Findings findings;
  Rows rows = connection.query(
      "SELECT s.entity_id, s.list, s.listed_name, s.decision, s.probability, e.topics, "
      "date_diff('day', try_cast(e.list_date AS DATE), try_cast(? AS DATE)) / 365.25, e.\"row\", "
      "i.name "
      "FROM screening s LEFT JOIN list_entries e USING (entry_id) LEFT JOIN inputs i USING "
      "(input_id) "
      "ORDER BY s.entity_id, s.list, s.entry_id, s.listed_name",
      {std::string(as_of)});
  while (rows.next()) {
    add_hit(rows.row(), topics, fading, findings);
  }
  const double cap = assumption(connection, "score.evidence.cap_log_odds").value;
  std::map<std::string, EntityEvidence> evidence;
  for (const auto& [entity, of_entity] : findings) {
    evidence.emplace(entity, summed(of_entity, cap));
  }
  return evidence;
}

}  // namespace headwater
