#include "ingest/json_lines.h"

#include <fmt/format.h>

#include <functional>
#include <unordered_map>

#include "base/error.h"
#include "ingest/json_document.h"

namespace headwater {
namespace {

/// More keys than any table has columns: keys that are data (names, dates) would make one column
/// each.
constexpr std::size_t most_columns = 1000;

class Columns {
 public:
  explicit Columns(const std::string& file) : file_(file) {}

  std::size_t of(const std::string& key) {
    const auto [found, is_new] = by_key_.emplace(key, names_.size());
    if (is_new) {
      names_.push_back(key);
      if (names_.size() > most_columns) {
        throw Error(fmt::format("{}: more than {} different keys; is it a table? Export it as rows",
                                file_, most_columns));
      }
    }
    return found->second;
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  const std::string& file_;
  std::unordered_map<std::string, std::size_t> by_key_;
  std::vector<std::string> names_;
};

using Cells = std::vector<std::optional<std::string>>;

void put(Cells& cells, std::size_t at, std::string value) {
  if (cells.size() <= at) {
    cells.resize(at + 1);
  }
  cells[at] = cells[at] ? *cells[at] + ";" + value : std::move(value);
}

/// Nested objects give `outer.inner`; lists of scalars one cell; lists of objects are gone through.
void flatten(const Json& value, const std::string& key, Columns& columns, Cells& cells) {
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      flatten(member, key.empty() ? name : key + "." + name, columns, cells);
    }
  } else if (value.is_array()) {
    for (const Json& item : value) {
      flatten(item, key, columns, cells);
    }
  } else if (auto text = scalar(value)) {
    put(cells, columns.of(key), std::move(*text));
  }
}

using Use = std::function<void(std::int64_t, const Json*)>;
using EachRecord = std::function<void(Problems&, const Use&)>;

/// Twice through the records: for the keys, then for the cells.
Staged stage_records(Connection& connection, const std::string& file, Problems& problems,
                     const EachRecord& each) {
  Columns columns(file);
  Problems told_later("");
  each(told_later, [&](std::int64_t, const Json* record) {
    Cells cells;
    if (record) {
      flatten(*record, "", columns, cells);
    }
  });
  if (columns.names().empty()) {
    throw Error(
        fmt::format("{}: no record could be read; check that each line is a JSON object", file));
  }
  Staged staged{.format = "jsonl",
                .encoding = {},
                .delimiter = {},
                .width = columns.names().size(),
                .surplus = 0,
                .typed = true,
                .columns = columns.names(),
                .header = 0,
                .records = 0,
                .rejected = {}};
  create_staged(connection, staged.width);
  StagedRows rows(connection, staged.width);
  each(problems, [&](std::int64_t row, const Json* record) {
    const std::size_t before = problems.issues().size();
    Cells cells;
    if (record) {
      flatten(*record, "", columns, cells);
    } else if (before > 0 && problems.issues().back().row == row) {
      staged.rejected.push_back(row);
    }
    rows.add(cells);
  });
  rows.close();
  staged.records = rows.count();
  return staged;
}

}  // namespace

Staged stage_json_lines(Connection& connection, std::string_view text, const std::string& file,
                        Problems& problems) {
  return stage_records(connection, file, problems,
                       [&](Problems& found, const Use& use) { each_json_line(text, found, use); });
}

Staged stage_json_array(Connection& connection, std::string_view text, const std::string& file,
                        Problems& problems) {
  const Json document = parse_document(text, file);
  return stage_records(connection, file, problems, [&](Problems& found, const Use& use) {
    std::int64_t row = 0;
    for (const Json& record : document) {
      ++row;
      if (!record.is_object()) {
        found.error({row, "", record.dump().substr(0, 200)}, "not a JSON object",
                    "the row was left out");
      }
      use(row, record.is_object() ? &record : nullptr);
    }
  });
}

}  // namespace headwater
