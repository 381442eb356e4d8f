// The World Input-Output Database, releases 2013 (35 sectors) and 2016 (56), million USD at basic
// prices, in the forms people have:
//  - the sheet as published, saved as XLSX or CSV (wiot11_row_apr12, WIOT2014_Nov16_ROW): six lines
//  above the numbers, of
//    which the third to sixth hold code, name, country and column code; the same four stand before
//    them;
//  - the table of the R file as CSV or Parquet: IndustryCode, IndustryDescription, Country, RNr,
//  Year, AUS1 … ROW61, TOT.
// What .xlsb and .RData hold cannot be read here. The long form of the 2013 release is in
// table_long.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/error.h"
#include "ingest/number_rows.h"
#include "ingest/published_cells.h"

namespace headwater {
namespace {

enum class Form { sheet, frame };

struct Release {
  std::string layout;
  std::size_t sectors;
  std::string_view last_demand;  ///< of a sheet: the code of the last column of final demand
};

const Release release_2013{"wiod2013", 35, "c42"};
const Release release_2016{"wiod2016", 56, "c61"};

constexpr std::size_t sheet_header = 6;
constexpr std::size_t code_line = 2;
constexpr std::size_t region_line = 4;
constexpr std::size_t number_line = 5;
constexpr std::size_t sheet_labels = 4;
constexpr std::size_t frame_labels = 5;

/// "c12" or "12" -> 12; 0 where it is no such number.
std::size_t number_of(std::string_view code) {
  if (code.starts_with('c') || code.starts_with('C')) {
    code.remove_prefix(1);
  }
  std::size_t number = 0;
  const bool digits =
      !code.empty() && std::ranges::all_of(code, [](unsigned char c) { return std::isdigit(c); });
  return digits && std::from_chars(code.data(), code.data() + code.size(), number).ec == std::errc()
             ? number
             : 0;
}

/// The row of output below the table: GO in 2016, r69 in 2013.
bool is_output(std::string_view code, std::string_view number) {
  return code == "GO" || number == "r69";
}

struct Column {
  std::string region;
  std::size_t number = 0;
  std::string name;  ///< of a sector: its code
};

class WiodReader : public PublishedReader {
 public:
  WiodReader(Connection& connection, const TableFiles& files, const std::string& name, Form form,
             const Release& release, std::optional<int> year)
      : release_(release),
        form_(form),
        rows_(open_number_rows(connection, files, name, labels(),
                               form == Form::sheet ? sheet_header : 1)) {
    table_.layout = release.layout;
    table_.edition = fmt::format("WIOD {} release ({})", release.layout.substr(4), name);
    table_.year = year ? year : year_in(base_name(name));
    table_.files = {name};
    if (form == Form::frame) {
      read_codes(connection, files, name);
    }
    for (std::size_t i = labels(); i < rows_->header().back().size(); ++i) {
      place(column(i), i - labels());
    }
    if (table_.cells.empty() || table_.demands.empty()) {
      throw Error(
          fmt::format("{}: has {} columns of sectors and {} of final demand; is it a WIOD "
                      "table as published?",
                      name, table_.cells.size(), table_.demands.size()));
    }
  }

  void read(TableSink& sink) override {
    const CellPlaces places(table_.cells, rows_->name());
    RowsSeen seen(table_.cells, rows_->name());
    while (rows_->next()) {
      const std::vector<std::string>& label = rows_->labels();
      const std::string& code = label[0];
      const std::size_t number = number_of(label[3]);
      if (is_output(code, label[3])) {
        give_outputs(sink);
      } else if (number >= 1 && number <= release_.sectors) {
        const std::size_t cell = places.find(label[2], sector_name(number, code));
        if (cell == CellPlaces::npos) {
          throw Error(
              fmt::format("{}: line {}: {} {} is not among the columns; a label is missing "
                          "or was changed",
                          rows_->name(), rows_->line(), label[2], code));
        }
        seen.see(cell);
        sink.flows(cell, picked(cell_columns_));
        sink.demand(cell, picked(demand_columns_));
      }
    }
    seen.require_all();
    if (!outputs_given_) {
      throw Error(
          fmt::format("{}: the row of outputs ({}) is missing; the file is cut short, fetch "
                      "it again",
                      rows_->name(), release_.layout == "wiod2016" ? "GO" : "r69"));
    }
  }

 private:
  std::size_t labels() const { return form_ == Form::sheet ? sheet_labels : frame_labels; }

  /// The 2013 release is known by its numbers, c1 to c35; the 2016 one by codes.
  std::string sector_name(std::size_t number, const std::string& code) const {
    return release_.layout == "wiod2013" ? fmt::format("c{}", number) : code;
  }

