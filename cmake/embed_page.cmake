# Writes INTO/page.S, which holds the bytes of every file under FOLDER, and INTO/page_files.cpp, which
# says what each is called, its media type and the sha256 that is its ETag. A hex array of the same
# bytes would take the compiler half a minute.
set(types_html "text/html; charset=utf-8")
set(types_js "text/javascript; charset=utf-8")
set(types_css "text/css; charset=utf-8")
set(types_svg "image/svg+xml")
set(types_json "application/json")
set(types_woff2 "font/woff2")
file(GLOB_RECURSE files RELATIVE "${FOLDER}" "${FOLDER}/*")
list(SORT files)
set(assembly "  .section .note.GNU-stack,\"\",%progbits\n  .section .rodata\n")
set(declarations "")
set(entries "")
set(number 0)
foreach(file IN LISTS files)
  string(REGEX MATCH "[a-z0-9]+$" ending "${file}")
  if(NOT DEFINED types_${ending})
    message(FATAL_ERROR "${file}: no media type is known for .${ending}")
  endif()
  file(SHA256 "${FOLDER}/${file}" hash)
  string(APPEND assembly "  .global page_${number}_begin\n  .global page_${number}_end\n")
  string(
    APPEND assembly
    "page_${number}_begin:\n  .incbin \"${FOLDER}/${file}\"\npage_${number}_end:\n"
  )
  string(APPEND declarations "extern const char page_${number}_begin[], page_${number}_end[];\n")
  string(
    APPEND entries
    "      {\"/${file}\", \"${types_${ending}}\", \"\\\"${hash}\\\"\", {page_${number}_begin, page_${number}_end}},\n"
  )
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${INTO}/page.S" "${assembly}")
file(
  WRITE "${INTO}/page_files.cpp"
  "#include \"server/page.h\"\n\nextern \"C\" {\n${declarations}}\n\nnamespace headwater {\n\nconst PageFile* page_file(std::string_view path) {\n  static const PageFile files[] = {\n${entries}  };\n  for (const PageFile& file : files) {\n    if (file.path == path) {\n      return &file;\n    }\n  }\n  return nullptr;\n}\n\n}  // namespace headwater\n"
)
