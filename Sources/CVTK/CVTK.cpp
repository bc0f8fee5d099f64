#include "CVTK.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>

#include <vtkCallbackCommand.h>
#include <vtkCellArray.h>
#include <vtkCellArrayIterator.h>
#include <vtkDecimatePro.h>
#include <vtkExecutive.h>
#include <vtkFloatArray.h>
#include <vtkFlyingEdges3D.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataConnectivityFilter.h>
#include <vtkSmartPointer.h>
#include <vtkWindowedSincPolyDataFilter.h>

struct cvtk_mesh {
    vtkSmartPointer<vtkPolyData> data;
};

namespace {

/// Collects what a filter would otherwise print.
class Messages {
  public:
    explicit Messages(std::string &text) {
        command->SetClientData(&text);
        command->SetCallback([](vtkObject *, unsigned long, void *client, void *message) {
            auto &text = *static_cast<std::string *>(client);
            if (message != nullptr && text.empty()) text = static_cast<const char *>(message);
        });
    }

    template <typename Filter> void watch(Filter &filter) {
        filter->AddObserver(vtkCommand::ErrorEvent, command);
        filter->AddObserver(vtkCommand::WarningEvent, command);
        filter->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, command);
    }

  private:
    vtkNew<vtkCallbackCommand> command;
};

template <typename Filter>
vtkSmartPointer<vtkPolyData> run(Filter &filter, Messages &messages, const std::string &text) {
    messages.watch(filter);
    filter->Update();
    if (!text.empty()) throw std::runtime_error(text);
    return filter->GetOutput();
}

vtkSmartPointer<vtkPolyData> contour(const float *values, const int64_t *size, double level,
                                     Messages &messages, const std::string &text) {
    vtkNew<vtkFloatArray> scalars;
    // Saved: VTK neither frees nor writes the caller's memory.
    scalars->SetArray(const_cast<float *>(values), size[0] * size[1] * size[2], 1);
    vtkNew<vtkImageData> image;
    image->SetDimensions(static_cast<int>(size[0]), static_cast<int>(size[1]),
                         static_cast<int>(size[2]));
    image->GetPointData()->SetScalars(scalars);
    vtkNew<vtkFlyingEdges3D> filter;
    filter->SetInputData(image);
    filter->ComputeNormalsOff();
    filter->ComputeGradientsOff();
    filter->ComputeScalarsOff();
    filter->SetValue(0, level);
    return run(filter, messages, text);
}

void transform(vtkPolyData &surface, const double *m) {
    vtkPoints *points = surface.GetPoints();
    for (vtkIdType at = 0; at < points->GetNumberOfPoints(); ++at) {
        double p[3];
        points->GetPoint(at, p);
        double q[3];
        for (int row = 0; row < 3; ++row) {
            const double *r = m + 4 * row;
            q[row] = r[0] * p[0] + r[1] * p[1] + r[2] * p[2] + r[3];
        }
        points->SetPoint(at, q);
    }
}

vtkSmartPointer<vtkPolyData> make(const float *values, const int64_t *size,
                                  const cvtk_surface_options &options) {
    std::string text;
    Messages messages(text);
    auto surface = contour(values, size, options.level, messages, text);
    if (surface->GetNumberOfPoints() == 0) return surface;
    transform(*surface, options.affine);
    if (options.largest_only != 0) {
        vtkNew<vtkPolyDataConnectivityFilter> filter;
        filter->SetInputData(surface);
        filter->SetExtractionModeToLargestRegion();
        surface = run(filter, messages, text);
    }
    if (options.smoothing_iterations > 0) {
        vtkNew<vtkWindowedSincPolyDataFilter> filter;
        filter->SetInputData(surface);
        filter->SetNumberOfIterations(options.smoothing_iterations);
        filter->SetPassBand(options.pass_band);
        filter->NormalizeCoordinatesOn();
        filter->FeatureEdgeSmoothingOff();
        filter->BoundarySmoothingOff();
        filter->NonManifoldSmoothingOn();
        surface = run(filter, messages, text);
    }
    if (options.reduction > 0) {
        vtkNew<vtkDecimatePro> filter;
        filter->SetInputData(surface);
        filter->SetTargetReduction(options.reduction);
        filter->PreserveTopologyOn();
        filter->SplittingOff();
        surface = run(filter, messages, text);
    }
    return surface;
}

void report(const char *message, char *error, size_t capacity) {
    if (capacity > 0) std::snprintf(error, capacity, "%s", message);
}

} // namespace

cvtk_mesh *cvtk_surface_create(const float *values, const int64_t *size,
                               const cvtk_surface_options *options, char *error, size_t capacity) {
    try {
        return new cvtk_mesh{make(values, size, *options)};
    } catch (const std::bad_alloc &) {
        report("there is not enough memory", error, capacity);
    } catch (const std::exception &failure) {
        report(failure.what(), error, capacity);
    } catch (...) {
        report("an unknown failure", error, capacity);
    }
    return nullptr;
}

int64_t cvtk_mesh_vertex_count(const cvtk_mesh *mesh) { return mesh->data->GetNumberOfPoints(); }

int64_t cvtk_mesh_triangle_count(const cvtk_mesh *mesh) { return mesh->data->GetNumberOfPolys(); }

void cvtk_mesh_copy(const cvtk_mesh *mesh, float *vertices, int32_t *triangles) {
    for (vtkIdType at = 0; at < mesh->data->GetNumberOfPoints(); ++at) {
        double p[3];
        mesh->data->GetPoint(at, p);
        for (int axis = 0; axis < 3; ++axis) *vertices++ = static_cast<float>(p[axis]);
    }
    auto cells = vtk::TakeSmartPointer(mesh->data->GetPolys()->NewIterator());
    for (cells->GoToFirstCell(); !cells->IsDoneWithTraversal(); cells->GoToNextCell()) {
        vtkIdType count = 0;
        const vtkIdType *ids = nullptr;
        cells->GetCurrentCell(count, ids);
        for (vtkIdType corner = 0; corner < 3; ++corner) {
            *triangles++ = static_cast<int32_t>(ids[corner]);
        }
    }
}

void cvtk_mesh_destroy(cvtk_mesh *mesh) { delete mesh; }