  Column column(std::size_t i) const {
    const auto& header = rows_->header();
    if (form_ == Form::sheet) {
      return {header[region_line][i], number_of(header[number_line][i]), header[code_line][i]};
    }
    const std::string& label = header[0][i];
    const std::size_t digits = label.find_first_of("0123456789");
    if (digits == std::string::npos) {
      return {label, 0, {}};
    }
    const std::size_t number = number_of(std::string_view(label).substr(digits));
    const auto code = codes_.find(number);
    return {label.substr(0, digits), number, code == codes_.end() ? "" : code->second};
  }

  void place(const Column& column, std::size_t position) {
    if (column.number == 0 || column.region.empty() || column.region == "TOT") {
      return;
    }
    if (column.number <= release_.sectors) {
      table_.cells.push_back({column.region, sector_name(column.number, column.name)});
      cell_columns_.push_back(position);
    } else if (column.number <= number_of(release_.last_demand)) {
      table_.demands.push_back({column.region, fmt::format("c{}", column.number)});
      demand_columns_.push_back(position);
    }
  }

  /// In the frame, columns have numbers and rows both number and code.
  void read_codes(Connection& connection, const TableFiles& files, const std::string& name) {
    const auto rows = open_number_rows(connection, files, name, frame_labels, 1);
    while (rows->next()) {
      codes_.emplace(number_of(rows->labels()[3]), rows->labels()[0]);
      if (codes_.size() > release_.sectors) {
        break;
      }
    }
  }

  void give_outputs(TableSink& sink) {
    outputs_given_ = true;
    const std::vector<double> outputs = picked(cell_columns_);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      sink.output(i, outputs[i]);
    }
  }

  std::vector<double> picked(const std::vector<std::size_t>& columns) const {
    std::vector<double> values;
    values.reserve(columns.size());
    for (const std::size_t column : columns) {
      values.push_back(rows_->values()[column]);
    }
    return values;
  }

  const Release& release_;
  Form form_;
  std::unique_ptr<NumberRows> rows_;
  bool outputs_given_ = false;
  std::map<std::size_t, std::string> codes_;
  std::vector<std::size_t> cell_columns_;
  std::vector<std::size_t> demand_columns_;
};

bool is_frame(Connection& connection, const TableFiles& files, const std::string& name) {
  if (base_name(name).ends_with(".parquet")) {
    const TableFiles::OnDisk file = files.on_disk(name);
    try {
      const auto names =
          connection
              .query(fmt::format("SELECT * FROM read_parquet({}) LIMIT 0", sql_text(file.path)))
              .names();
      return names.size() > frame_labels && names[0] == "IndustryCode" && names[3] == "RNr";
    } catch (const Error&) {
      return false;
    }
  }
  const std::vector<std::string> lines = files.first_lines(name, 1);
  std::string line = lines.empty() ? std::string() : lines[0];
  std::erase(line, '"');
  return line.starts_with("IndustryCode,IndustryDescription,Country,RNr,Year,");
}

/// The published names: wiot11_row_apr12.xlsx, WIOT2014_Nov16_ROW.xlsx; saved as CSV too.
bool is_sheet(const std::string& name, const Release& release) {
  const std::string base = base_name(name);
  const bool newer = base.find("nov16") != std::string::npos;
  return base.starts_with("wiot") && !base.starts_with("wiots") &&
         (base.ends_with(".xlsx") || base.ends_with(".csv")) &&
         newer == (release.layout == "wiod2016");
}

std::unique_ptr<PublishedReader> open_wiod(Connection& connection, const TableFiles& files,
                                           std::optional<int> year, const Release& release) {
  std::vector<std::pair<std::string, Form>> found;
  for (const std::string& name : files.names()) {
    const std::string base = base_name(name);
    const auto named_year = year_in(base);
    if (year && named_year && year != named_year) {
      continue;
    }
    const bool may_be_frame = base.ends_with(".csv") || base.ends_with(".parquet");
    if (release.layout == "wiod2016" && may_be_frame && is_frame(connection, files, name)) {
      found.emplace_back(name, Form::frame);
    } else if (is_sheet(name, release)) {
      found.emplace_back(name, Form::sheet);
    }
  }
  if (found.empty()) {
    return nullptr;
  }
  std::vector<std::string> names;
  for (const auto& [name, form] : found) {
    names.push_back(name);
  }
  require_one(files, names);
  return std::make_unique<WiodReader>(connection, files, found[0].first, found[0].second, release,
                                      year);
}

}  // namespace

std::unique_ptr<PublishedReader> open_wiod2016(Connection& connection, const TableFiles& files,
                                               std::optional<int> year) {
  return open_wiod(connection, files, year, release_2016);
}

std::unique_ptr<PublishedReader> open_wiod2013(Connection& connection, const TableFiles& files,
                                               std::optional<int> year) {
  auto sheet = open_wiod(connection, files, year, release_2013);
  return sheet ? std::move(sheet) : open_long(connection, files, year);
}

}  // namespace headwater
