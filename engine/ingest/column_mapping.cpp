#include "ingest/column_mapping.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "ingest/fields.h"

namespace headwater {
namespace {

class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  ColumnMapping read(const toml::table& table) {
    ColumnMapping mapping;
    mapping.file = file_;
    for (const auto& [key, node] : table) {
      if (key == "columns") {
        columns(section(key, node), mapping);
      } else if (key == "constants") {
        constants(section(key, node), mapping);
      } else {
        setting(key.str(), node, mapping);
      }
    }
    return mapping;
  }

 private:
  [[noreturn]] void fail(const toml::node& node, const std::string& what) const {
    throw Error(fmt::format("{}: line {}: {}", file_, node.source().begin.line, what));
  }

  const toml::table& section(const toml::key& key, const toml::node& node) const {
    if (!node.is_table()) {
      fail(node, fmt::format("[{}] must be a table", key.str()));
    }
    return *node.as_table();
  }

  std::string text(const toml::node& node) const {
    if (const auto value = node.value_exact<std::string>()) {
      return *value;
    }
    if (const auto value = node.value_exact<int64_t>()) {
      return std::to_string(*value);
    }
    fail(node, "a text in quotes is expected");
  }

  void setting(std::string_view key, const toml::node& node, ColumnMapping& mapping) const {
    const std::string value = text(node);
    if (key == "encoding") {
      mapping.encoding = value;
    } else if (key == "delimiter") {
      mapping.delimiter = value == "tab" ? "\t" : value;
      if (mapping.delimiter.size() != 1) {
        fail(node, "the delimiter must be one character, or \"tab\"");
      }
    } else if (key == "sheet") {
      mapping.sheet = value;
    } else if (key == "decimal" && (value == "." || value == ",")) {
      mapping.decimal = value == "." ? DecimalMark::point : DecimalMark::comma;
    } else if (key == "date_order" && (value == "day first" || value == "month first")) {
      mapping.date_order = value == "day first" ? DateOrder::day_first : DateOrder::month_first;
    } else if (key == "decimal" || key == "date_order") {
      fail(node, key == "decimal" ? "decimal is \".\" or \",\""
                                  : "date_order is \"day first\" or \"month first\"");
    } else {
      fail(node,
           fmt::format("'{}' is not a setting; known are encoding, delimiter, sheet, decimal, "
                       "date_order and the tables [columns] and [constants]",
                       key));
    }
  }

  void columns(const toml::table& table, ColumnMapping& mapping) const {
    for (const auto& [key, node] : table) {
      if (!is_field(key.str())) {
        fail(node, fmt::format("'{}' is not a field; known are {}", key.str(),
                               fmt::join(all_fields(), ", ")));
      }
      std::vector<std::string>& names = mapping.columns[std::string(key.str())];
      if (const toml::array* list = node.as_array()) {
        for (const toml::node& item : *list) {
          names.push_back(text(item));
        }
      } else {
        names.push_back(text(node));
      }
    }
  }

  void constants(const toml::table& table, ColumnMapping& mapping) const {
    for (const auto& [key, node] : table) {
      if (std::ranges::find(constant_fields(), key.str()) == constant_fields().end()) {
        fail(node, fmt::format("'{}' cannot be a constant; those are {}", key.str(),
                               fmt::join(constant_fields(), ", ")));
      }
      mapping.constants[std::string(key.str())] = text(node);
    }
  }

  static std::set<std::string> all_fields() {
    std::set<std::string> all;
    for (const Role role : {Role::ledger, Role::links, Role::facilities, Role::list}) {
      all.insert(fields_of(role).begin(), fields_of(role).end());
    }
    return all;
  }

  std::string file_;
};

}  // namespace

ColumnMapping read_mapping(const std::optional<std::filesystem::path>& file) {
  if (!file) {
    return {};
  }
  if (!std::filesystem::is_regular_file(*file)) {
    throw Error(fmt::format("{}: no such mapping file; check the path given with --columns",
                            file->string()));
  }
  try {
    return Reader(file->filename().string()).read(toml::parse_file(file->string()));
  } catch (const toml::parse_error& error) {
    throw Error(fmt::format("{}: line {}: {}", file->filename().string(), error.source().begin.line,
                            error.description()));
  }
}

}  // namespace headwater
