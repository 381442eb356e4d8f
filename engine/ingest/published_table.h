#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/database.h"
#include "ingest/table_files.h"

namespace headwater {

/// A region and a sector (or a category of final demand) as the publisher calls them.
struct PublishedCell {
  std::string region;
  std::string sector;
};

/// What a publisher's table is, as far as its files tell, and what its rows and columns are called.
struct PublishedTable {
  std::string layout;   ///< exiobase3 | icio | figaro | gloria | wiod2016 | wiod2013 | eora26
  std::string edition;  ///< in words: files and system
  std::optional<int> year;
  std::string currency = "USD";
  double millions = 1;  ///< what one unit of the table is, in millions of the currency
  std::vector<PublishedCell> cells;
  std::vector<PublishedCell> demands;  ///< columns of final demand: buyer, category
  std::vector<std::string> files;      ///< that were read
};

/// Takes a table in, row by row. Rows of a region follow each other, or cost a little more.
class TableSink {
 public:
  virtual ~TableSink() = default;
  /// What each cell buys from `seller`, in the table's unit.
  virtual void flows(std::size_t seller, std::span<const double> by_cell) = 0;
  virtual void demand(std::size_t seller, std::span<const double> by_demand) = 0;
  /// Output as published; where a table does not state it, it is what the cell sells.
  virtual void output(std::size_t cell, double value) = 0;
  /// Something of the file that the person should know.
  virtual void note(const std::string& field, const std::string& value, const std::string& reason,
                    const std::string& advice) = 0;
};

/// A table that is open: named, and ready to be read once.
class PublishedReader {
 public:
  virtual ~PublishedReader() = default;
  const PublishedTable& table() const { return table_; }
  virtual void read(TableSink& sink) = 0;

 protected:
  PublishedTable table_;
};

struct TableChoice {
  std::string layout;  ///< empty: told by the files
  std::optional<int> year;
};

/// Opens the table that the files hold. Throws Error where its layout is not known or a part of it
/// is missing.
std::unique_ptr<PublishedReader> open_published(Connection& connection, const TableFiles& files,
                                                const TableChoice& choice);

/// One reader for each layout; nullptr where the files are not of it.
using OpenReader = std::unique_ptr<PublishedReader>(Connection& connection, const TableFiles& files,
                                                    std::optional<int> year);
OpenReader open_exiobase;
OpenReader open_icio;
OpenReader open_figaro;
OpenReader open_gloria;
OpenReader open_wiod2016;
OpenReader open_wiod2013;
OpenReader open_eora;
OpenReader open_long;  ///< the long form of WIOD 2013

}  // namespace headwater
