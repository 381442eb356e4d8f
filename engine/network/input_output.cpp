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

const std::vector<std::string>& InputOutput::members(std::string_view region) const {
  static const std::vector<std::string> none;
  const auto found = parts_->members.find(region);
  return found == parts_->members.end() ? none : found->second;
}

std::string_view InputOutput::region_of(std::string_view country) const {
  const auto found = parts_->region_of.find(country);
  return found == parts_->region_of.end() ? std::string_view() : std::string_view(found->second);
}

std::span<const Issue> InputOutput::issues() const { return parts_->issues; }

std::size_t InputOutput::index(std::string_view region, std::string_view sector) const {
  std::string key(region);
  key.append("|").append(sector);
  const auto found = parts_->index.find(key);
  return found == parts_->index.end() ? npos : found->second;
}

}  // namespace headwater
