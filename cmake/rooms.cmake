# One room of the house: a static library whose includes may only reach the rooms it USES.
# tests/include_test.py reads these calls and fails on any #include outside USES.
function(add_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;LINKS;EMBEDS" ${ARGN})
  list(TRANSFORM ROOM_SOURCES PREPEND "${name}/")
  list(TRANSFORM ROOM_USES PREPEND "room_")
  add_library(room_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(room_${name} PUBLIC "${PROJECT_SOURCE_DIR}/engine")
  target_link_libraries(room_${name} PUBLIC ${ROOM_USES} ${ROOM_LINKS})
  target_compile_options(room_${name} PRIVATE ${HEADWATER_WARNINGS})
  if(name STREQUAL "base")
    target_precompile_headers(room_base PRIVATE "${PROJECT_SOURCE_DIR}/engine/base/precompiled.h")
  else()
    target_precompile_headers(room_${name} REUSE_FROM room_base)
  endif()
  foreach(file IN LISTS ROOM_EMBEDS)
    embed_text(room_${name} "${CMAKE_CURRENT_SOURCE_DIR}/${name}/${file}")
  endforeach()
endfunction()

set(
  HEADWATER_WARNINGS
  -Wall
  -Wextra
  -Wpedantic
  -Wshadow
  -Wconversion
  -Wno-sign-conversion
  # False alarms of GCC 12 on std::string (its bug 105651), seen at -O3.
  -Wno-array-bounds
  -Wno-restrict
  -Wno-stringop-overflow
)
if(HEADWATER_WERROR)
  list(APPEND HEADWATER_WARNINGS -Werror)
endif()
