#pragma once

#include <zlib.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "ingest/problems.h"

namespace headwater {

constexpr std::size_t usual_piece = std::size_t{2} << 20;

/// A text, plain or gzip, in pieces of whole records: a file of any size in the memory of one
/// piece.
class TextPieces {
 public:
  enum class Cut : std::uint8_t {
    at_lines,    ///< each line is a record
    at_records,  ///< a line break between quotation marks belongs to a cell
    nowhere,     ///< the whole text is one document
  };

  /// Throws Error where the file cannot be opened.
  TextPieces(const std::filesystem::path& file, std::string name, Problems& problems,
             std::size_t piece_bytes = usual_piece);
  TextPieces(const TextPieces&) = delete;
  ~TextPieces();

  /// The start of the text, to tell from it how it may be cut.
  const std::string& start();
  /// The next piece; empty at the end. A gzip file cut short gives what could be unpacked and a
  /// problem. Throws Error where nothing could be unpacked, it unpacks to absurdly much, or a line
  /// has no end.
  std::string next(Cut cut);
  double share_read() const;

 private:
  void read_more();
  void refuse_bombs() const;
  void tell_damage();

  std::string name_;
  Problems& problems_;
  std::size_t piece_bytes_;
  std::uintmax_t size_ = 0;
  gzFile file_ = nullptr;
  bool ended_ = false;
  std::uint64_t read_ = 0;
  std::string text_;  ///< read and not yet given
};

/// Where a piece may end: after the last record that is whole, blank lines going with what follows;
/// 0 where it may not be cut. A quotation mark that is never closed does not hold up the rest.
std::size_t end_of_records(std::string_view text, TextPieces::Cut cut);

}  // namespace headwater
