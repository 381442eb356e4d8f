#include "ingest/zip_archive.h"

#include <fmt/format.h>

#include "base/error.h"
#include "ingest/file_text.h"

namespace headwater {
namespace {

/// A workbook has a few dozen parts.
constexpr zip_int64_t most_entries = 10'000;
/// Styles, relations and the like; what is read whole.
constexpr std::size_t largest_part = std::size_t{256} << 20;
constexpr std::size_t block_size = std::size_t{1} << 20;

[[noreturn]] void throw_bomb(const std::string& name) {
  throw Error(fmt::format(
      "{}: unpacks to absurdly much, as a zip bomb does; export it again as CSV if you trust it",
      name));
}

}  // namespace

ZipArchive::ZipArchive(const std::filesystem::path& file)
    : name_(file.string()), archive_(nullptr, zip_discard) {
  int code = 0;
  archive_.reset(zip_open(file.c_str(), ZIP_RDONLY, &code));
  if (!archive_) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    throw Error(
        fmt::format("{}: is damaged or cut short ({}); fetch or export it again", name_, reason));
  }
  if (zip_get_num_entries(archive_.get(), 0) > most_entries) {
    throw_bomb(name_);
  }
}

bool ZipArchive::has(const std::string& entry) const {
  return zip_name_locate(archive_.get(), entry.c_str(), ZIP_FL_NOCASE) >= 0;
}

std::vector<std::string> ZipArchive::entries() const {
  std::vector<std::string> names;
  const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    if (const char* name = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(i), 0)) {
      names.emplace_back(name);
    }
  }
  return names;
}

ZipArchive::Stream ZipArchive::open(const std::string& entry) {
  const zip_int64_t index = zip_name_locate(archive_.get(), entry.c_str(), ZIP_FL_NOCASE);
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (index < 0 ||
      zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(index), 0, &stat) != 0) {
    throw Error(
        fmt::format("{}: lacks the part {}; save it again in a spreadsheet program", name_, entry));
  }
  if (unpacks_absurdly(stat.comp_size, stat.size)) {
    throw_bomb(name_);
  }
  zip_file_t* file = zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0);
  if (!file) {
    throw Error(
        fmt::format("{}: the part {} cannot be opened ({}); remove its password, or save it again",
                    name_, entry, zip_strerror(archive_.get())));
  }
  return Stream(name_, file, stat.comp_size);
}

bool ZipArchive::Stream::append_to(std::string& text) {
  const std::size_t before = text.size();
  text.resize(before + block_size);
  const zip_int64_t count = zip_fread(file_.get(), text.data() + before, block_size);
  text.resize(before + static_cast<std::size_t>(count > 0 ? count : 0));
  if (count < 0) {
    throw Error(fmt::format("{}: is damaged inside ({}); fetch or export it again", name_,
                            zip_file_strerror(file_.get())));
  }
  unpacked_ += static_cast<std::uint64_t>(count);
  if (unpacks_absurdly(packed_, unpacked_)) {
    throw_bomb(name_);
  }
  return count > 0;
}

std::string ZipArchive::read(const std::string& entry) {
  Stream stream = open(entry);
  std::string text;
  while (stream.append_to(text)) {
    if (text.size() > largest_part) {
      throw_bomb(name_);
    }
  }
  return text;
}

}  // namespace headwater
