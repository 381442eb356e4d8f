#pragma once

/// Before a function whose loops gain from wider vectors, where the machine has them. There is no
/// fused multiply-add, so every machine gives the same bits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#define HEADWATER_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define HEADWATER_WIDE
#endif
