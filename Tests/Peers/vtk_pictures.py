"""What VTK draws of a volume, off screen; needs an X server (xvfb-run gives one).

Reads {file, size, spacing, pixels, repeats, surface} from the file that is named: int16 voxels, first axis
fastest. Without `surface`, draws the volume as the study of 2024 did; with it, the isosurface at that
value, from the front. Writes {picture, seconds}: RGB rows from the top in a file beside the input, and
the shortest time of one drawing, with the picture brought back.
"""
import json
import sys
import time

import numpy as np
import vtk
from vtk.util.numpy_support import numpy_to_vtk, vtk_to_numpy

OPACITY = [(-3024, 0), (-1000, 0), (-500, 0), (0, 0.2), (300, 0.4), (500, 0.6), (1000, 0.8), (3071, 1)]
COLOUR = [
    (-3024, 0, 0, 0), (-1000, 0.5, 0.5, 0.5), (-500, 0.8, 0.6, 0.4), (0, 0.9, 0.7, 0.6),
    (300, 0.95, 0.8, 0.7), (500, 1, 0.8, 0.8), (1000, 0.9, 0.9, 1), (3071, 1, 1, 1),
]


def study_volume(image):
    mapper = vtk.vtkSmartVolumeMapper()
    mapper.SetInputData(image)
    opacity = vtk.vtkPiecewiseFunction()
    for node in OPACITY:
        opacity.AddPoint(*node)
    colour = vtk.vtkColorTransferFunction()
    for node in COLOUR:
        colour.AddRGBPoint(*node)
    look = vtk.vtkVolumeProperty()
    look.ShadeOn()
    look.SetInterpolationTypeToLinear()
    look.SetScalarOpacity(opacity)
    look.SetColor(colour)
    volume = vtk.vtkVolume()
    volume.SetMapper(mapper)
    volume.SetProperty(look)
    return volume


def skin(image, level):
    contour = vtk.vtkFlyingEdges3D()
    contour.SetInputData(image)
    contour.SetValue(0, level)
    contour.Update()
    mapper = vtk.vtkPolyDataMapper()
    mapper.SetInputData(contour.GetOutput())
    mapper.ScalarVisibilityOff()
    actor = vtk.vtkActor()
    actor.SetMapper(mapper)
    return actor


def main():
    with open(sys.argv[1]) as file:
        question = json.load(file)
    size, pixels = question["size"], question["pixels"]
    voxels = np.fromfile(question["file"], dtype=np.int16)
    image = vtk.vtkImageData()
    image.SetDimensions(*size)
    image.SetSpacing(*question["spacing"])
    image.GetPointData().SetScalars(numpy_to_vtk(voxels, deep=True))
    level = question.get("surface")
    renderer = vtk.vtkRenderer()
    renderer.AddViewProp(study_volume(image) if level is None else skin(image, level))
    renderer.SetBackground(0, 0, 0)
    window = vtk.vtkRenderWindow()
    window.SetOffScreenRendering(1)
    window.SetSize(pixels, pixels)
    window.AddRenderer(renderer)
    camera = renderer.GetActiveCamera()
    middle = image.GetCenter()
    camera.SetFocalPoint(*middle)
    camera.SetPosition(middle[0], middle[1] + 700, middle[2] + 290)
    camera.SetViewUp(0, 0, 1)
    renderer.ResetCamera()
    camera.Dolly(2)
    renderer.ResetCameraClippingRange()
    seconds = []
    for turn in range(question["repeats"] + 1):
        # The first drawing also sets up the graphics; the others turn by a hair to be drawn anew.
        started = time.perf_counter()
        if turn:
            camera.Azimuth(0.01 * (-1) ** turn)
        window.Render()
        grabber = vtk.vtkWindowToImageFilter()
        grabber.SetInput(window)
        grabber.ReadFrontBufferOff()
        grabber.Update()
        if turn or not question["repeats"]:
            seconds.append(time.perf_counter() - started)
    rows = vtk_to_numpy(grabber.GetOutput().GetPointData().GetScalars()).reshape(pixels, pixels, 3)
    rows[::-1].tofile(question["file"] + ".rgb")
    json.dump({"picture": question["file"] + ".rgb", "seconds": min(seconds)}, sys.stdout)


main()
