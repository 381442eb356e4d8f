#include "ingest/recognise.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "ingest/column_content.h"

namespace headwater {
namespace {

constexpr std::int64_t sampled_records = 1000;
constexpr std::size_t shown_samples = 3;

/// Fields of which a second column fills the gaps of the first. Of the others only the best counts.
const std::set<std::string, std::less<>> filled_fields = {
    "supplier_country", "supplier_id", "date",  "description", "category",     "source",
    "country",          "identifier",  "alias", "weak_alias",  "previous_name"};

class Recogniser {
 public:
  Recogniser(const Staged& staged, Role role, const KnownNames& known, const ColumnMapping& mapping,
             Problems& problems)
      : staged_(staged),
        known_(known),
        mapping_(mapping),
        problems_(problems),
        fields_(staged.columns.size()),
        how_(staged.columns.size()),
        rank_(staged.columns.size(), 1) {
    result_.role = role;
  }

  Recognised run(const std::vector<std::vector<std::string>>& sample) {
    by_mapping();
    by_format();
    if (staged_.stated.fields.empty()) {
      by_name();
      by_content(sample);
    }
    keep_best();
    constants();
    report(sample);
    return std::move(result_);
  }

 private:
  bool has(std::string_view field) const {
    return std::ranges::find(fields_, field) != fields_.end();
  }

  void by_mapping() {
    for (const auto& [field, names] : mapping_.columns) {
      const auto& known = fields_of(result_.role);
      if (std::ranges::find(known, field) == known.end()) {
        continue;
      }
      int rank = -static_cast<int>(names.size());
      for (const std::string& name : names) {
        const auto found = std::ranges::find(staged_.columns, name);
        if (found == staged_.columns.end() && mapping_.for_several_files) {
          problems_.warning({{}, field, name},
                            "the mapping names a column that this file does not have",
                            "its columns were recognised without it");
          continue;
        }
        if (found == staged_.columns.end()) {
          throw Error(fmt::format("{}: {} = \"{}\": {} has no such column; it has {}",
                                  mapping_.file, field, name, problems_.file(),
                                  fmt::join(staged_.columns, ", ")));
        }
        const auto at = static_cast<std::size_t>(found - staged_.columns.begin());
        take(at, field, "mapping", rank++);
        mapped_.insert(field);
      }
    }
  }

  void take(std::size_t at, const std::string& field, std::string how, int rank) {
    fields_[at] = field;
    how_[at] = std::move(how);
    rank_[at] = rank;
  }

  void by_format() {
    for (std::size_t at = 0; at < staged_.stated.fields.size(); ++at) {
      if (fields_[at].empty() && !mapped_.contains(staged_.stated.fields[at])) {
        take(at, staged_.stated.fields[at], staged_.stated.fields[at].empty() ? "" : "format", 1);
      }
    }
  }

  void by_name() {
    for (std::size_t at = 0; at < staged_.columns.size(); ++at) {
      const ColumnMeaning* meaning = known_.columns.meaning(result_.role, staged_.columns[at]);
      if (meaning && fields_[at].empty() && !mapped_.contains(meaning->field)) {
        take(at, meaning->field, fmt::format("name ({})", meaning->language), meaning->rank);
      }
    }
  }

  static std::vector<std::string> values(const std::vector<std::vector<std::string>>& sample,
                                         std::size_t at) {
    std::vector<std::string> found;
    for (const auto& record : sample) {
      if (!trimmed(record[at]).empty()) {
        found.push_back(record[at]);
      }
    }
    return found;
  }

  void by_content(const std::vector<std::vector<std::string>>& sample) {
    for (std::size_t at = 0; at < staged_.columns.size(); ++at) {
      if (!fields_[at].empty()) {
        continue;
      }
      const auto content = content_of(values(sample, at), known_);
      const std::string field = content ? field_for(*content) : "";
      if (!field.empty() && !has(field)) {
        take(at, field, "content", 1);
      }
    }
  }

