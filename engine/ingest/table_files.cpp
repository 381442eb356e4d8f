#include "ingest/table_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <utility>

#include "base/error.h"
#include "ingest/file_text.h"
#include "ingest/zip_archive.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 20;
/// A published table is a handful of files; satellites make it a few hundred.
constexpr std::size_t most_files = 10'000;
constexpr std::size_t longest_start = std::size_t{64} << 20;

bool is_zip(const fs::path& file) {
  std::string start(4, '\0');
  std::ifstream(file, std::ios::binary).read(start.data(), 4);
  return start == "PK\x03\x04" && base_name(file.string()).ends_with(".zip");
}

TableFiles::Blocks blocks_of_file(const fs::path& file) {
  const auto stream = std::make_shared<std::ifstream>(file, std::ios::binary);
  if (!*stream) {
    throw Error(fmt::format("{}: cannot be opened; check its permissions", file.string()));
  }
  return [stream](std::string& text) {
    const std::size_t before = text.size();
    text.resize(before + block_bytes);
    stream->read(text.data() + before, block_bytes);
    const auto count = static_cast<std::size_t>(stream->gcount());
    text.resize(before + count);
    return count > 0;
  };
}

TableFiles::Blocks blocks_of_entry(const fs::path& file, const std::string& entry) {
  const auto archive = std::make_shared<ZipArchive>(file);
  const auto stream = std::make_shared<ZipArchive::Stream>(archive->open(entry));
  return [archive, stream](std::string& text) { return stream->append_to(text); };
}

}  // namespace

std::string base_name(std::string_view name) {
  std::string base(name.substr(name.find_last_of('/') + 1));
  std::ranges::transform(base, base.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return base;
}

TableFiles::TableFiles(const fs::path& path) : shown_(path.string()) {
  std::error_code code;
  if (fs::is_directory(path, code)) {
    add_folder(path);
  } else {
    check_readable(path);
    add_file(path, path.filename().string());
  }
  for (const auto& [name, place] : places_) {
    names_.push_back(name);
  }
  if (names_.empty()) {
    throw Error(
        fmt::format("{}: nothing to read in it; name the folder or archive of the table", shown_));
  }
}

void TableFiles::add(const std::string& name, ProblemPlace place) {
  places_.emplace(name, std::move(place));
  if (places_.size() > most_files) {
    throw Error(fmt::format("{}: holds more than {} files; name the folder of one table", shown_,
                            most_files));
  }
}

void TableFiles::add_file(const fs::path& file, const std::string& name) {
  if (!is_zip(file)) {
    return add(name, {file, {}});
  }
  const bool alone = file.string() == shown_;
  for (const std::string& entry : ZipArchive(file).entries()) {
    if (!entry.ends_with('/')) {
      add(alone ? entry : name + "/" + entry, {file, entry});
    }
  }
}

void TableFiles::add_folder(const fs::path& folder) {
  for (const auto& item :
       fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied)) {
    if (item.is_regular_file()) {
      add_file(item.path(), item.path().lexically_relative(folder).generic_string());
    }
  }
}

std::vector<std::string> TableFiles::all(const Test& test) const {
  std::vector<std::string> found;
  std::ranges::copy_if(names_, std::back_inserter(found),
                       [&](const std::string& name) { return test(base_name(name)); });
  return found;
}

const TableFiles::ProblemPlace& TableFiles::place(const std::string& name) const {
  const auto found = places_.find(name);
  if (found == places_.end()) {
    throw Error(fmt::format("{}: lacks {}", shown_, name));
  }
  return found->second;
}

TableFiles::Blocks TableFiles::open(const std::string& name) const {
  const ProblemPlace& found = place(name);
  return found.entry.empty() ? blocks_of_file(found.file)
                             : blocks_of_entry(found.file, found.entry);
}

std::vector<std::string> TableFiles::first_lines(const std::string& name, std::size_t count) const {
  const Blocks blocks = open(name);
  std::string text;
  const auto lines = [&] { return static_cast<std::size_t>(std::ranges::count(text, '\n')); };
  while (lines() < count && text.size() < longest_start && blocks(text)) {
  }
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size() && found.size() < count;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    found.push_back(text.substr(at, end - at));
    if (found.back().ends_with('\r')) {
      found.back().pop_back();
    }
    at = end + 1;
  }
  return found;
}

TableFiles::OnDisk TableFiles::on_disk(const std::string& name) const {
  const ProblemPlace& found = place(name);
  if (found.entry.empty()) {
    return {found.file.string(), std::nullopt};
  }
  OnDisk result{{}, std::optional<ScratchFile>(std::in_place)};
  result.path = result.copy->path();
  std::ofstream out(result.path, std::ios::binary);
  const Blocks blocks = open(name);
  std::string block;
  while (blocks(block)) {
    out << block;
    block.clear();
  }
  if (!out.flush()) {
    throw Error(
        fmt::format("{}: a temporary copy cannot be written; make room, or name another "
                    "folder in TMPDIR",
                    name));
  }
  return result;
}

}  // namespace headwater
