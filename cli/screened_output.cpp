#include "cli/screened_output.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "base/appender.h"
#include "base/scratch_file.h"

namespace headwater {
namespace {

using Json = nlohmann::ordered_json;

void lay_out(Connection& connection, std::span<const Screened> batch) {
  connection.run(
      "CREATE OR REPLACE TABLE screened (query_row BIGINT, query_name TEXT, candidate_id TEXT, "
      "candidate_name TEXT, list TEXT, score DOUBLE, decision TEXT, reasons TEXT, listed_on TEXT, "
      "list_edition TEXT, source TEXT)");
  Appender rows(connection, "screened");
  for (const Screened& one : batch) {
    for (const ScreenedCandidate& c : one.candidates) {
      const ListEntry entry = entry_of(c.found);
      rows.row(one.query.row, c.query_name, entry.id, c.found.name, entry.list, c.found.score,
               name(c.found.decision), c.found.reasons, entry.listed_on, entry.edition,
               entry.source);
    }
  }
  rows.close();
}

/// As DuckDB writes the table: quotation marks and escapes are its business.
std::string table_as(Connection& connection, std::string_view columns, std::string_view format) {
  const ScratchFile file;
  connection.run(
      fmt::format("COPY (SELECT {} FROM screened ORDER BY rowid) TO {} ({}, USE_TMP_FILE false)",
                  columns, sql_text(file.path()), format));
  return file.content();
}

std::map<std::string, std::string> iso2_codes(Connection& connection) {
  std::map<std::string, std::string> codes;
  Rows rows =
      connection.query("SELECT iso3, lower(iso2) FROM reference.countries WHERE iso2 IS NOT NULL");
  while (rows.next()) {
    codes.emplace(*rows.row().text(0), *rows.row().text(1));
  }
  return codes;
}

}  // namespace

ScreenedOutput::ScreenedOutput(Connection connection, OutputFile& file, std::string format)
    : connection_(std::move(connection)),
      file_(file),
      format_(std::move(format)),
      iso2_(iso2_codes(connection_)) {}

void ScreenedOutput::write(std::span<const Screened> batch) {
  format_ == "ftm" ? write_entities(batch) : write_table(batch);
}

void ScreenedOutput::finish() {
  if (format_ == "csv" && first_) {
    write_table({});  // its header
  }
  if (format_ == "json") {
    file_.write(first_ ? "[\n]\n" : "\n]\n");
  }
  file_.finish();
}

void ScreenedOutput::write_table(std::span<const Screened> batch) {
  lay_out(connection_, batch);
  if (format_ == "json") {
    return write_elements(table_as(connection_, "*", "FORMAT json"));
  }
  // JSON says besides when the party was listed, in which edition, and where.
  file_.write(table_as(connection_, "* EXCLUDE (listed_on, list_edition, source)",
                       first_ ? "FORMAT csv, HEADER" : "FORMAT csv, HEADER false"));
  first_ = false;
}

/// Lines of JSON, as elements of one array.
void ScreenedOutput::write_elements(std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    file_.write(first_ ? "[\n\t" : ",\n\t");
    file_.write(lines.substr(0, end));
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    first_ = false;
  }
}

/// A line for each name: the entity asked about, and under `results` what the lists have, as
/// services that match FollowTheMoney entities answer.
void ScreenedOutput::write_entities(std::span<const Screened> batch) {
  const auto countries = [&](const std::vector<std::string>& alpha3) {
    Json codes = Json::array();
    for (const std::string& country : alpha3) {
      if (const auto code = iso2_.find(country); code != iso2_.end()) {
        codes.push_back(code->second);
      }
    }
    return codes;
  };
  const auto with = [](Json& properties, const char* property, const Json& values) {
    if (!values.empty()) {
      properties[property] = values;
    }
  };
  for (const Screened& one : batch) {
    Json properties = {{"name", Json::array({one.query.name})}};
    with(properties, "alias", one.query.other_names);
    with(properties, "country", countries(one.query.countries));
    with(properties, "registrationNumber", one.query.identifiers);
    Json entity = {{"id", one.query.id},
                   {"caption", one.query.name},
                   {"schema", one.query.schema},
                   {"properties", std::move(properties)},
                   {"results", Json::array()}};
    for (const ScreenedCandidate& c : one.candidates) {
      const ListEntry entry = entry_of(c.found);
      Json found = {{"name", Json::array({entry.name})}};
      with(found, "alias", c.found.name == entry.name ? Json() : Json::array({c.found.name}));
      with(found, "country", countries(entry.countries));
      with(found, "topics", entry.topics);
      Json result = {{"id", entry.id},
                     {"caption", entry.name},
                     {"schema", entry.schema},
                     {"properties", std::move(found)},
                     {"datasets", Json::array({entry.list})},
                     {"score", c.found.score},
                     {"match", c.found.decision == Decision::match},
                     {"decision", name(c.found.decision)},
                     {"reasons", c.found.reasons}};
      with(result, "listed_on", entry.listed_on ? Json(*entry.listed_on) : Json());
      with(result, "list_edition", entry.edition ? Json(*entry.edition) : Json());
      with(result, "source", entry.source ? Json(*entry.source) : Json());
      entity["results"].push_back(std::move(result));
    }
    file_.write(entity.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
  }
}

}  // namespace headwater
