// The innermost loop of a matrix product, for the vector registers of several processors.
//
// It is here and not in Swift because a function of a C header may be compiled for a processor that the
// rest of the program does not ask for; which one to call is known when the program runs.
// Source: K. Goto, R. van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (ACM TOMS 34,
// 2008), sections 4.2 and 6.
#ifndef JACOBISCOPE_CKERNELS_H
#define JACOBISCOPE_CKERNELS_H

/// Adds Aᵀ·B to a tile of C: C[i,j] += Σₖ a[k·rows + i]·b[k·columns + j], C's rows `pitch` apart.
struct ck_kernel {
  /// The extents of the tile; 0 where there is no such kernel.
  long rows, columns;
  /// `b` is aligned as a register is, to at most 64 bytes. Sums run in the order of k.
  void (*add)(long depth, const double *a, const double *b, double *c, long pitch);
};

#define CK_UNROLL _Pragma("clang loop unroll(full)")

// A tile of `rows` by `vectors` registers of `lanes` numbers. Where the processor multiplies and adds in
// one step, it does so here, rounding once: that is what FP_CONTRACT allows.
#define CK_TILE(name, attribute, lanes, rows, vectors)                                        \
  attribute static inline void name(                                                          \
      long depth, const double *a, const double *b, double *c, long pitch) {                  \
    _Pragma("STDC FP_CONTRACT ON")                                                            \
    typedef double vector __attribute__((vector_size(lanes * 8), may_alias));                 \
    typedef double unaligned __attribute__((vector_size(lanes * 8), may_alias, aligned(8)));  \
    vector sums[rows][vectors] = {{{0}}};                                                     \
    for (long k = 0; k < depth; k++) {                                                        \
      const vector *row = (const vector *)(b + k * vectors * lanes);                          \
      CK_UNROLL for (int i = 0; i < rows; i++) {                                              \
        CK_UNROLL for (int j = 0; j < vectors; j++) sums[i][j] += a[k * rows + i] * row[j];   \
      }                                                                                       \
    }                                                                                         \
    CK_UNROLL for (int i = 0; i < rows; i++) {                                                \
      CK_UNROLL for (int j = 0; j < vectors; j++) {                                           \
        unaligned *place = (unaligned *)(c + i * pitch + j * lanes);                          \
        *place += sums[i][j];                                                                 \
      }                                                                                       \
    }                                                                                         \
  }

#if defined(__x86_64__)
CK_TILE(ck_tile_avx512, __attribute__((target("avx512f"))), 8, 8, 2)
CK_TILE(ck_tile_avx2, __attribute__((target("avx2,fma"))), 4, 6, 2)
CK_TILE(ck_tile_any, , 2, 4, 2)
enum { ck_rows_any = 4, ck_columns_any = 4 };
#else
// Thirty-two registers of two numbers, as arm64 has.
CK_TILE(ck_tile_any, , 2, 6, 4)
enum { ck_rows_any = 6, ck_columns_any = 8 };
#endif

/// The kernels that this processor can run, the fastest first, the one for any processor last.
static inline struct ck_kernel ck_kernel_at(int number) {
  const struct ck_kernel any = {ck_rows_any, ck_columns_any, ck_tile_any};
  const struct ck_kernel none = {0, 0, 0};
#if defined(__x86_64__)
  const struct ck_kernel avx512 = {8, 16, ck_tile_avx512};
  const struct ck_kernel avx2 = {6, 8, ck_tile_avx2};
  if (__builtin_cpu_supports("avx512f") && number-- == 0) return avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && number-- == 0) return avx2;
#endif
  return number == 0 ? any : none;
}
#endif
