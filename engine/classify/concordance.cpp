#include "classify/concordance.h"

namespace headwater {
namespace {

std::string_view table_scheme(std::string_view scheme) {
  return scheme == "ISIC" ? std::string_view("ISIC4") : scheme;
}

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

}  // namespace

Concordance::Concordance(Connection& connection) {
  Rows rows = connection.query(
      "SELECT scheme, CAST(prefix AS VARCHAR), sector, CAST(share AS DOUBLE) FROM "
      "reference.concordance ORDER BY scheme, prefix, sector");
  while (rows.next()) {
    const Row& row = rows.row();
    schemes_[std::string(row.text(0).value())][std::string(row.text(1).value())].emplace(
        row.text(2).value(), row.number(3).value_or(0));
  }
  for (auto& [scheme, prefixes] : schemes_) {
    for (auto& [prefix, shares] : prefixes) {
      shares = normalised(std::move(shares));
    }
  }
}

Concordance::Found Concordance::find(std::string_view scheme, std::string_view code) const {
  const auto prefixes = schemes_.find(table_scheme(scheme));
  if (prefixes == schemes_.end()) {
    return {};
  }
  if (!code.empty() && is_letter(code.front())) {  // an ISIC section before its division
    code.remove_prefix(1);
  }
  for (std::size_t length = code.size(); length > 0; --length) {
    const auto found = prefixes->second.find(code.substr(0, length));
    if (found != prefixes->second.end()) {
      return {found->first, &found->second};
    }
  }
  return {};
}

SectorShares Concordance::sectors(const std::vector<DivisionCandidate>& candidates) const {
  SectorShares sum;
  for (const DivisionCandidate& candidate : candidates) {
    const Found found = find("CPV", candidate.cpv_prefix);
    if (found.shares == nullptr) {
      continue;
    }
    for (const auto& [sector, share] : *found.shares) {
      sum[sector] += candidate.weight * share;
    }
  }
  return normalised(std::move(sum));
}

SectorShares combined(const SectorShares& code, const SectorShares& wording, double floor) {
  SectorShares product;
  for (const auto& [sector, share] : code) {
    const auto spoken = wording.find(sector);
    product[sector] = share * (floor + (spoken == wording.end() ? 0 : spoken->second));
  }
  return normalised(std::move(product));
}

SectorShares normalised(SectorShares shares) {
  double sum = 0;
  for (const auto& [sector, share] : shares) {
    sum += share;
  }
  if (sum > 0) {
    for (auto& [sector, share] : shares) {
      share /= sum;
    }
  }
  return shares;
}

}  // namespace headwater