  std::string field_for(Content content) const {
    const bool ledger = result_.role == Role::ledger;
    switch (content) {
      case Content::currency:
        return ledger || result_.role == Role::links ? "currency" : "";
      case Content::country:
        return ledger || result_.role == Role::links ? "supplier_country" : "country";
      case Content::date:
        return ledger && !has("year") ? "date" : "";
      case Content::cpv:
        return ledger ? "cpv" : "";
      case Content::amount:
        return ledger ? "amount" : "";
      case Content::organisation:
        return ledger ? "supplier" : "";
    }
    return "";
  }

  void keep_best() {
    std::vector<std::size_t> order(fields_.size());
    std::ranges::generate(order, [n = std::size_t{0}]() mutable { return n++; });
    std::ranges::stable_sort(order, {}, [&](std::size_t at) { return rank_[at]; });
    for (const std::size_t at : order) {
      std::string& field = fields_[at];
      if (field.empty() || field == "other") {
        field.clear();
        continue;
      }
      std::vector<std::size_t>& columns = result_.columns[field];
      if (columns.empty() || filled_fields.contains(field)) {
        columns.push_back(at);
      } else {
        how_[at] = fmt::format("not used: {} is read from {}", field, staged_.columns[columns[0]]);
        field.clear();
      }
    }
  }

  void constants() {
    result_.constants = mapping_.constants;
    for (const ColumnNames::Layout& layout : known_.columns.layouts_of(staged_.columns)) {
      if (result_.role == Role::ledger && !result_.has(layout.field) &&
          result_.constants.try_emplace(layout.field, layout.value).second) {
        problems_.note(
            {{}, layout.field, layout.value},
            fmt::format("no column says it: taken from the known layout '{}'", layout.name),
            fmt::format("if it is wrong, state it with --columns: [constants] {} = \"…\"",
                        layout.field));
      }
    }
    name_currency();
  }

  /// "Amount (GBP)"
  void name_currency() {
    if (!result_.has("amount") || result_.has("currency")) {
      return;
    }
    const auto found = known_.currencies.in_heading(staged_.columns[result_.columns["amount"][0]]);
    if (found && !mapping_.constants.contains("currency")) {
      result_.constants["currency"] = *found;
    }
  }

  void report(const std::vector<std::vector<std::string>>& sample) {
    for (std::size_t at = 0; at < staged_.columns.size(); ++at) {
      std::vector<std::string> shown;
      for (const std::string& value : values(sample, at)) {
        const std::string text = excerpt(value, 40);
        if (shown.size() < shown_samples && std::ranges::find(shown, text) == shown.end()) {
          shown.push_back(text);
        }
      }
      result_.report.push_back({staged_.columns[at], fields_[at], how_[at], shown});
    }
  }

  const Staged& staged_;
  const KnownNames& known_;
  const ColumnMapping& mapping_;
  Problems& problems_;
  std::vector<std::string> fields_;
  std::vector<std::string> how_;
  std::vector<int> rank_;
  std::set<std::string> mapped_;
  Recognised result_;
};

}  // namespace

std::string Recognised::column(const Staged& staged, std::string_view field) const {
  const auto found = columns.find(field);
  return found == columns.end() ? std::string(field) : staged.columns[found->second[0]];
}

Recognised recognise(Connection& connection, const Staged& staged, Role role,
                     const KnownNames& known, const ColumnMapping& mapping, Problems& problems) {
  const auto sample = first_records(connection, staged, staged.header, sampled_records);
  if (staged.data_records() == 0) {
    if (role == Role::ledger) {
      throw Error(fmt::format("{}: has a header and no rows; export it again", problems.file()));
    }
    problems.warning({}, staged.header > 0 ? "a header and no rows" : "no rows",
                     "nothing was read from it; fetch or export it again");
  }
  return Recogniser(staged, role, known, mapping, problems).run(sample);
}

}  // namespace headwater
