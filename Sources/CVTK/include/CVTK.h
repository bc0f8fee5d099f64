#ifndef CVTK_H
#define CVTK_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

#ifdef __cplusplus
extern "C" {
#endif

/// A surface of triangles that VTK holds.
typedef struct cvtk_mesh cvtk_mesh;

/// How a surface is made.
typedef struct cvtk_surface_options {
    /// The value at the surface.
    double level;
    /// Row-major 3 x 4, voxel to mm; applied before smoothing.
    double affine[12];
    /// Iterations of the windowed-sinc filter; 0 leaves the surface as it is.
    int32_t smoothing_iterations;
    /// Pass band of the windowed-sinc filter, 0...2.
    double pass_band;
    /// Share of the triangles to take away, 0..<1; 0 leaves all.
    double reduction;
    /// Whether only the largest connected part is kept.
    int32_t largest_only;
} cvtk_surface_options;

/// The isosurface of `values` (size[0] * size[1] * size[2] of them, first axis fastest, only read
/// during the call) by flying edges, then windowed-sinc smoothing, then decimation.
///
/// Returns the mesh, which the caller destroys, or null with a sentence in `error` (always ended by
/// a zero within `capacity`).
cvtk_mesh *_Nullable cvtk_surface_create(const float *values, const int64_t *size,
                                         const cvtk_surface_options *options, char *error,
                                         size_t capacity);

/// The number of vertices.
int64_t cvtk_mesh_vertex_count(const cvtk_mesh *mesh);

/// The number of triangles.
int64_t cvtk_mesh_triangle_count(const cvtk_mesh *mesh);

/// Copies 3 coordinates for each vertex, and 3 vertex numbers for each triangle.
void cvtk_mesh_copy(const cvtk_mesh *mesh, float *vertices, int32_t *triangles);

/// Frees the mesh.
void cvtk_mesh_destroy(cvtk_mesh *_Nullable mesh);

#ifdef __cplusplus
}
#endif

#pragma clang assume_nonnull end

#endif
