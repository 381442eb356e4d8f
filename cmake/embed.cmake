# Puts a text file into a target as `std::string_view embedded_<name>()`, declared by its user.
# The name is the file's own with dots and dashes as underscores: derived_v3.sql -> embedded_derived_v3_sql.
function(embed_text target file)
  get_filename_component(name "${file}" NAME)
  string(REGEX REPLACE "[^A-Za-z0-9]" "_" symbol "embedded_${name}")
  set(source "${CMAKE_CURRENT_BINARY_DIR}/${symbol}.cpp")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "char(0x\\1)," bytes "${hex}")
  file(
    CONFIGURE
    OUTPUT "${source}"
    CONTENT
      "#include <string_view>\nnamespace headwater {\nstd::string_view @symbol@();\nstd::string_view @symbol@() {\n  static constexpr char text[] = {@bytes@ 0};\n  return {text, sizeof(text) - 1};\n}\n}\n"
    @ONLY
  )
  target_sources(${target} PRIVATE "${source}")
endfunction()
