// Files as they are, packed as gzip, and packed files that were cut short.
#include <unistd.h>
#include <zlib.h>

#include <fstream>
#include <optional>

#include "../require.h"
#include "base/error.h"
#include "ingest/file_text.h"

using namespace headwater;

namespace {

struct Read {
  std::string text;
  bool with_problem = false;
};

std::optional<Read> read_back(std::string_view bytes) {
  static const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("headwater_text_" + std::to_string(::getpid()));
  std::ofstream(file, std::ios::binary) << bytes;
  Problems problems("fuzz");
  std::optional<Read> result;
  try {
    check_readable(file);
    kind_of(first_bytes(file, 4096));
    FileText text = read_text(file, problems);
    require(text.unpacked == is_gzip(bytes));
    result = Read{std::move(text.bytes), !problems.issues().empty()};
  } catch (const Error& error) {
    require(std::string_view(error.what()).starts_with(file.string()));
  }
  std::filesystem::remove(file);
  return result;
}

std::string gzip(std::string_view text) {
  std::string packed(compressBound(static_cast<uLong>(text.size())) + 32, '\0');
  z_stream stream{};
  require(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  require(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(data, size);
  const auto plain = read_back(text);
  require(text.empty() || is_gzip(text) || (plain && plain->text == text));

  const std::string first = gzip(text.substr(0, size / 2));
  const std::string packed = first + gzip(text.substr(size / 2));
  const auto whole = read_back(packed);
  require(whole ? whole->text == text && !whole->with_problem : text.empty());

  const std::size_t cut = size == 0 ? 1 : 1 + data[size - 1] * packed.size() / 256;
  const auto part = read_back(std::string_view(packed).substr(0, cut));
  if (part && cut > 2 && cut != first.size() && cut < packed.size()) {
    require(part->with_problem && text.starts_with(part->text));
    require(part->text.ends_with('\n') || part->text.ends_with('\r'));
  }
  return 0;
}
