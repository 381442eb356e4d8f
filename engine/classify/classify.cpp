#include "classify/classify.h"

#include <fmt/format.h>

#include <cmath>
#include <set>
#include <unordered_map>

#include "base/appender.h"
#include "classify/concordance.h"
#include "classify/line_reading.h"
#include "classify/wording_score.h"
#include "model/issue.h"

namespace headwater {
namespace {

constexpr std::size_t progress_step = 1000;

/// Wordings of the purchases, and after them those that only links or facility lists have: no line
/// of the ledger is behind these.
void group_purchases(Connection& connection) {
  connection.run(
      "DELETE FROM wordings; DELETE FROM purchase_wordings; DELETE FROM wording_candidates; "
      "DELETE FROM wording_sectors; "
      "CREATE OR REPLACE TEMP TABLE wording_keys AS SELECT row_number() OVER (ORDER BY description "
      "NULLS FIRST, code_scheme NULLS FIRST, code NULLS FIRST) AS wording_id, * FROM (SELECT "
      "description, code_scheme, code, count(*) AS lines, "
      "CAST(sum(CAST(round(greatest(base_usd, 0) * 100) AS HUGEINT)) AS DOUBLE) AS cents, "
      "min(purchase_id) AS first_purchase "
      "FROM purchases GROUP BY description, code_scheme, code);"
      "INSERT INTO purchase_wordings SELECT p.purchase_id, k.wording_id FROM purchases p JOIN "
      "wording_keys k ON p.description IS NOT DISTINCT FROM k.description AND p.code_scheme IS NOT "
      "DISTINCT FROM k.code_scheme AND p.code IS NOT DISTINCT FROM k.code ORDER BY p.purchase_id;"
      "INSERT INTO wording_keys SELECT (SELECT count(*) FROM wording_keys) + row_number() OVER "
      "(ORDER BY product), product, NULL, NULL, 0, 0, NULL FROM (SELECT product FROM links UNION "
      "SELECT product_type FROM facilities UNION SELECT sector_text FROM facilities) "
      "WHERE product IS NOT NULL AND product NOT IN (SELECT sector FROM reference.sectors) AND "
      "product NOT IN (SELECT description FROM wording_keys WHERE description IS NOT NULL AND "
      "code IS NULL)");
}

std::optional<std::string> owned(std::optional<std::string_view> text) {
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

struct SpentWording : Wording {
  double cents = 0;
  std::string file;  ///< of the first line that has it
  std::optional<std::int64_t> row;
};

std::vector<SpentWording> read_wordings(Connection& connection) {
  std::vector<SpentWording> wordings;
  Rows rows = connection.query(
      "SELECT k.wording_id, k.description, k.code_scheme, k.code, k.lines, k.cents, i.name, "
      "p.\"row\" FROM wording_keys k LEFT JOIN purchases p ON p.purchase_id = k.first_purchase "
      "LEFT JOIN inputs i USING (input_id) ORDER BY k.wording_id");
  while (rows.next()) {
    const Row& row = rows.row();
    SpentWording wording;
    wording.id = row.integer(0).value();
    wording.description = owned(row.text(1));
    wording.code_scheme = owned(row.text(2));
    wording.code = owned(row.text(3));
    wording.lines = row.integer(4).value();
    wording.cents = row.number(5).value_or(0);
    wording.file = row.text(6).value_or("");
    wording.row = row.integer(7);
    wordings.push_back(std::move(wording));
  }
  return wordings;
}

/// The spend-weighted mean of the lines that were classified; by lines where there is no spend,
/// even over the sectors where no line was.
class MeanSectors {
 public:
  void add(const SpentWording& wording, const SectorShares& sectors) {
    for (const auto& [sector, share] : sectors) {
      by_spend_[sector] += share * wording.cents;
      by_lines_[sector] += share * static_cast<double>(wording.lines);
    }
    spent_ = spent_ || wording.cents > 0;
  }

  SectorShares mean(Connection& connection) const {
    if (by_lines_.empty()) {
      SectorShares even;
      Rows rows = connection.query("SELECT sector FROM reference.sectors ORDER BY sector");
      while (rows.next()) {
        even.emplace(rows.row().text(0).value(), 1.0);
      }
      return normalised(std::move(even));
    }
    SectorShares shares = normalised(spent_ ? by_spend_ : by_lines_);
    std::erase_if(shares, [](const auto& entry) { return entry.second <= 0; });
    return shares;
  }

 private:
  SectorShares by_spend_;
  SectorShares by_lines_;
  bool spent_ = false;
};

/// Writes the three tables of the stage, in the order of the wordings.
class Tables {
 public:
  explicit Tables(Connection& connection)
      : wordings_(connection, "wordings"),
        candidates_(connection, "wording_candidates"),
        sectors_(connection, "wording_sectors") {}

  void add(const Wording& wording, const LineReading& reading, const SectorShares& sectors) {
    wordings_.row(wording.id, wording.description, wording.code_scheme, wording.code, wording.lines,
                  reading.basis);
    std::int64_t rank = 0;
    for (const DivisionCandidate& candidate : reading.candidates) {
      const auto division = candidate.cpv_division.empty()
                                ? std::nullopt
                                : std::optional<std::string>(candidate.cpv_division);
      candidates_.row(wording.id, ++rank, division, candidate.weight, candidate.reason);
    }
    for (const auto& [sector, share] : sectors) {
      sectors_.row(wording.id, sector, share);
    }
  }

  void close() {
    wordings_.close();
    candidates_.close();
    sectors_.close();
  }

 private:
  Appender wordings_;
  Appender candidates_;
  Appender sectors_;
};

Issue unknown_code(const SpentWording& wording) {
  return {.severity = Severity::warning,
          .file = wording.file,
          .row = wording.row,
          .field = "code",
          .value = *wording.code,
          .reason = fmt::format("no entry of the {} concordance; {}", *wording.code_scheme,
                                wording.description ? "the wording was used instead"
                                                    : "the line has no wording to use instead"),
          .advice = "check the code and its scheme"};
}

Issue not_classified(std::int64_t lines, std::size_t wordings) {
  return {.severity = Severity::note,
          .file = {},
          .row = {},
          .field = "description",
          .value = {},
          .reason = fmt::format("without a code and a known word: {} line{} ({} wording{}); not "
                                "classified, taken as the mean of the other lines",
                                lines, lines == 1 ? "" : "s", wordings, wordings == 1 ? "" : "s"),
          .advice = "give a commodity code for these lines"};
}

std::vector<Issue> problems(const std::vector<SpentWording>& wordings,
                            const std::vector<LineReading>& readings) {
  std::vector<Issue> issues;
  std::set<std::pair<std::string, std::string>> codes;
  std::int64_t lines = 0;
  std::size_t count = 0;
  for (std::size_t n = 0; n < wordings.size(); ++n) {
    if (readings[n].code_unknown &&
        codes.emplace(*wordings[n].code_scheme, *wordings[n].code).second) {
      issues.push_back(unknown_code(wordings[n]));
    }
    if (readings[n].basis == "none" && wordings[n].lines > 0) {
      lines += wordings[n].lines;
      ++count;
    }
  }
  if (count > 0) {
    issues.push_back(not_classified(lines, count));
  }
  return issues;
}

/// A wording shared by lines of different codes is read once.
class ReadingDesk {
 public:
  ReadingDesk(Connection& connection, const std::filesystem::path& data)
      : classifier_(connection, data),
        concordance_(connection),
        code_floor_(classification_settings(connection).code_floor) {}

  LineReading read(const Wording& wording) const {
    return read_line(wording, classifier_, concordance_, code_floor_);
  }

 private:
  WordingClassifier classifier_;
  Concordance concordance_;
  double code_floor_;
};

}  // namespace

void classify(Connection& connection, const std::filesystem::path& data, const Progress& progress) {
  report(progress, "grouping wordings", 0);
  group_purchases(connection);
  const std::vector<SpentWording> wordings = read_wordings(connection);
  const ReadingDesk desk(connection, data);
  std::vector<LineReading> readings;
  readings.reserve(wordings.size());
  MeanSectors ledger;
  for (const SpentWording& wording : wordings) {
    if (readings.size() % progress_step == 0) {
      report(progress, "reading wordings",
             static_cast<double>(readings.size()) / static_cast<double>(wordings.size()));
    }
    readings.push_back(desk.read(wording));
    if (wording.lines > 0) {
      ledger.add(wording, readings.back().sectors);
    }
  }
  const SectorShares mean = ledger.mean(connection);
  Tables tables(connection);
  for (std::size_t n = 0; n < wordings.size(); ++n) {
    tables.add(wordings[n], readings[n], readings[n].sectors.empty() ? mean : readings[n].sectors);
  }
  tables.close();
  record(connection, "classify", problems(wordings, readings));
  connection.run("DROP TABLE wording_keys");
}

}  // namespace headwater
