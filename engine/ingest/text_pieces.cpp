#include "ingest/text_pieces.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "ingest/csv_survey.h"
#include "ingest/file_text.h"

namespace headwater {
namespace {

/// A record too long is left out; a line many times as long is no record.
constexpr std::size_t longest_line = 4 * longest_record;

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

/// Whether a line ends with the character at `at`: "\r\n" ends with its second half.
bool ends_line(std::string_view text, std::size_t at) {
  return text[at] == '\n' || (text[at] == '\r' && at + 1 < text.size() && text[at + 1] != '\n');
}

/// Blank lines count as rows only where a record follows them in the same piece.
std::size_t without_blank_lines(std::string_view text, std::size_t end) {
  std::size_t last = end;
  while (last > 0 && is_line_end(text[last - 1])) {
    --last;
  }
  return last == 0 ? 0 : last + (text.substr(last).starts_with("\r\n") ? 2 : 1);
}

}  // namespace

std::size_t end_of_records(std::string_view text, TextPieces::Cut cut) {
  std::size_t outside_quotes = 0;
  std::size_t any = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    quoted = quoted != (text[at] == '"' && cut == TextPieces::Cut::at_records);
    if (ends_line(text, at)) {
      any = at + 1;
      outside_quotes = quoted ? outside_quotes : any;
    }
  }
  // A stray quotation mark turns inside and outside round; half a piece without an end says so.
  const std::size_t end = outside_quotes > text.size() / 2 ? outside_quotes : any;
  return without_blank_lines(text, end);
}

TextPieces::TextPieces(const std::filesystem::path& file, std::string name, Problems& problems,
                       std::size_t piece_bytes)
    : name_(std::move(name)),
      problems_(problems),
      piece_bytes_(piece_bytes),
      size_(std::filesystem::file_size(file)),
      file_(gzopen(file.c_str(), "rbe")) {
  if (!file_) {
    throw Error(fmt::format("{}: cannot be opened: {}", name_, std::strerror(errno)));
  }
}

TextPieces::~TextPieces() { gzclose_r(file_); }

double TextPieces::share_read() const {
  return size_ == 0 ? 1 : static_cast<double>(gzoffset(file_)) / static_cast<double>(size_);
}

void TextPieces::refuse_bombs() const {
  const auto packed = static_cast<std::uint64_t>(gzoffset(file_));
  if (unpacks_absurdly(packed, read_)) {
    throw Error(fmt::format(
        "{}: unpacks to far more than any table does, as a zip bomb does; unpack it by hand if you "
        "trust it",
        name_));
  }
}

/// What came before the damage is read, but for the line it fell in.
void TextPieces::tell_damage() {
  int code = Z_OK;
  gzerror(file_, &code);
  if (code == Z_OK || code == Z_STREAM_END) {
    return;
  }
  const std::size_t end = text_.find_last_of("\r\n");
  text_.resize(end == std::string::npos ? 0 : end + 1);
  const char* reason = code == Z_BUF_ERROR ? "it is cut short" : "its packed data is damaged";
  if (text_.empty() && read_ < piece_bytes_) {
    throw Error(fmt::format("{}: cannot be unpacked: {}; fetch or export it again", name_, reason));
  }
  problems_.error({}, fmt::format("cannot be unpacked to its end: {}", reason),
                  "the lines before the damage were read; fetch or export the file again for the "
                  "rest");
}

void TextPieces::read_more() {
  const std::size_t before = text_.size();
  text_.resize(before + piece_bytes_);
  std::size_t filled = before;
  while (filled < text_.size() && !ended_) {
    const int count =
        gzread(file_, text_.data() + filled, static_cast<unsigned>(text_.size() - filled));
    ended_ = count <= 0;
    filled += static_cast<std::size_t>(std::max(count, 0));
  }
  text_.resize(filled);
  read_ += filled - before;
  refuse_bombs();
  if (ended_) {
    tell_damage();
  }
}

const std::string& TextPieces::start() {
  if (read_ == 0 && !ended_) {
    read_more();
  }
  return text_;
}

std::string TextPieces::next(Cut cut) {
  if (start().size() < piece_bytes_ && !ended_) {
    read_more();
  }
  while (!ended_) {
    const std::size_t end = cut == Cut::nowhere ? 0 : end_of_records(text_, cut);
    if (end > 0) {
      std::string rest = text_.substr(end);
      text_.resize(end);
      return std::exchange(text_, std::move(rest));
    }
    if (cut != Cut::nowhere && text_.size() > longest_line) {
      throw Error(
          fmt::format("{}: has a line of more than {} MB; is it a table? Look for missing "
                      "line breaks",
                      name_, longest_line >> 20));
    }
    read_more();
  }
  return std::exchange(text_, {});
}

}  // namespace headwater
