#include "network/input_output.h"

#include "network/parts.h"

namespace headwater {

InputOutput::InputOutput(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
InputOutput::~InputOutput() = default;
InputOutput::InputOutput(InputOutput&&) noexcept = default;
InputOutput& InputOutput::operator=(InputOutput&&) noexcept = default;

InputOutput InputOutput::assembled(std::unique_ptr<Parts> parts) {
  return InputOutput(std::move(parts));
}

std::span<const Cell> InputOutput::cells() const { return parts_->cells; }

std::size_t InputOutput::own_cells() const { return parts_->own_cells; }

std::size_t InputOutput::index(std::string_view region, std::string_view sector) const {
  std::string key(region);
  key.append("|").append(sector);
  const auto found = parts_->index.find(key);
  return found == parts_->index.end() ? npos : found->second;
}

}  // namespace headwater
